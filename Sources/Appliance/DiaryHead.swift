public import Lessons
public import Tutor

/// The first line of a diary: all that a session started from, so that it can be replayed.
public struct DiaryHead: Sendable, Hashable, Codable {
    /// The version of the format.
    public var diary = 1
    public var lesson: Lesson
    public var settings: SessionSettings

    public init(lesson: Lesson, settings: SessionSettings) {
        self.lesson = lesson
        self.settings = settings
    }

    /// The session as it was before its first event.
    public var session: Session { Session(lesson: lesson, settings: settings) }
}
