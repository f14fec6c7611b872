extension ServerEvent {
    /// Realtime API, server event `input_audio_buffer.committed`: the input audio became, or will become, a user message.
    public struct InputAudioBufferCommitted: ServerPayload {
        public var itemID: ItemID
        public var previousItemID: ItemID?
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(itemID: ItemID, previousItemID: ItemID? = nil, eventID: EventID = "") {
            self.itemID = itemID
            self.previousItemID = previousItemID
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "input_audio_buffer.committed", Self.init(itemID:previousItemID:eventID:),
            .required("item_id", \.itemID),
            .optional("previous_item_id", \.previousItemID), .eventID(\.eventID))
    }

    /// Realtime API, server event `input_audio_buffer.cleared`: the input audio was thrown away.
    public struct InputAudioBufferCleared: ServerPayload {
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(eventID: EventID = "") {
            self.eventID = eventID
        }

        static let shape = Shape<Self>(type: "input_audio_buffer.cleared", Self.init(eventID:), .eventID(\.eventID))
    }

    /// Realtime API, server event `input_audio_buffer.speech_started`: the server heard speech begin (turn detection only).
    public struct InputAudioBufferSpeechStarted: ServerPayload {
        public var itemID: ItemID
        /// Since the first audio of the session, in ms.
        public var audioStartMilliseconds: Int
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(itemID: ItemID, audioStartMilliseconds: Int, eventID: EventID = "") {
            self.itemID = itemID
            self.audioStartMilliseconds = audioStartMilliseconds
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "input_audio_buffer.speech_started", Self.init(itemID:audioStartMilliseconds:eventID:),
            .required("item_id", \.itemID), .required("audio_start_ms", \.audioStartMilliseconds), .eventID(\.eventID))
    }

    /// Realtime API, server event `input_audio_buffer.speech_stopped`: the server heard speech end (turn detection only).
    public struct InputAudioBufferSpeechStopped: ServerPayload {
        public var itemID: ItemID
        /// Since the first audio of the session, in ms.
        public var audioEndMilliseconds: Int
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(itemID: ItemID, audioEndMilliseconds: Int, eventID: EventID = "") {
            self.itemID = itemID
            self.audioEndMilliseconds = audioEndMilliseconds
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "input_audio_buffer.speech_stopped", Self.init(itemID:audioEndMilliseconds:eventID:),
            .required("item_id", \.itemID), .required("audio_end_ms", \.audioEndMilliseconds), .eventID(\.eventID))
    }

    /// Realtime API, server event `input_audio_buffer.timeout_triggered`: nobody spoke for `idle_timeout_ms` (`server_vad` only).
    public struct InputAudioBufferTimeoutTriggered: ServerPayload {
        public var itemID: ItemID
        /// Since the first audio of the session, in ms.
        public var audioStartMilliseconds: Int
        /// Since the first audio of the session, in ms.
        public var audioEndMilliseconds: Int
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(itemID: ItemID, audioStartMilliseconds: Int, audioEndMilliseconds: Int, eventID: EventID = "") {
            self.itemID = itemID
            self.audioStartMilliseconds = audioStartMilliseconds
            self.audioEndMilliseconds = audioEndMilliseconds
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "input_audio_buffer.timeout_triggered",
            Self.init(itemID:audioStartMilliseconds:audioEndMilliseconds:eventID:), .required("item_id", \.itemID),
            .required("audio_start_ms", \.audioStartMilliseconds), .required("audio_end_ms", \.audioEndMilliseconds),
            .eventID(\.eventID))
    }

    /// Realtime API, server event `input_audio_buffer.dtmf_event_received`: a key was pressed on the phone (SIP only). Has no
    /// `event_id` on the wire.
    public struct InputAudioBufferDtmfEventReceived: ServerPayload {
        /// The key: `0` to `9`, `*`, `#` or `A` to `D`.
        public var event: String
        /// In seconds since 1970.
        public var receivedAt: Int
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(event: String, receivedAt: Int, eventID: EventID = "") {
            self.event = event
            self.receivedAt = receivedAt
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "input_audio_buffer.dtmf_event_received", Self.init(event:receivedAt:eventID:),
            .required("event", \.event), .required("received_at", \.receivedAt), .eventID(\.eventID))
    }

    /// Realtime API, server event `output_audio_buffer.started`: the server began to play (WebRTC and SIP only).
    public struct OutputAudioBufferStarted: ServerPayload {
        public var responseID: ResponseID
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(responseID: ResponseID, eventID: EventID = "") {
            self.responseID = responseID
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "output_audio_buffer.started", Self.init(responseID:eventID:), .required("response_id", \.responseID),
            .eventID(\.eventID))
    }

    /// Realtime API, server event `output_audio_buffer.stopped`: the server has played all (WebRTC and SIP only).
    public struct OutputAudioBufferStopped: ServerPayload {
        public var responseID: ResponseID
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(responseID: ResponseID, eventID: EventID = "") {
            self.responseID = responseID
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "output_audio_buffer.stopped", Self.init(responseID:eventID:), .required("response_id", \.responseID),
            .eventID(\.eventID))
    }

    /// Realtime API, server event `output_audio_buffer.cleared`: the server stopped playing (WebRTC and SIP only).
    public struct OutputAudioBufferCleared: ServerPayload {
        public var responseID: ResponseID
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(responseID: ResponseID, eventID: EventID = "") {
            self.responseID = responseID
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "output_audio_buffer.cleared", Self.init(responseID:eventID:), .required("response_id", \.responseID),
            .eventID(\.eventID))
    }
}
