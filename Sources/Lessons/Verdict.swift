/// What the checker makes of an answer.
public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
    case right
    case wrong
    /// Nothing that could be marked: silence, fillers, or nothing like an answer. Asked again, and no evidence.
    case unclear
}
