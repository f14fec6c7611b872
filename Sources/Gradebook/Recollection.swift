public import Lessons
import Mastery

/// What a tutor may know of a pupil from earlier lessons. It has no name in it.
public struct Recollection: Sendable, Hashable {
    /// An answer that was wrong in the last lesson.
    public struct Mistake: Sendable, Hashable {
        public var lesson: LessonID
        public var exercise: ExerciseID
        public var answer: String
    }

    public var lastLesson: LessonID
    /// Days since then; `nil` while the clock is or was not set.
    public var daysAgo: Int?
    public var answers: Int
    public var rightAtFirst: Int
    public var mistakes: [Mistake]
    public var objectives: [ObjectiveProgress]

    /// For a model, in a few sentences.
    /// - Parameter lessons: the lessons on the box: they name things.
    public func text(lessons: [Lesson]) -> String {
        func lesson(_ id: LessonID) -> Lesson? { lessons.first { $0.id == id } }
        let title = lesson(lastLesson)?.title ?? lastLesson.rawValue
        let when =
            switch daysAgo {
            case nil: "Last time"
            case 0: "Earlier today"
            case 1: "Yesterday"
            case let days?: "\(days) days ago"
            }
        var sentences = [
            "What you know of this pupil from earlier lessons. \(when) it was \"\(title)\": \(answers) answers, "
                + "\(rightAtFirst) of them right at the first try."
        ]
        let wrong = mistakes.prefix(3).map { mistake in
            let ask = lesson(mistake.lesson)?.exercise(mistake.exercise)?.ask ?? mistake.exercise.rawValue
            return "\"\(ask)\" was answered \"\(mistake.answer.prefix(60))\""
        }
        if !wrong.isEmpty { sentences.append("Mistakes then: \(wrong.joined(separator: "; ")).") }
        func titles(_ standings: Set<Standing>) -> String {
            objectives.filter { standings.contains($0.standing) }.prefix(5).map(\.title).joined(separator: "; ")
        }
        let hard = titles([.needsHelp])
        if !hard.isEmpty { sentences.append("Needs help with: \(hard).") }
        let known = titles([.mastered])
        if !known.isEmpty { sentences.append("Has mastered: \(known).") }
        sentences.append(
            "Use it to encourage and to choose your words. Do not read it out, and do not begin with mistakes.")
        return sentences.joined(separator: " ")
    }
}
