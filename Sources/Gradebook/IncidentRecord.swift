public import Lessons
public import Statements

/// An answer of the tutor that was stopped, for the teacher.
public struct IncidentRecord: Sendable, Hashable, Codable {
    public var pupil: PupilID
    public var name: String?
    public var lesson: LessonID
    public var topic: String
    public var excerpt: String
    /// `nil` while the clock was not set.
    public var at: WallTime?
}
