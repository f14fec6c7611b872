import Gradebook
import Lessons
import Statements

extension AnswerRow {
    static let columns = [
        TableColumn("Time (UTC)", 21), TableColumn("Local time", 20), TableColumn("Class", 14),
        TableColumn("Pupil id", 16), TableColumn("Lesson", 18), TableColumn("Skill", 20), TableColumn("Item", 22),
        TableColumn("Response", 34), TableColumn("Correct", 9), TableColumn("Hints", 7), TableColumn("Tries", 7),
        TableColumn("Confidence", 11), TableColumn("Time spent (sec)", 11), TableColumn("Device", 16),
        TableColumn("Statement id", 38),
    ]

    /// One row of the answers, in the order of ``columns``.
    func cells(device: String) -> [TableCell] {
        [
            time.map { .word($0.description) } ?? .empty, local.map { .moment($0) } ?? .empty,
            className.map { .text($0) } ?? .empty, .text(pupil.rawValue), .text(attempt.lesson.rawValue),
            .text(attempt.objective.rawValue), .text(attempt.exercise.rawValue), .text(attempt.answer),
            .word(attempt.verdict == .right ? "yes" : "no"), .number(Double(attempt.hints)),
            .number(Double(attempt.number)), attempt.confidence.map { .number($0) } ?? .empty,
            attempt.spentMilliseconds.map { .number(Double($0 / 100) / 10) } ?? .empty, .text(device),
            .word(id.rawValue),
        ]
    }
}
