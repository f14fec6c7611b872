/// What a response used, in tokens.
public struct Usage: ShapedObject {
    public var totalTokens: Int?
    public var inputTokens: Int?
    public var outputTokens: Int?
    public var inputTokenDetails: InputTokenDetails?
    public var outputTokenDetails: OutputTokenDetails?
    public var extra: JSONObject = [:]

    public init(
        totalTokens: Int? = nil, inputTokens: Int? = nil, outputTokens: Int? = nil,
        inputTokenDetails: InputTokenDetails? = nil, outputTokenDetails: OutputTokenDetails? = nil
    ) {
        self.totalTokens = totalTokens
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.inputTokenDetails = inputTokenDetails
        self.outputTokenDetails = outputTokenDetails
    }

    static let shape = Shape<Self>(
        Self.init(totalTokens:inputTokens:outputTokens:inputTokenDetails:outputTokenDetails:),
        .optional("total_tokens", \.totalTokens), .optional("input_tokens", \.inputTokens),
        .optional("output_tokens", \.outputTokens), .optional("input_token_details", \.inputTokenDetails),
        .optional("output_token_details", \.outputTokenDetails))
}

/// What the input tokens of a response were.
public struct InputTokenDetails: ShapedObject {
    public var textTokens: Int?
    public var audioTokens: Int?
    public var imageTokens: Int?
    public var cachedTokens: Int?
    public var cachedTokensDetails: CachedTokensDetails?
    public var extra: JSONObject = [:]

    public init(
        textTokens: Int? = nil, audioTokens: Int? = nil, imageTokens: Int? = nil, cachedTokens: Int? = nil,
        cachedTokensDetails: CachedTokensDetails? = nil
    ) {
        self.textTokens = textTokens
        self.audioTokens = audioTokens
        self.imageTokens = imageTokens
        self.cachedTokens = cachedTokens
        self.cachedTokensDetails = cachedTokensDetails
    }

    static let shape = Shape<Self>(
        Self.init(textTokens:audioTokens:imageTokens:cachedTokens:cachedTokensDetails:),
        .optional("text_tokens", \.textTokens), .optional("audio_tokens", \.audioTokens),
        .optional("image_tokens", \.imageTokens), .optional("cached_tokens", \.cachedTokens),
        .optional("cached_tokens_details", \.cachedTokensDetails))
}

/// What the cached input tokens of a response were.
public struct CachedTokensDetails: ShapedObject {
    public var textTokens: Int?
    public var audioTokens: Int?
    public var imageTokens: Int?
    public var extra: JSONObject = [:]

    public init(textTokens: Int? = nil, audioTokens: Int? = nil, imageTokens: Int? = nil) {
        self.textTokens = textTokens
        self.audioTokens = audioTokens
        self.imageTokens = imageTokens
    }

    static let shape = Shape<Self>(
        Self.init(textTokens:audioTokens:imageTokens:), .optional("text_tokens", \.textTokens),
        .optional("audio_tokens", \.audioTokens), .optional("image_tokens", \.imageTokens))
}

/// What the output tokens of a response were.
public struct OutputTokenDetails: ShapedObject {
    public var textTokens: Int?
    public var audioTokens: Int?
    public var extra: JSONObject = [:]

    public init(textTokens: Int? = nil, audioTokens: Int? = nil) {
        self.textTokens = textTokens
        self.audioTokens = audioTokens
    }

    static let shape = Shape<Self>(
        Self.init(textTokens:audioTokens:), .optional("text_tokens", \.textTokens),
        .optional("audio_tokens", \.audioTokens))
}
