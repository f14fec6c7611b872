import Lessons
import Mastery

// Which question comes next.
extension LessonRun {
    mutating func nextExercise(skip: Bool) -> Outcome {
        switch state {
        case .asking(let asked) where !skip:
            // Asked twice for the same question: it is asked again, and nothing is lost.
            return outcome(question(asked.exercise, before: nil))
        case .asking(let asked):
            putBack(asked.exercise)
            return advance(saying: words.skipped)
        case .notStarted: return advance(saying: lesson.greeting)
        case .between: return advance(saying: nil)
        case .over: return endLesson()
        }
    }

    private mutating func advance(saying opening: String?) -> Outcome {
        guard let exercise = chosen() else { return endLesson(saying: opening) }
        state = .asking(Asked(exercise: exercise))
        let isNew = begun.insert(exercise).inserted
        var asked = outcome(question(exercise, before: opening))
        if isNew, let image = lesson.exercise(exercise)?.image { asked.image = lesson.images.first { $0.id == image } }
        return asked
    }

    /// By the plan; those that come back come after all that were not asked yet.
    private mutating func chosen() -> ExerciseID? {
        if room > 0, let next = plan.next(of: fresh.compactMap(lesson.exercise)) {
            fresh.removeAll { $0 == next }
            room -= 1
            return next
        }
        return returning.isEmpty ? nil : returning.removeFirst()
    }

    /// A question that was not answered comes back once, after the others.
    mutating func putBack(_ exercise: ExerciseID) {
        if returned.insert(exercise).inserted { returning.append(exercise) }
    }

    /// The teacher's edit: what is gone is not asked, what is new comes last, and what was reached stays.
    mutating func take(_ edited: Lesson) {
        let known = Set(lesson.exercises.map(\.id))
        let left = Set(edited.exercises.map(\.id))
        let new = edited.exercises.map(\.id).filter { !known.contains($0) }
        room = min(room, fresh.count) + new.count
        fresh = fresh.filter(left.contains) + new
        returning.removeAll { !left.contains($0) }
        lesson = edited
        plan.take(edited)
        if case .asking(let asked) = state, !left.contains(asked.exercise) { state = .between }
    }

    mutating func endLesson(saying opening: String? = nil) -> Outcome {
        state = .over
        return outcome(ToolResult(say: sentence(opening, lesson.closing ?? words.over), lessonOver: true))
    }
}
