public import Lessons
public import Statements

/// One sitting, for whoever looks for it.
public struct SittingRow: Sendable, Hashable, Codable {
    public var id: SessionID
    public var pupil: PupilID
    public var name: String?
    public var lesson: LessonID
    /// Nil where the clock was not set.
    public var started: WallTime?
    /// Answers that count.
    public var answers: Int
}
