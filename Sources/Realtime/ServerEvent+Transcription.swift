extension ServerEvent {
    /// Realtime API, server event `conversation.item.input_audio_transcription.delta`: more of what the user was heard to say.
    public struct ConversationItemInputAudioTranscriptionDelta: ServerPayload {
        public var itemID: ItemID
        public var contentIndex: Int?
        public var delta: String?
        public var logProbabilities: [LogProbability]?
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(
            itemID: ItemID, contentIndex: Int? = nil, delta: String? = nil, logProbabilities: [LogProbability]? = nil,
            eventID: EventID = ""
        ) {
            self.itemID = itemID
            self.contentIndex = contentIndex
            self.delta = delta
            self.logProbabilities = logProbabilities
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "conversation.item.input_audio_transcription.delta",
            Self.init(itemID:contentIndex:delta:logProbabilities:eventID:), .required("item_id", \.itemID),
            .optional("content_index", \.contentIndex), .optional("delta", \.delta),
            .optional("logprobs", \.logProbabilities), .eventID(\.eventID))
    }

    /// Realtime API, server event `conversation.item.input_audio_transcription.completed`: what the user said. May
    /// come before or after the events of the response to it.
    public struct ConversationItemInputAudioTranscriptionCompleted: ServerPayload {
        public var itemID: ItemID
        public var contentIndex: Int
        public var transcript: String
        public var usage: TranscriptUsage
        public var languages: [TranscriptLanguage]?
        public var logProbabilities: [LogProbability]?
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(
            itemID: ItemID, contentIndex: Int, transcript: String, usage: TranscriptUsage,
            languages: [TranscriptLanguage]? = nil, logProbabilities: [LogProbability]? = nil, eventID: EventID = ""
        ) {
            self.itemID = itemID
            self.contentIndex = contentIndex
            self.transcript = transcript
            self.usage = usage
            self.languages = languages
            self.logProbabilities = logProbabilities
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "conversation.item.input_audio_transcription.completed",
            Self.init(itemID:contentIndex:transcript:usage:languages:logProbabilities:eventID:),
            .required("item_id", \.itemID), .required("content_index", \.contentIndex),
            .required("transcript", \.transcript), .required("usage", \.usage), .optional("languages", \.languages),
            .optional("logprobs", \.logProbabilities), .eventID(\.eventID))
    }

    /// Realtime API, server event `conversation.item.input_audio_transcription.segment`: what one speaker said in a
    /// stretch of the audio.
    public struct ConversationItemInputAudioTranscriptionSegment: ServerPayload {
        public var id: String
        public var itemID: ItemID
        public var contentIndex: Int
        public var text: String
        public var speaker: String
        /// In seconds.
        public var start: Double
        /// In seconds.
        public var end: Double
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(
            id: String, itemID: ItemID, contentIndex: Int, text: String, speaker: String, start: Double, end: Double,
            eventID: EventID = ""
        ) {
            self.id = id
            self.itemID = itemID
            self.contentIndex = contentIndex
            self.text = text
            self.speaker = speaker
            self.start = start
            self.end = end
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "conversation.item.input_audio_transcription.segment",
            Self.init(id:itemID:contentIndex:text:speaker:start:end:eventID:), .required("id", \.id),
            .required("item_id", \.itemID), .required("content_index", \.contentIndex), .required("text", \.text),
            .required("speaker", \.speaker), .required("start", \.start), .required("end", \.end), .eventID(\.eventID))
    }

    /// Realtime API, server event `conversation.item.input_audio_transcription.failed`: the user's audio could not be
    /// transcribed.
    public struct ConversationItemInputAudioTranscriptionFailed: ServerPayload {
        public var itemID: ItemID
        public var contentIndex: Int
        public var error: FailureDetails
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(itemID: ItemID, contentIndex: Int, error: FailureDetails, eventID: EventID = "") {
            self.itemID = itemID
            self.contentIndex = contentIndex
            self.error = error
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "conversation.item.input_audio_transcription.failed", Self.init(itemID:contentIndex:error:eventID:),
            .required("item_id", \.itemID), .required("content_index", \.contentIndex), .required("error", \.error),
            .eventID(\.eventID))
    }
}
