public import Lessons
public import Statements

/// What a pupil's answers to one objective have come to: a pure fold of them, oldest first.
///
/// The same answers give the same state on any device. It is kept as a cache beside the answers, with the name of the
/// ``model`` that made it, and made anew where that differs.
public struct SkillState: Sendable, Hashable, Codable {
    /// The models that the numbers come from.
    public static let model = "rules1"

    /// What an exercise has come to.
    public struct Exercise: Sendable, Hashable, Codable {
        public var tries = 0
        public var rightFirstTime = 0
        public var hints = 0
        public var answer = ""
        public var verdict = Verdict.wrong
    }

    public private(set) var tries = 0
    public private(set) var right = 0
    public private(set) var firstTries = 0
    public private(set) var rightFirstTime = 0
    /// The last five first tries, oldest first: right without a hint or not.
    public private(set) var lastFive: [Bool] = []
    public private(set) var lastAnswer: WallTime?
    public private(set) var masteredOn: WallTime?
    public private(set) var spentMilliseconds = 0
    public private(set) var exercises: [ExerciseID: Exercise] = [:]
    private var wrongInARow = 0
    private var rightExercises: Set<ExerciseID> = []
    private var rightDays: Set<Int> = []

    public init() {}

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
            rightExercises.insert(evidence.exercise)
            // A day that is not known counts as none.
            if let day = evidence.day { rightDays.insert(day) }
        }
        lastAnswer = evidence.time ?? lastAnswer
        var exercise = exercises[evidence.exercise] ?? Exercise()
        exercise.tries += 1
        exercise.rightFirstTime += isAlone ? 1 : 0
        exercise.hints = evidence.hints
        exercise.answer = evidence.answer
        exercise.verdict = evidence.verdict
        exercises[evidence.exercise] = exercise
        switch standing {
        case .mastered: masteredOn = masteredOn ?? evidence.time
        case .notStarted, .practising, .needsHelp: masteredOn = nil
        }
    }

    public var standing: Standing {
        guard tries > 0 else { return .notStarted }
        let right = lastFive.count { $0 }
        if wrongInARow >= Standing.wrongInARow { return .needsHelp }
        guard lastFive.count == Standing.window else { return .practising }
        if right <= 1 { return .needsHelp }
        let isMastered =
            right >= Standing.rightInWindow && rightExercises.count >= Standing.exercises
            && rightDays.count >= Standing.days
        return isMastered ? .mastered : .practising
    }

    /// The day on which it should come back (days since 1970 by the local date); nil while nothing was learned.
    public var reviewDay: Int? { nil }
}
