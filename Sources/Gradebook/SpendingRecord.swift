/// What one answer of a provider used and cost.
public struct SpendingRecord: Sendable, Hashable {
    /// Tokens; cached ones are not counted among the others.
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
}
