/// One limit of the account and what is left of it.
public struct RateLimit: ShapedObject {
    public var name: Name?
    public var limit: Int?
    public var remaining: Int?
    /// Until it is whole again.
    public var resetSeconds: Double?
    public var extra: JSONObject = [:]

    public init(name: Name? = nil, limit: Int? = nil, remaining: Int? = nil, resetSeconds: Double? = nil) {
        self.name = name
        self.limit = limit
        self.remaining = remaining
        self.resetSeconds = resetSeconds
    }

    static let shape = Shape<Self>(
        Self.init(name:limit:remaining:resetSeconds:), .optional("name", \.name), .optional("limit", \.limit),
        .optional("remaining", \.remaining), .optional("reset_seconds", \.resetSeconds))
}

extension RateLimit {
    /// What is limited.
    public struct Name: WireString {
        public var rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let requests: Self = "requests"
        public static let tokens: Self = "tokens"
    }
}
