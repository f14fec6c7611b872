extension TranscriptUsage {
    /// A transcription that is billed by tokens.
    public struct Tokens: ShapedObject {
        public var totalTokens: Int
        public var inputTokens: Int
        public var outputTokens: Int
        public var inputTokenDetails: InputTokenDetails?
        public var extra: JSONObject = [:]

        public init(totalTokens: Int, inputTokens: Int, outputTokens: Int, inputTokenDetails: InputTokenDetails? = nil)
        {
            self.totalTokens = totalTokens
            self.inputTokens = inputTokens
            self.outputTokens = outputTokens
            self.inputTokenDetails = inputTokenDetails
        }

        static let shape = Shape<Self>(
            type: "tokens", Self.init(totalTokens:inputTokens:outputTokens:inputTokenDetails:),
            .required("total_tokens", \.totalTokens), .required("input_tokens", \.inputTokens),
            .required("output_tokens", \.outputTokens), .optional("input_token_details", \.inputTokenDetails))
    }

    /// A transcription that is billed by the length of the audio.
    public struct Duration: ShapedObject {
        public var seconds: Double
        public var extra: JSONObject = [:]

        public init(seconds: Double) {
            self.seconds = seconds
        }

        static let shape = Shape<Self>(type: "duration", Self.init(seconds:), .required("seconds", \.seconds))
    }
}
