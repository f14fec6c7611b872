public import Lessons

/// How far a pupil has come with one exercise.
public struct ExerciseProgress: Sendable, Hashable, Codable {
    public let exercise: ExerciseID
    /// The question; the exercise's id where the lesson is no longer on the box.
    public let ask: String
    public let tries: Int
    public let rightFirstTime: Int
    /// Hints given before the last answer.
    public let hints: Int
    public let lastAnswer: String
    public let lastVerdict: Verdict
}
