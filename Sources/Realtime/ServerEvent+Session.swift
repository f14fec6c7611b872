extension ServerEvent {
    /// Realtime API, server event `error`: something went wrong; most errors leave the session open.
    public struct ErrorReported: ServerPayload {
        public var error: APIError
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(error: APIError, eventID: EventID = "") {
            self.error = error
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "error", Self.init(error:eventID:), .required("error", \.error), .eventID(\.eventID))
    }

    /// Realtime API, server event `session.created`: the first event of a connection, with the default configuration.
    public struct SessionCreated: ServerPayload {
        public var session: SessionConfiguration
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(session: SessionConfiguration, eventID: EventID = "") {
            self.session = session
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "session.created", Self.init(session:eventID:), .required("session", \.session), .eventID(\.eventID))
    }

    /// Realtime API, server event `session.updated`: the whole configuration that is in effect after a `session.update`.
    public struct SessionUpdated: ServerPayload {
        public var session: SessionConfiguration
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(session: SessionConfiguration, eventID: EventID = "") {
            self.session = session
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "session.updated", Self.init(session:eventID:), .required("session", \.session), .eventID(\.eventID))
    }

    /// Realtime API, server event `rate_limits.updated`: what is left of the limits, at the start of a response.
    public struct RateLimitsUpdated: ServerPayload {
        public var rateLimits: [RateLimit]
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(rateLimits: [RateLimit], eventID: EventID = "") {
            self.rateLimits = rateLimits
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "rate_limits.updated", Self.init(rateLimits:eventID:), .required("rate_limits", \.rateLimits),
            .eventID(\.eventID))
    }

    /// Realtime API, server event `conversation.created`: follows the creation of the session.
    public struct ConversationCreated: ServerPayload {
        public var conversation: Conversation
        public var eventID: EventID
        public var extra: JSONObject = [:]

        public init(conversation: Conversation, eventID: EventID = "") {
            self.conversation = conversation
            self.eventID = eventID
        }

        static let shape = Shape<Self>(
            type: "conversation.created", Self.init(conversation:eventID:), .required("conversation", \.conversation),
            .eventID(\.eventID))
    }
}
