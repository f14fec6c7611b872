public import Audio

extension ServerEvent {
    /// Realtime API, server event `response.output_text.delta`: more text.
    public struct ResponseOutputTextDelta: ServerPayload {
        public var responseID: ResponseID
        public var itemID: ItemID
        public var outputIndex: Int
        public var contentIndex: Int
        public var delta: String
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(
            responseID: ResponseID, itemID: ItemID, outputIndex: Int, contentIndex: Int, delta: String,
            eventID: EventID = ""
        ) {
            self.responseID = responseID
            self.itemID = itemID
            self.outputIndex = outputIndex
            self.contentIndex = contentIndex
            self.delta = delta
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.output_text.delta", Self.init(responseID:itemID:outputIndex:contentIndex:delta:eventID:),
            .required("response_id", \.responseID), .required("item_id", \.itemID),
            .required("output_index", \.outputIndex), .required("content_index", \.contentIndex),
            .required("delta", \.delta), .eventID(\.eventID))
    }

    /// Realtime API, server event `response.output_text.done`: all of a text.
    public struct ResponseOutputTextDone: ServerPayload {
        public var responseID: ResponseID
        public var itemID: ItemID
        public var outputIndex: Int
        public var contentIndex: Int
        public var text: String
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(
            responseID: ResponseID, itemID: ItemID, outputIndex: Int, contentIndex: Int, text: String,
            eventID: EventID = ""
        ) {
            self.responseID = responseID
            self.itemID = itemID
            self.outputIndex = outputIndex
            self.contentIndex = contentIndex
            self.text = text
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.output_text.done", Self.init(responseID:itemID:outputIndex:contentIndex:text:eventID:),
            .required("response_id", \.responseID), .required("item_id", \.itemID),
            .required("output_index", \.outputIndex), .required("content_index", \.contentIndex),
            .required("text", \.text),
            .eventID(\.eventID))
    }

    /// Realtime API, server event `response.output_audio.delta`: more audio, in the output format of the session.
    public struct ResponseOutputAudioDelta: ServerPayload {
        public var responseID: ResponseID
        public var itemID: ItemID
        public var outputIndex: Int
        public var contentIndex: Int
        public var delta: AudioBytes
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(
            responseID: ResponseID, itemID: ItemID, outputIndex: Int, contentIndex: Int, delta: AudioBytes,
            eventID: EventID = ""
        ) {
            self.responseID = responseID
            self.itemID = itemID
            self.outputIndex = outputIndex
            self.contentIndex = contentIndex
            self.delta = delta
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.output_audio.delta", Self.init(responseID:itemID:outputIndex:contentIndex:delta:eventID:),
            .required("response_id", \.responseID), .required("item_id", \.itemID),
            .required("output_index", \.outputIndex), .required("content_index", \.contentIndex),
            .required("delta", \.delta), .eventID(\.eventID))
    }

    /// Realtime API, server event `response.output_audio.done`: there is no more audio of this part.
    public struct ResponseOutputAudioDone: ServerPayload {
        public var responseID: ResponseID
        public var itemID: ItemID
        public var outputIndex: Int
        public var contentIndex: Int
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(responseID: ResponseID, itemID: ItemID, outputIndex: Int, contentIndex: Int, eventID: EventID = "")
        {
            self.responseID = responseID
            self.itemID = itemID
            self.outputIndex = outputIndex
            self.contentIndex = contentIndex
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.output_audio.done", Self.init(responseID:itemID:outputIndex:contentIndex:eventID:),
            .required("response_id", \.responseID), .required("item_id", \.itemID),
            .required("output_index", \.outputIndex), .required("content_index", \.contentIndex), .eventID(\.eventID))
    }

    /// Realtime API, server event `response.output_audio_transcript.delta`: more of what the audio says.
    public struct ResponseOutputAudioTranscriptDelta: ServerPayload {
        public var responseID: ResponseID
        public var itemID: ItemID
        public var outputIndex: Int
        public var contentIndex: Int
        public var delta: String
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(
            responseID: ResponseID, itemID: ItemID, outputIndex: Int, contentIndex: Int, delta: String,
            eventID: EventID = ""
        ) {
            self.responseID = responseID
            self.itemID = itemID
            self.outputIndex = outputIndex
            self.contentIndex = contentIndex
            self.delta = delta
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.output_audio_transcript.delta",
            Self.init(responseID:itemID:outputIndex:contentIndex:delta:eventID:),
            .required("response_id", \.responseID),
            .required("item_id", \.itemID), .required("output_index", \.outputIndex),
            .required("content_index", \.contentIndex), .required("delta", \.delta), .eventID(\.eventID))
    }

    /// Realtime API, server event `response.output_audio_transcript.done`: all of what the audio says.
    public struct ResponseOutputAudioTranscriptDone: ServerPayload {
        public var responseID: ResponseID
        public var itemID: ItemID
        public var outputIndex: Int
        public var contentIndex: Int
        public var transcript: String
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(
            responseID: ResponseID, itemID: ItemID, outputIndex: Int, contentIndex: Int, transcript: String,
            eventID: EventID = ""
        ) {
            self.responseID = responseID
            self.itemID = itemID
            self.outputIndex = outputIndex
            self.contentIndex = contentIndex
            self.transcript = transcript
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.output_audio_transcript.done",
            Self.init(responseID:itemID:outputIndex:contentIndex:transcript:eventID:),
            .required("response_id", \.responseID), .required("item_id", \.itemID),
            .required("output_index", \.outputIndex), .required("content_index", \.contentIndex),
            .required("transcript", \.transcript), .eventID(\.eventID))
    }
}
