public import Lessons
public import Statements

/// What a pupil's answers to one objective have come to: a pure fold of them, in the order of time and id.
///
/// The same answers give the same state on any device. It is kept as a cache beside the answers, with the name of the
/// ``model`` that made it, and made anew where that differs: a state of another model is not read.
public struct SkillState: Sendable, Hashable {
    /// The models that the numbers come from.
    public static let model = "bkt1+fsrs6+rules1"

    /// What an exercise has come to.
    public struct Exercise: Sendable, Hashable {
        public var tries = 0
        public var rightFirstTime = 0
        public var hints = 0
        public var answer = ""
        public var verdict = Verdict.wrong
    }

    /// What was known before a first try that was wrong: where the exercise comes right at the second, the two are one
    /// review, and it was a hard one.
    struct Unsettled: Sendable, Hashable {
        var exercise: ExerciseID
        var memory: SpacedRepetition.Memory?
        var reviewedOn: Int?
    }

    public internal(set) var tries = 0
    public internal(set) var right = 0
    public internal(set) var firstTries = 0
    public internal(set) var rightFirstTime = 0
    /// The last five first tries, oldest first: right without a hint or not.
    public internal(set) var lastFive: [Bool] = []
    public internal(set) var lastAnswer: WallTime?
    public internal(set) var masteredOn: WallTime?
    public internal(set) var spentMilliseconds = 0
    public internal(set) var exercises: [ExerciseID: Exercise] = [:]
    /// The likelihood that it has been learned (0 to 1); nil before the first evidence.
    public internal(set) var likelihood: Double?
    /// What is known of how well it is remembered.
    public internal(set) var memory: SpacedRepetition.Memory?
    /// The school's day of the last review (days since 1970).
    public internal(set) var reviewedOn: Int?
    /// A wrong first try whose exercise may still come right at the second.
    var unsettled: Unsettled?
    var wrongInARow = 0
    /// Exercises and days with right first tries: as many as the rule of mastery asks for.
    var rightExercises: [ExerciseID] = []
    var rightDays: [Int] = []

    public init() {}

    private static let schedule = SpacedRepetition()

    /// Takes an answer. They are expected in the order of (time, id): in another order they come to something else.
    public mutating func add(_ evidence: Evidence) {
        let isRight = evidence.verdict == .right
        let isFirst = evidence.number == 1
        let isAlone = isFirst && isRight && evidence.hints == 0
        tries += 1
        right += isRight ? 1 : 0
        spentMilliseconds += evidence.spentMilliseconds ?? 0
        wrongInARow = isRight ? 0 : wrongInARow + 1
        if isFirst {
            firstTries += 1
            lastFive = lastFive.suffix(Standing.window - 1) + [isAlone]
        }
        if isAlone {
            rightFirstTime += 1
            note(evidence.exercise, in: &rightExercises, atMost: Standing.exercises)
            // A day that is not known counts as none.
            if let day = evidence.day { note(day, in: &rightDays, atMost: Standing.days) }
        }
        lastAnswer = evidence.time ?? lastAnswer
        var exercise = exercises[evidence.exercise] ?? Exercise()
        exercise.tries += 1
        exercise.rightFirstTime += isAlone ? 1 : 0
        exercise.hints = evidence.hints
        exercise.answer = evidence.answer
        exercise.verdict = evidence.verdict
        exercises[evidence.exercise] = exercise
        trace(evidence, isAlone: isAlone)
        remember(evidence, isAlone: isAlone)
        switch standing {
        case .mastered: masteredOn = masteredOn ?? evidence.time
        case .notStarted, .practising, .needsHelp: masteredOn = nil
        }
    }

    /// Only a first try tells what is known; a right one after a hint tells nothing.
    private mutating func trace(_ evidence: Evidence, isAlone: Bool) {
        guard evidence.number == 1, isAlone || evidence.verdict == .wrong else { return }
        let model = evidence.choices.map { KnowledgeTracing.choice(of: $0) } ?? .open
        likelihood = model.after(isAlone, knowing: likelihood ?? model.initial)
    }

    /// An exercise that is asked is one review: good where it came right at once, hard with a hint or at the second try,
    /// forgotten where it took more: by then the answer was as good as told.
    private mutating func remember(_ evidence: Evidence, isAlone: Bool) {
        switch (evidence.verdict, evidence.number) {
        case (.right, 1):
            unsettled = nil
            review(isAlone ? .good : .hard, on: evidence.day)
        case (.wrong, 1):
            unsettled = Unsettled(exercise: evidence.exercise, memory: memory, reviewedOn: reviewedOn)
            review(.again, on: evidence.day)
        case (.right, 2):
            guard let before = unsettled, before.exercise == evidence.exercise else { return }
            (memory, reviewedOn, unsettled) = (before.memory, before.reviewedOn, nil)
            review(.hard, on: evidence.day)
        case (.wrong, _) where evidence.exercise == unsettled?.exercise: unsettled = nil
        case (.right, _), (.wrong, _), (.unclear, _): return
        }
    }

    /// Without a day it counts as one of the same day.
    private mutating func review(_ grade: SpacedRepetition.Grade, on day: Int?) {
        let days = reviewedOn.flatMap { last in day.map { max(0, $0 - last) } } ?? 0
        memory = SkillState.schedule.reviewed(memory, grade, after: days).memory
        if let day { reviewedOn = max(day, reviewedOn ?? day) }
    }

    private func note<Value: Equatable>(_ value: Value, in values: inout [Value], atMost count: Int) {
        guard values.count < count, !values.contains(value) else { return }
        values.append(value)
    }

    /// In a teacher's words: by the rule that can be checked, and mastered only where the model agrees.
    public var standing: Standing {
        guard tries > 0 else { return .notStarted }
        let right = lastFive.count { $0 }
        if wrongInARow >= Standing.wrongInARow { return .needsHelp }
        guard lastFive.count == Standing.window else { return .practising }
        if right <= 1 { return .needsHelp }
        let isMastered =
            right >= Standing.rightInWindow && rightExercises.count >= Standing.exercises
            && rightDays.count >= Standing.days && isLearned
        return isMastered ? .mastered : .practising
    }

    /// Whether the model takes it for learned.
    public var isLearned: Bool { (likelihood ?? 0) >= KnowledgeTracing.line }

    /// The day on which it should come back (days since 1970 by the local date); nil while nothing was learned.
    public var reviewDay: Int? {
        guard let memory, let reviewedOn, rightFirstTime > 0 else { return nil }
        return reviewedOn + SkillState.schedule.interval(of: memory.stability)
    }

    /// How likely it is still known on a day (0 to 1); nil where that cannot be told.
    public func retrievability(on day: Int) -> Double? {
        guard let memory, let reviewedOn else { return nil }
        return SkillState.schedule.retrievability(of: memory.stability, after: day - reviewedOn)
    }

    /// The same without the pupil's words: what is left when answers are deleted.
    public var scrubbed: SkillState {
        var state = self
        for id in exercises.keys { state.exercises[id]?.answer = "" }
        return state
    }
}
