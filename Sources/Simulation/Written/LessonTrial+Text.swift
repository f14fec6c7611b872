import Foundation
import Gradebook
import Lessons
import Mastery

// A trial as its author reads it.
extension LessonTrial {
    /// - Parameter withDialogue: whether what was said is written out.
    public func text(withDialogue: Bool = true) -> String {
        var blocks = ["“\(lesson.title)”: \(Count.of(lesson.exercises.count, "exercise")), \(lesson.language)"]
        for sitting in sittings { blocks.append(LessonTrial.text(of: sitting, withDialogue: withDialogue)) }
        if sittings.count > 1 { blocks.append("all pupils\n" + LessonTrial.covered(coverage)) }
        if !warnings.isEmpty { blocks.append("to look at\n" + warnings.map { "  \($0)" }.joined(separator: "\n")) }
        blocks.append(
            problems.isEmpty
                ? "the lesson can be taught" : "what is wrong\n" + problems.map { "  \($0)" }.joined(separator: "\n"))
        return blocks.joined(separator: "\n\n")
    }

    private static func text(of sitting: Sitting, withDialogue: Bool) -> String {
        let record = sitting.record
        var lines = ["\(record.pupil.rawValue): \(ending(record))"]
        if withDialogue {
            lines += record.lines.map { line in
                let speaker = line.speaker == .tutor ? "  tutor  " : line.interrupts ? "  pupil >" : "  pupil  "
                return speaker + line.text + (line.mark.map { "   [\($0.rawValue)]" } ?? "")
            }
        }
        lines.append(covered(record.exercises))
        let tools = record.tools.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        lines.append("  tools        " + (tools.isEmpty ? "none" : tools.joined(separator: ", ")))
        for objective in sitting.recorded {
            lines.append(
                "  recorded     \(objective.title): \(Count.of(objective.tries, "answer")), "
                    + "\(objective.rightFirstTime) of \(objective.firstTries) right first time, "
                    + objective.standing.rawValue)
        }
        return lines.joined(separator: "\n")
    }

    private static func ending(_ record: SittingRecord) -> String {
        let minutes = Int((record.seconds / 60).rounded(.up))
        let time = Count.of(minutes, "minute")
        switch record.ending {
        case .over: return "the lesson came to its end, in \(time)"
        case .left(let why): return "went away after \(time): \(why)"
        case .stuck(let why): return "stuck after \(time): \(why)"
        }
    }

    private static func covered(_ exercises: [ExerciseCoverage]) -> String {
        let asked = exercises.filter { $0.asked > 0 }
        let returned = asked.count { $0.asked > 1 }
        let never = exercises.filter { $0.asked == 0 }.map(\.exercise.rawValue)
        var text =
            "  exercises    \(asked.count) of \(exercises.count) asked, \(asked.count { $0.right > 0 }) answered "
            + "right, \(returned) came back"
        if !never.isEmpty { text += "\n  never asked  " + never.joined(separator: ", ") }
        func share(_ title: String, _ heard: Int, _ all: Int) -> String { "\n  \(title)\(heard) of \(all)" }
        text += share(
            "hints        ", asked.reduce(0) { $0 + $1.hintsHeard.count }, exercises.reduce(0) { $0 + $1.hints })
        text += share(
            "confusions   ", asked.reduce(0) { $0 + $1.confusionsMet.count }, exercises.reduce(0) { $0 + $1.confusions }
        )
        text += share("explained    ", asked.count { $0.explained }, exercises.count)
        return text
    }
}

/// "1 answer", "3 answers".
private enum Count {
    static func of(_ number: Int, _ thing: String) -> String { "\(number) \(thing)" + (number == 1 ? "" : "s") }
}
