/// Turn detection by loudness (Realtime API, `server_vad`).
public struct ServerVAD: ShapedObject {
    /// 0 to 1; 0.5 if absent.
    public var threshold: Double?
    /// 300 if absent.
    public var prefixPaddingMilliseconds: Int?
    /// 500 if absent.
    public var silenceDurationMilliseconds: Int?
    public var idleTimeoutMilliseconds: Int?
    public var createResponse: Bool?
    public var interruptResponse: Bool?
    public var extra: JSONObject = [:]

    public init(
        threshold: Double? = nil, prefixPaddingMilliseconds: Int? = nil, silenceDurationMilliseconds: Int? = nil,
        idleTimeoutMilliseconds: Int? = nil, createResponse: Bool? = nil, interruptResponse: Bool? = nil
    ) {
        self.threshold = threshold
        self.prefixPaddingMilliseconds = prefixPaddingMilliseconds
        self.silenceDurationMilliseconds = silenceDurationMilliseconds
        self.idleTimeoutMilliseconds = idleTimeoutMilliseconds
        self.createResponse = createResponse
        self.interruptResponse = interruptResponse
    }

    static let shape = Shape<Self>(
        type: "server_vad",
        Self.init(
            threshold:prefixPaddingMilliseconds:silenceDurationMilliseconds:idleTimeoutMilliseconds:createResponse:
            interruptResponse:),
        .optional("threshold", \.threshold), .optional("prefix_padding_ms", \.prefixPaddingMilliseconds),
        .optional("silence_duration_ms", \.silenceDurationMilliseconds),
        .optional("idle_timeout_ms", \.idleTimeoutMilliseconds), .optional("create_response", \.createResponse),
        .optional("interrupt_response", \.interruptResponse))
}

/// Turn detection by what was said (Realtime API, `semantic_vad`).
public struct SemanticVAD: ShapedObject {
    public var eagerness: Eagerness?
    public var createResponse: Bool?
    public var interruptResponse: Bool?
    public var extra: JSONObject = [:]

    public init(eagerness: Eagerness? = nil, createResponse: Bool? = nil, interruptResponse: Bool? = nil) {
        self.eagerness = eagerness
        self.createResponse = createResponse
        self.interruptResponse = interruptResponse
    }

    static let shape = Shape<Self>(
        type: "semantic_vad", Self.init(eagerness:createResponse:interruptResponse:),
        .optional("eagerness", \.eagerness), .optional("create_response", \.createResponse),
        .optional("interrupt_response", \.interruptResponse))
}

extension SemanticVAD {
    /// How soon a turn is taken to be over: 8, 4 or 2 s at most for low, medium and high.
    public struct Eagerness: WireString {
        public var rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let low: Self = "low"
        public static let medium: Self = "medium"
        public static let high: Self = "high"
        public static let auto: Self = "auto"
    }
}
