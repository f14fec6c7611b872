/// One marked answer of a pupil: what the gradebook keeps.
public struct Attempt: Sendable, Hashable, Codable {
    public let lesson: LessonID
    public let exercise: ExerciseID
    public let objective: ObjectiveID
    /// What was understood, as text.
    public let answer: String
    /// `right` or `wrong`; an unclear answer is no attempt.
    public let verdict: Verdict
    /// 1 is the first try at this exercise.
    public let number: Int
    /// Hints given before this answer.
    public let hints: Int
    /// How sure the recogniser was, 0 … 1; nil where it does not say.
    public let confidence: Double?

    public init(
        lesson: LessonID, exercise: ExerciseID, objective: ObjectiveID, answer: String, verdict: Verdict,
        number: Int, hints: Int, confidence: Double? = nil
    ) {
        self.lesson = lesson
        self.exercise = exercise
        self.objective = objective
        self.answer = answer
        self.verdict = verdict
        self.number = number
        self.hints = hints
        self.confidence = confidence
    }
}
