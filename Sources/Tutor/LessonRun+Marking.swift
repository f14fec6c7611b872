import Lessons
import Mastery

// What an answer comes to.
extension LessonRun {
    mutating func checkAnswer(_ answer: String, confidence: Double?) -> Outcome {
        guard case .asking(var asked) = state, let exercise = lesson.exercise(asked.exercise) else {
            return outcome(noQuestion)
        }
        let verdict = self.verdict(of: answer, for: exercise, confidence: confidence)
        guard verdict != .unclear else {
            var result = question(exercise.id, before: words.unclear)
            result.verdict = .unclear
            return outcome(result)
        }
        asked.tries += 1
        let attempt = attempt(exercise, answer, verdict, confidence: confidence)
        if verdict == .right {
            let praise = exercise.praise ?? words.right[rightAnswers % words.right.count]
            rightAnswers += 1
            state = .between
            return outcome(
                ToolResult(say: praise, verdict: .right, then: LessonTool.nextExercise.rawValue), keeping: attempt)
        }
        let notQuite = words.notQuite[(asked.tries - 1) % words.notQuite.count]
        let because = AnswerCheck.confusion(of: answer, for: exercise, in: lesson.language)?.because
        if asked.tries > exercise.hints.count {
            explained(exercise)
            let result = ToolResult(
                say: sentence(notQuite, because, exercise.explain), verdict: .wrong,
                then: LessonTool.nextExercise.rawValue)
            return outcome(result, keeping: attempt)
        }
        var help = because
        var hint: Happening?
        if because == nil, asked.hints < exercise.hints.count {
            help = exercise.hints[asked.hints]
            hint = note(hintOf: exercise, &asked)
        }
        state = .asking(asked)
        var result = question(exercise.id, before: sentence(notQuite, help, words.tryAgain))
        result.verdict = .wrong
        var told = outcome(result, keeping: attempt)
        told.hint = hint
        return told
    }

    /// An answer to a question of before: kept and marked, and the lesson goes on where it was.
    mutating func recordAttempt(_ id: ExerciseID, _ answer: String, confidence: Double?) -> Outcome {
        if id == current?.id { return checkAnswer(answer, confidence: confidence) }
        guard let exercise = lesson.exercise(id), begun.contains(id) else {
            return outcome(ToolResult(error: "the question `\(id)` was not asked in this lesson"))
        }
        let verdict = self.verdict(of: answer, for: exercise, confidence: confidence)
        guard verdict != .unclear else { return outcome(ToolResult(exercise: id, verdict: .unclear)) }
        // Solved after all: it need not come back.
        if verdict == .right { returning.removeAll { $0 == id } }
        return outcome(
            ToolResult(exercise: id, verdict: verdict),
            keeping: attempt(exercise, answer, verdict, confidence: confidence))
    }

    private func verdict(of answer: String, for exercise: Exercise, confidence: Double?) -> Verdict {
        if let confidence, confidence < LessonRun.leastConfidence { return .unclear }
        return AnswerCheck.verdict(of: answer, for: exercise, in: lesson.language)
    }

    /// Marked, and counted in for what comes next. A question that came back was heard before, with all the help that was
    /// given then: no answer to it is a first try again.
    private mutating func attempt(
        _ exercise: Exercise, _ answer: String, _ verdict: Verdict, confidence: Double?
    ) -> Attempt {
        let number = answered[exercise.id, default: 0] + 1
        answered[exercise.id] = number
        let hints = helped[exercise.id] ?? 0
        let choices = exercise.kind == .choice ? exercise.confusions.count + 1 : nil
        plan.add(
            Evidence(
                exercise: exercise.id, verdict: verdict, number: number, hints: hints, answer: "", choices: choices),
            to: exercise.objective)
        return Attempt(
            lesson: lesson.id, exercise: exercise.id, objective: exercise.objective, answer: answer, verdict: verdict,
            number: number, hints: hints, confidence: confidence,
            expected: Array(exercise.expect.prefix(LessonRun.mostExpected)), choices: choices)
    }

    /// Of what would have been right, so many go with an answer.
    private static let mostExpected = 3
}
