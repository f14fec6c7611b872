public import Lessons
public import Mastery
public import Statements

/// How far a pupil has come with one objective of a lesson.
public struct ObjectiveProgress: Sendable, Hashable, Codable {
    public let lesson: LessonID
    /// The lesson's title; its id where the lesson is no longer on the box.
    public let lessonTitle: String
    public let objective: ObjectiveID
    public let title: String
    public let standing: Standing
    /// Marked answers.
    public let tries: Int
    /// Right answers, first tries or not.
    public let right: Int
    /// First tries at an exercise.
    public let firstTries: Int
    /// First tries that were right without a hint.
    public let rightFirstTime: Int
    /// The last five first tries, oldest first: right without a hint or not.
    public let lastFive: [Bool]
    /// Time of the last answer; nil where there is none or the clock was not set.
    public let lastAnswer: WallTime?
    /// Since when the rule of mastery has been met without a break.
    public let masteredOn: WallTime?
    /// Time from questions to answers, as far as it was measured (ms).
    public let spentMilliseconds: Int
    /// The date on which it should be practised again (`2026-03-02`); nil while nothing was learned.
    public let reviewOn: String?
    /// What was practised, in the order of the lesson.
    public let exercises: [ExerciseProgress]

    /// Right first tries of all first tries, in whole percent; nil where there are none.
    public var score: Int? { firstTries == 0 ? nil : (rightFirstTime * 100 + firstTries / 2) / firstTries }
}
