/// A wrong answer that the author of the lesson expects, with what the tutor says to it.
public struct Confusion: Sendable, Hashable, Codable {
    /// The ways to say the wrong answer; never empty.
    public let say: [String]
    /// What the tutor says: why this is not the answer, without giving the answer away.
    public let because: String

    public init(say: [String], because: String) {
        self.say = say
        self.because = because
    }
}
