public import Lessons

/// An objective of a lesson.
public struct SkillKey: Sendable, Hashable, Codable, Comparable {
    public var lesson: LessonID
    public var objective: ObjectiveID

    public init(lesson: LessonID, objective: ObjectiveID) {
        self.lesson = lesson
        self.objective = objective
    }

    public static func < (left: SkillKey, right: SkillKey) -> Bool {
        (left.lesson, left.objective) < (right.lesson, right.objective)
    }
}
