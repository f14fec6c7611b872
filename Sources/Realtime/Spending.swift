/// What one response, or one transcription, used and cost.
public struct Spending: Sendable, Hashable, Codable {
    /// Tokens that were read; the cached ones are not counted among the others.
    public var textIn = 0
    public var textCached = 0
    public var audioIn = 0
    public var audioCached = 0
    public var imageIn = 0
    public var imageCached = 0
    public var textOut = 0
    public var audioOut = 0
    /// Seconds that were written down, where they are billed so.
    public var transcribed = 0.0
    /// In billionths of the currency.
    public var cost = 0

    public init() {}

    /// What a response used (Realtime API, `response.usage`).
    ///
    /// Cached tokens are among the input tokens of their modality. Where a server does not tell which are cached they
    /// count as text first: text is at the beginning of a conversation, and the beginning is what is cached.
    public init(_ usage: Usage, prices: Prices) {
        let read = usage.inputTokenDetails
        let text = read?.textTokens ?? (read == nil ? usage.inputTokens ?? 0 : 0)
        let audio = read?.audioTokens ?? 0
        let image = read?.imageTokens ?? 0
        let cached = read?.cachedTokensDetails
        let all = read?.cachedTokens ?? 0
        textCached = min(text, cached?.textTokens ?? (cached == nil ? all : 0))
        audioCached = min(audio, cached?.audioTokens ?? (cached == nil ? max(0, all - textCached) : 0))
        imageCached = min(image, cached?.imageTokens ?? 0)
        textIn = text - textCached
        audioIn = audio - audioCached
        imageIn = image - imageCached
        let written = usage.outputTokenDetails
        textOut = written?.textTokens ?? (written == nil ? usage.outputTokens ?? 0 : 0)
        audioOut = written?.audioTokens ?? 0
        cost = Spending.sum([
            (textIn, prices.textIn), (textCached, prices.textCached), (audioIn, prices.audioIn),
            (audioCached, prices.audioCached), (imageIn, prices.imageIn), (imageCached, prices.imageCached),
            (textOut, prices.textOut), (audioOut, prices.audioOut),
        ])
    }

    /// What writing down a turn used.
    public init(_ usage: TranscriptUsage, prices: Prices) {
        switch usage {
        case .tokens(let tokens):
            audioIn = tokens.inputTokenDetails?.audioTokens ?? tokens.inputTokens
            textIn = tokens.inputTokens - audioIn
            textOut = tokens.outputTokens
            cost = Spending.sum([
                (tokens.inputTokens, prices.transcriptionIn), (tokens.outputTokens, prices.transcriptionOut),
            ])
        case .duration(let duration):
            transcribed = duration.seconds
            cost = Int((duration.seconds / 60 * prices.transcriptionMinute * 1e9).rounded())
        case .unknown: break
        }
    }

    public var isNothing: Bool { self == Spending() }

    public static func + (left: Spending, right: Spending) -> Spending {
        var sum = left
        sum.textIn += right.textIn
        sum.textCached += right.textCached
        sum.audioIn += right.audioIn
        sum.audioCached += right.audioCached
        sum.imageIn += right.imageIn
        sum.imageCached += right.imageCached
        sum.textOut += right.textOut
        sum.audioOut += right.audioOut
        sum.transcribed += right.transcribed
        sum.cost += right.cost
        return sum
    }

    /// Tokens at a price per million, in billionths.
    private static func sum(_ parts: [(tokens: Int, price: Double)]) -> Int {
        parts.reduce(0) { $0 + Int((Double($1.tokens) * $1.price * 1_000).rounded()) }
    }
}
