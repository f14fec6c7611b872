public import Gradebook
import Lessons
import Mastery

extension ProgressReport {
    private static let head = ["Lesson", "Skill", "Answers", "Right first time", "Last five", "Status", "Next review"]

    /// Tables for a terminal: class by class, pupil by pupil.
    public func text() -> String {
        guard !rows.isEmpty else { return "Nothing has been practised yet.\n" }
        var text = ""
        var last: PupilProgress?
        for pupil in pupils {
            if let name = pupil.className, last?.classID != pupil.classID {
                text += "Class \(TerminalText.printable(name))\n\n"
            }
            last = pupil
            let number = pupil.number.map { "\($0). " } ?? ""
            text += "Pupil \(number)\(TerminalText.printable(pupil.title))\n"
            text += pupil.objectives.isEmpty ? "nothing practised yet\n" : ProgressReport.table(of: pupil)
            text += "\n"
        }
        return text + "mastered: \(Standing.mastered.rule)\nneeds help: \(Standing.needsHelp.rule)\n"
    }

    private static func table(of pupil: PupilProgress) -> String {
        let cells = pupil.objectives.map { objective in
            [
                objective.lessonTitle, objective.title, String(objective.tries),
                objective.firstTries == 0 ? "" : "\(objective.rightFirstTime) of \(objective.firstTries)",
                String(objective.lastFive.map { $0 ? "+" : "-" }), objective.standing.rawValue,
                objective.reviewOn ?? "",
            ].map(TerminalText.printable)
        }
        let widths = head.indices.map { column in
            ([head] + cells).map { TerminalText.width($0[column]) }.max() ?? 0
        }
        let lines = ([head, widths.map { String(repeating: "-", count: $0) }] + cells).map { row in
            let line = zip(row, widths).map { TerminalText.padded($0, to: $1) }.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
        }
        return lines.joined()
    }
}
