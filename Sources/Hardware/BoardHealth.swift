/// Counts since a board's start of what did not go as it should.
public struct BoardHealth: Sendable, Hashable, Codable {
    /// Interruptions of capture: samples were not read in time.
    public var overruns: Int
    /// Times that the speaker ran dry, at the end of speech or in a gap of it.
    public var underruns: Int
    /// Microphone frames that nobody read.
    public var framesDropped: Int

    public init(overruns: Int = 0, underruns: Int = 0, framesDropped: Int = 0) {
        self.overruns = overruns
        self.underruns = underruns
        self.framesDropped = framesDropped
    }
}
