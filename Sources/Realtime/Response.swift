/// A response of the model (Realtime API, object `realtime.response`).
public struct Response: ShapedObject {
    public var id: ResponseID?
    public var status: Status?
    public var statusDetails: StatusDetails?
    public var output: [Item]?
    public var usage: Usage?
    /// Absent for a response outside of the default conversation.
    public var conversationID: String?
    public var outputModalities: [Modality]?
    public var maxOutputTokens: MaxOutputTokens?
    public var audio: AudioConfiguration?
    public var metadata: [String: String]?
    /// The constant `realtime.response`.
    public var object: String?
    public var extra: JSONObject = [:]

    public init(
        id: ResponseID? = nil, status: Status? = nil, statusDetails: StatusDetails? = nil,
        output: [Item]? = nil, usage: Usage? = nil, conversationID: String? = nil, outputModalities: [Modality]? = nil,
        maxOutputTokens: MaxOutputTokens? = nil, audio: AudioConfiguration? = nil, metadata: [String: String]? = nil,
        object: String? = nil
    ) {
        self.id = id
        self.status = status
        self.statusDetails = statusDetails
        self.output = output
        self.usage = usage
        self.conversationID = conversationID
        self.outputModalities = outputModalities
        self.maxOutputTokens = maxOutputTokens
        self.audio = audio
        self.metadata = metadata
        self.object = object
    }

    static let shape = Shape<Self>(

        Self.init(
            id:status:statusDetails:output:usage:conversationID:outputModalities:maxOutputTokens:audio:metadata:object:),
        .optional("id", \.id), .optional("status", \.status), .optional("status_details", \.statusDetails),
        .optional("output", \.output), .optional("usage", \.usage), .optional("conversation_id", \.conversationID),
        .optional("output_modalities", \.outputModalities), .optional("max_output_tokens", \.maxOutputTokens),
        .optional("audio", \.audio), .optional("metadata", \.metadata), .optional("object", \.object))
}

extension Response {
    /// How a response stands or ended.
    public struct Status: WireString {
        public var rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let inProgress: Self = "in_progress"
        public static let completed: Self = "completed"
        public static let cancelled: Self = "cancelled"
        public static let failed: Self = "failed"
        public static let incomplete: Self = "incomplete"
    }

    /// Why a response ended as it did.
    public struct StatusDetails: ShapedObject {
        public var type: Status?
        public var reason: Reason?
        public var error: FailureDetails?
        public var extra: JSONObject = [:]

        public init(type: Status? = nil, reason: Reason? = nil, error: FailureDetails? = nil) {
            self.type = type
            self.reason = reason
            self.error = error
        }

        static let shape = Shape<Self>(
            Self.init(type:reason:error:), .optional("type", \.type), .optional("reason", \.reason),
            .optional("error", \.error))
    }

    /// What ended a response early.
    public struct Reason: WireString {
        public var rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let turnDetected: Self = "turn_detected"
        public static let clientCancelled: Self = "client_cancelled"
        public static let maxOutputTokens: Self = "max_output_tokens"
        public static let contentFilter: Self = "content_filter"
    }
}
