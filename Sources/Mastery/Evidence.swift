public import Lessons
public import Statements

/// One marked answer, as the models of learning take it.
public struct Evidence: Sendable, Hashable, Codable {
    public var exercise: ExerciseID
    /// `right` or `wrong`.
    public var verdict: Verdict
    /// 1 is the first try at this exercise; only first tries are evidence of knowing.
    public var number: Int
    /// Hints given before this answer.
    public var hints: Int
    /// What was understood, as text.
    public var answer: String
    /// How many answers there were to choose from; nil for an open answer.
    public var choices: Int?
    /// From the question to the answer (ms); nil where it was not measured.
    public var spentMilliseconds: Int?
    /// Nil where the clock was not set.
    public var time: WallTime?
    /// The school's day (days since 1970 by the local date); nil where the clock was not set.
    public var day: Int?

    public init(
        exercise: ExerciseID, verdict: Verdict, number: Int, hints: Int, answer: String, choices: Int? = nil,
        spentMilliseconds: Int? = nil, time: WallTime? = nil, day: Int? = nil
    ) {
        self.exercise = exercise
        self.verdict = verdict
        self.number = number
        self.hints = hints
        self.answer = answer
        self.choices = choices
        self.spentMilliseconds = spentMilliseconds
        self.time = time
        self.day = day
    }
}
