import Lessons

/// Counts the answers to one objective, oldest first, as far as the rules of ``Standing`` need them.
struct ObjectiveTally {
    /// What an exercise has come to.
    struct ExerciseTally {
        var tries = 0
        var rightFirstTime = 0
        var hints = 0
        var answer = ""
        var verdict = Verdict.wrong
    }

    private(set) var tries = 0
    private(set) var firstTries = 0
    private(set) var rightFirstTime = 0
    private(set) var lastFive: [Bool] = []
    private(set) var lastAnswer: WallTime?
    private(set) var masteredOn: WallTime?
    private(set) var exercises: [ExerciseID: ExerciseTally] = [:]
    private var wrongInARow = 0
    private var rightExercises: Set<ExerciseID> = []
    private var rightDays: Set<Int> = []
    private let secondsFromGMT: Int

    init(secondsFromGMT: Int) { self.secondsFromGMT = secondsFromGMT }

    mutating func add(_ attempt: Attempt, at time: WallTime?) {
        let isRight = attempt.verdict == .right
        let isFirst = attempt.number == 1
        let isAlone = isFirst && isRight && attempt.hints == 0
        tries += 1
        wrongInARow = isRight ? 0 : wrongInARow + 1
        if isFirst {
            firstTries += 1
            lastFive = lastFive.suffix(Standing.window - 1) + [isAlone]
        }
        if isAlone {
            rightFirstTime += 1
            rightExercises.insert(attempt.exercise)
            // A day that is not known counts as none.
            if let time { rightDays.insert(time.day(secondsFromGMT: secondsFromGMT)) }
        }
        lastAnswer = time ?? lastAnswer
        var exercise = exercises[attempt.exercise] ?? ExerciseTally()
        exercise.tries += 1
        exercise.rightFirstTime += isAlone ? 1 : 0
        exercise.hints = attempt.hints
        exercise.answer = attempt.answer
        exercise.verdict = attempt.verdict
        exercises[attempt.exercise] = exercise
        switch standing {
        case .mastered: masteredOn = masteredOn ?? time
        case .notStarted, .practising, .needsHelp: masteredOn = nil
        }
    }

    var standing: Standing {
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
}
