/// Where the time between the pupil's last word and the tutor's first went, for one turn.
public struct TurnLatency: Sendable, Hashable, Codable {
    /// Release of the button to the commit handed to the link; the tail is part of it.
    public var releaseToCommit: Duration
    /// Commit to the first audio of the answer: the provider's share, and the network's.
    public var commitToFirstDelta: Duration
    /// First audio of the answer to its first sample leaving the speaker: ours.
    public var firstDeltaToAudible: Duration

    /// What the pupil waited after the tail: commit to the first audible sample.
    public var commitToAudible: Duration { commitToFirstDelta + firstDeltaToAudible }

    public init(releaseToCommit: Duration, commitToFirstDelta: Duration, firstDeltaToAudible: Duration) {
        self.releaseToCommit = releaseToCommit
        self.commitToFirstDelta = commitToFirstDelta
        self.firstDeltaToAudible = firstDeltaToAudible
    }
}
