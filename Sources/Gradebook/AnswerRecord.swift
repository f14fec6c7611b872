public import Lessons
public import Statements

/// One kept answer, as a report shows it.
public struct AnswerRecord: Sendable, Hashable, Codable {
    public let id: StatementID
    public let pupil: PupilID
    public let session: SessionID
    public let attempt: Attempt
    /// Nil where the clock was not set.
    public let time: WallTime?
}
