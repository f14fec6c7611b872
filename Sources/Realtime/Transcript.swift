/// How sure the transcription is of one token.
public struct LogProbability: ShapedObject {
    public var token: String
    public var logProbability: Double
    /// The token in UTF-8.
    public var bytes: [Int]
    public var extra: JSONObject = [:]

    public init(token: String, logProbability: Double, bytes: [Int]) {
        self.token = token
        self.logProbability = logProbability
        self.bytes = bytes
    }

    static let shape = Shape<Self>(
        Self.init(token:logProbability:bytes:), .required("token", \.token), .required("logprob", \.logProbability),
        .required("bytes", \.bytes))
}

/// A language that was heard.
public struct TranscriptLanguage: ShapedObject {
    /// ISO 639-1.
    public var code: String
    public var extra: JSONObject = [:]

    public init(code: String) {
        self.code = code
    }

    static let shape = Shape<Self>(Self.init(code:), .required("code", \.code))
}
