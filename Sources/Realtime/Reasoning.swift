/// How much a reasoning model thinks.
public struct Reasoning: ShapedObject {
    public var effort: Effort?
    public var extra: JSONObject = [:]

    public init(effort: Effort? = nil) {
        self.effort = effort
    }

    static let shape = Shape<Self>(Self.init(effort:), .optional("effort", \.effort))
}

extension Reasoning {
    /// How much effort to spend.
    public struct Effort: WireString {
        public var rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let minimal: Self = "minimal"
        public static let low: Self = "low"
        public static let medium: Self = "medium"
        public static let high: Self = "high"
        public static let xhigh: Self = "xhigh"
    }
}
