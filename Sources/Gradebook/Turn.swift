/// How long one turn of the conversation took, for finding out why a box is slow. Holds no words.
public struct Turn: Sendable, Hashable, Codable {
    /// What came of it.
    public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
        case answered, interrupted, failed
    }

    /// 1 is the first of the session.
    public let number: Int
    public let outcome: Outcome
    /// From the press of the button to the order for the lamp.
    public let pressToLamp: Duration?
    /// From the release of the button to the commit on the wire.
    public let releaseToCommit: Duration?
    /// From the release of the button to the first audio received.
    public let releaseToFirstAudio: Duration?
    /// From the release of the button to the first sample that was audible.
    public let releaseToAudible: Duration?

    public init(
        number: Int, outcome: Outcome, pressToLamp: Duration? = nil, releaseToCommit: Duration? = nil,
        releaseToFirstAudio: Duration? = nil,
        releaseToAudible: Duration? = nil
    ) {
        self.number = number
        self.outcome = outcome
        self.pressToLamp = pressToLamp
        self.releaseToCommit = releaseToCommit
        self.releaseToFirstAudio = releaseToFirstAudio
        self.releaseToAudible = releaseToAudible
    }
}
