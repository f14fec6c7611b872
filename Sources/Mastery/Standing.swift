/// Where a pupil stands with an objective, in a teacher's words, each by a rule that a teacher can check.
public enum Standing: String, Sendable, Hashable, Codable, CaseIterable {
    case notStarted = "not started"
    case practising
    case needsHelp = "needs help"
    case mastered

    /// The rule, as it stands in the report.
    public var rule: String {
        switch self {
        case .notStarted: "no answer yet"
        case .practising: "answers given, none of the other rules met"
        case .needsHelp:
            "the last \(Standing.wrongInARow) answers were wrong, or at most one of the last five first tries was right"
        case .mastered:
            """
            at least four of the last five first tries right without a hint, and right first tries on at least three \
            different exercises and two different days
            """
        }
    }

    /// First tries that are looked back on.
    static let window = 5
    /// Wrong answers one after another that call for help.
    static let wrongInARow = 4
    /// Right first tries within ``window`` that mastery asks for.
    static let rightInWindow = 4
    static let exercises = 3
    static let days = 2
}
