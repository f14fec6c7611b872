extension Truncation {
    /// Drops the oldest items down to a share of the limit.
    public struct RetentionRatio: ShapedObject {
        /// 0 to 1.
        public var retentionRatio: Double
        public var tokenLimits: TokenLimits?
        public var extra: JSONObject = [:]

        public init(retentionRatio: Double, tokenLimits: TokenLimits? = nil) {
            self.retentionRatio = retentionRatio
            self.tokenLimits = tokenLimits
        }

        static let shape = Shape<Self>(
            type: "retention_ratio", Self.init(retentionRatio:tokenLimits:),
            .required("retention_ratio", \.retentionRatio),
            .optional("token_limits", \.tokenLimits))
    }

    /// Limits beside that of the model.
    public struct TokenLimits: ShapedObject {
        /// Tokens after instructions and tools.
        public var postInstructions: Int?
        public var extra: JSONObject = [:]

        public init(postInstructions: Int? = nil) {
            self.postInstructions = postInstructions
        }

        static let shape = Shape<Self>(Self.init(postInstructions:), .optional("post_instructions", \.postInstructions))
    }
}
