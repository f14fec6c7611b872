public import Audio

extension ClientEvent {
    /// Realtime API, client event `session.update`: changes the fields of the session that are present.
    public struct SessionUpdate: ClientPayload {
        public var session: SessionConfiguration
        public var eventID: EventID?
        public var extra: JSONObject = [:]

        public init(session: SessionConfiguration, eventID: EventID? = nil) {
            self.session = session
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "session.update", Self.init(session:eventID:), .required("session", \.session),
            .optional("event_id", \.eventID))
    }

    /// Realtime API, client event `input_audio_buffer.append`: adds audio in the input format of the session, 15 MiB at most.
    /// There is no answer.
    public struct InputAudioBufferAppend: ClientPayload {
        public var audio: AudioBytes
        public var eventID: EventID?
        public var extra: JSONObject = [:]

        public init(audio: AudioBytes, eventID: EventID? = nil) {
            self.audio = audio
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "input_audio_buffer.append", Self.init(audio:eventID:), .required("audio", \.audio),
            .optional("event_id", \.eventID))
    }

    /// Realtime API, client event `input_audio_buffer.commit`: makes a user message of the input audio.
    public struct InputAudioBufferCommit: ClientPayload {
        public var eventID: EventID?
        public var extra: JSONObject = [:]

        public init(eventID: EventID? = nil) {
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "input_audio_buffer.commit", Self.init(eventID:), .optional("event_id", \.eventID))
    }

    /// Realtime API, client event `input_audio_buffer.clear`: throws the input audio away.
    public struct InputAudioBufferClear: ClientPayload {
        public var eventID: EventID?
        public var extra: JSONObject = [:]

        public init(eventID: EventID? = nil) {
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "input_audio_buffer.clear", Self.init(eventID:), .optional("event_id", \.eventID))
    }

    /// Realtime API, client event `conversation.item.create`: adds an item to the conversation.
    public struct ConversationItemCreate: ClientPayload {
        public var item: Item
        /// After which one: absent for the end, `.root` for the start.
        public var previousItemID: ItemID?
        public var eventID: EventID?
        public var extra: JSONObject = [:]

        public init(item: Item, previousItemID: ItemID? = nil, eventID: EventID? = nil) {
            self.item = item
            self.previousItemID = previousItemID
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "conversation.item.create", Self.init(item:previousItemID:eventID:), .required("item", \.item),
            .optional("previous_item_id", \.previousItemID), .optional("event_id", \.eventID))
    }

    /// Realtime API, client event `conversation.item.retrieve`: asks for an item with its audio.
    public struct ConversationItemRetrieve: ClientPayload {
        public var itemID: ItemID
        public var eventID: EventID?
        public var extra: JSONObject = [:]

        public init(itemID: ItemID, eventID: EventID? = nil) {
            self.itemID = itemID
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "conversation.item.retrieve", Self.init(itemID:eventID:), .required("item_id", \.itemID),
            .optional("event_id", \.eventID))
    }

    /// Realtime API, client event `conversation.item.truncate`: cuts the audio of an assistant message to what was heard.
    public struct ConversationItemTruncate: ClientPayload {
        public var itemID: ItemID
        /// 0.
        public var contentIndex: Int
        /// How much was heard, in ms; no more than was received.
        public var audioEndMilliseconds: Int
        public var eventID: EventID?
        public var extra: JSONObject = [:]

        public init(itemID: ItemID, contentIndex: Int, audioEndMilliseconds: Int, eventID: EventID? = nil) {
            self.itemID = itemID
            self.contentIndex = contentIndex
            self.audioEndMilliseconds = audioEndMilliseconds
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "conversation.item.truncate", Self.init(itemID:contentIndex:audioEndMilliseconds:eventID:),
            .required("item_id", \.itemID), .required("content_index", \.contentIndex),
            .required("audio_end_ms", \.audioEndMilliseconds), .optional("event_id", \.eventID))
    }

    /// Realtime API, client event `conversation.item.delete`: deletes an item from the conversation.
    public struct ConversationItemDelete: ClientPayload {
        public var itemID: ItemID
        public var eventID: EventID?
        public var extra: JSONObject = [:]

        public init(itemID: ItemID, eventID: EventID? = nil) {
            self.itemID = itemID
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "conversation.item.delete", Self.init(itemID:eventID:), .required("item_id", \.itemID),
            .optional("event_id", \.eventID))
    }

    /// Realtime API, client event `response.create`: asks for a response.
    public struct ResponseCreate: ClientPayload {
        public var response: ResponseCreateParameters?
        public var eventID: EventID?
        public var extra: JSONObject = [:]

        public init(response: ResponseCreateParameters? = nil, eventID: EventID? = nil) {
            self.response = response
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.create", Self.init(response:eventID:), .optional("response", \.response),
            .optional("event_id", \.eventID))
    }

    /// Realtime API, client event `response.cancel`: ends a response early.
    public struct ResponseCancel: ClientPayload {
        /// Absent for the one of the default conversation.
        public var responseID: ResponseID?
        public var eventID: EventID?
        public var extra: JSONObject = [:]

        public init(responseID: ResponseID? = nil, eventID: EventID? = nil) {
            self.responseID = responseID
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "response.cancel", Self.init(responseID:eventID:), .optional("response_id", \.responseID),
            .optional("event_id", \.eventID))
    }

    /// Realtime API, client event `output_audio_buffer.clear`: stops the server's playing (WebRTC and SIP only).
    public struct OutputAudioBufferClear: ClientPayload {
        public var eventID: EventID?
        public var extra: JSONObject = [:]

        public init(eventID: EventID? = nil) {
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "output_audio_buffer.clear", Self.init(eventID:), .optional("event_id", \.eventID))
    }
}
