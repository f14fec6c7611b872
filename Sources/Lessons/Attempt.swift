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
    /// What would have been right; nil where it is not known.
    public let expected: [String]?
    /// How many answers there were to choose from; nil for an open answer.
    public let choices: Int?
    /// From the question to the answer (ms); nil where it was not measured.
    public var spentMilliseconds: Int?

    public init(
        lesson: LessonID, exercise: ExerciseID, objective: ObjectiveID, answer: String, verdict: Verdict,
        number: Int, hints: Int, confidence: Double? = nil, expected: [String]? = nil, choices: Int? = nil,
        spentMilliseconds: Int? = nil
    ) {
        self.lesson = lesson
        self.exercise = exercise
        self.objective = objective
        self.answer = answer
        self.verdict = verdict
        self.number = number
        self.hints = hints
        self.confidence = confidence
        self.expected = expected
        self.choices = choices
        self.spentMilliseconds = spentMilliseconds
    }
}
