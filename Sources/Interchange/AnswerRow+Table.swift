import Gradebook
import Lessons
import Statements

extension AnswerRow {
    static let columns: [(title: String, width: Double)] = [
        ("Time (UTC)", 21), ("Local time", 20), ("Class", 14), ("Pupil id", 16), ("Lesson", 18), ("Skill", 20),
        ("Item", 20), ("Response", 30), ("Correct", 8), ("Hints", 6), ("Tries", 6), ("Confidence", 10),
        ("Time spent (sec)", 10), ("Device", 16), ("Session", 38), ("Statement id", 38),
    ]

    /// One row of the answers, in the order of ``columns``.
    func cells(device: String) -> [TableCell] {
        let spent = attempt.spentMilliseconds.map { TableCell.number(Double($0 / 100) / 10) }
        return [
            .word(time?.description ?? ""), .word(local ?? ""), .text(className ?? ""), .text(pupil.rawValue),
            .text(attempt.lesson.rawValue), .text(attempt.objective.rawValue), .text(attempt.exercise.rawValue),
            .text(attempt.answer), .word(attempt.verdict == .right ? "yes" : "no"), .number(Double(attempt.hints)),
            .number(Double(attempt.number)), attempt.confidence.map { .number($0) } ?? .word(""),
            spent ?? .word(""), .text(device), .word(session.rawValue), .word(id.rawValue),
        ]
    }
}
