/// What a provider asks for, in units of a currency.
public struct Prices: Sendable, Hashable, Codable {
    /// Per million tokens that the model reads; cached ones cost less.
    public var textIn = 0.0
    public var textCached = 0.0
    public var audioIn = 0.0
    public var audioCached = 0.0
    public var imageIn = 0.0
    public var imageCached = 0.0
    /// Per million tokens that it writes and says.
    public var textOut = 0.0
    public var audioOut = 0.0
    /// For writing down what the pupil says: per million tokens read and written, or per minute.
    public var transcriptionIn = 0.0
    public var transcriptionOut = 0.0
    public var transcriptionMinute = 0.0

    public init() {}
}
