import Lessons

// What a pupil is helped by.
extension LessonRun {
    mutating func giveHint() -> Outcome {
        guard case .asking(var asked) = state, let exercise = lesson.exercise(asked.exercise) else {
            return outcome(noQuestion)
        }
        guard asked.hints < exercise.hints.count else {
            return outcome(question(exercise.id, before: words.noHints))
        }
        let hint = exercise.hints[asked.hints]
        let happening = note(hintOf: exercise, &asked)
        state = .asking(asked)
        var result = question(exercise.id, before: sentence(words.hint, hint))
        result.hintsLeft = exercise.hints.count - asked.hints
        var told = outcome(result)
        told.hint = happening
        return told
    }

    /// Counts the next hint as given.
    mutating func note(hintOf exercise: Exercise, _ asked: inout Asked) -> Happening {
        asked.hints += 1
        helped[exercise.id, default: 0] += 1
        return .hint(exercise.id, exercise.objective, number: asked.hints)
    }

    mutating func explain() -> Outcome {
        guard let exercise = current else { return outcome(noQuestion) }
        explained(exercise)
        return outcome(ToolResult(say: exercise.explain, then: LessonTool.nextExercise.rawValue))
    }

    /// The answer was told, and why: the question comes back, and the explanation counts as help with it.
    mutating func explained(_ exercise: Exercise) {
        helped[exercise.id, default: 0] += 1
        putBack(exercise.id)
        state = .between
    }
}
