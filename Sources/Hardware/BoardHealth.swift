/// Counts since a board's start of what did not go as it should.
public struct BoardHealth: Sendable, Hashable, Codable {
    /// Interruptions of capture: samples were lost because they were not read in time.
    public var overruns: Int
    /// Interruptions of playback that are ours: the speaker ran dry while sound was waiting for it.
    public var underruns: Int
    /// Times that the speaker ran dry because nothing more had been given: at the end of speech, or in a gap of it.
    /// A stop that was asked for counts nowhere.
    public var gaps: Int
    /// Times that a sound device was suspended with the machine.
    public var suspensions: Int
    /// Microphone frames that nobody read.
    public var framesDropped: Int

    public init(
        overruns: Int = 0, underruns: Int = 0, gaps: Int = 0, suspensions: Int = 0, framesDropped: Int = 0
    ) {
        self.overruns = overruns
        self.underruns = underruns
        self.gaps = gaps
        self.suspensions = suspensions
        self.framesDropped = framesDropped
    }
}
