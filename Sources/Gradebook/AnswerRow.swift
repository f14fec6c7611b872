public import Lessons
public import Statements

/// One kept answer with all that an export says of it.
public struct AnswerRow: Sendable, Hashable {
    public var id: StatementID
    public var session: SessionID
    public var pupil: PupilID
    public var name: String?
    public var className: String?
    public var attempt: Attempt
    /// Nil where the clock was not set.
    public var time: WallTime?
    /// What the school's clock showed, as ``Origin/local(_:)`` has it.
    public var local: WallTime?
}
