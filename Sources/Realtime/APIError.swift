/// What the API complains of (Realtime API, `error.error`).
public struct APIError: ShapedObject {
    /// The class of error, such as `invalid_request_error`.
    public var type: String
    public var message: String
    public var code: Code?
    /// The field at fault.
    public var param: String?
    /// Of the client event that caused it.
    public var eventID: EventID?
    public var extra: JSONObject = [:]

    public init(type: String, message: String, code: Code? = nil, param: String? = nil, eventID: EventID? = nil) {
        self.type = type
        self.message = message
        self.code = code
        self.param = param
        self.eventID = eventID
    }

    static let shape = Shape<Self>(
        Self.init(type:message:code:param:eventID:), .required("type", \.type), .required("message", \.message),
        .optional("code", \.code), .optional("param", \.param), .optional("event_id", \.eventID))
}

extension APIError {
    /// Codes that were seen; there are others.
    public struct Code: WireString {
        public var rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let sessionExpired: Self = "session_expired"
        public static let conversationAlreadyHasActiveResponse: Self = "conversation_already_has_active_response"
        public static let inputAudioBufferCommitEmpty: Self = "input_audio_buffer_commit_empty"
        public static let unsupportedContentType: Self = "unsupported_content_type"
        public static let responseCancelNotActive: Self = "response_cancel_not_active"
        public static let invalidValue: Self = "invalid_value"
        public static let invalidIntent: Self = "invalid_intent"
        public static let betaApiShapeDisabled: Self = "beta_api_shape_disabled"
    }
}

/// Why a transcription or a response failed.
public struct FailureDetails: ShapedObject {
    public var type: String?
    public var code: String?
    public var message: String?
    public var param: String?
    public var extra: JSONObject = [:]

    public init(type: String? = nil, code: String? = nil, message: String? = nil, param: String? = nil) {
        self.type = type
        self.code = code
        self.message = message
        self.param = param
    }

    static let shape = Shape<Self>(
        Self.init(type:code:message:param:), .optional("type", \.type), .optional("code", \.code),
        .optional("message", \.message), .optional("param", \.param))
}
