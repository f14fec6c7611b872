public import Gradebook
import Lessons
import Mastery

extension ProgressReport {
    /// A table for a terminal.
    public func text() -> String {
        guard !rows.isEmpty else { return "Nothing has been practised yet.\n" }
        var text = ""
        for pupil in pupils {
            text += "Pupil \(ProgressReport.printable(pupil.title))\n"
            let cells = pupil.objectives.map { objective in
                [
                    objective.lessonTitle, objective.title, String(objective.tries),
                    objective.firstTries == 0 ? "" : "\(objective.rightFirstTime) of \(objective.firstTries)",
                    String(objective.lastFive.map { $0 ? "+" : "-" }), objective.standing.rawValue,
                ].map(ProgressReport.printable)
            }
            let header = ["Lesson", "Objective", "Answers", "Right first time", "Last five", "Status"]
            let widths = header.indices.map { column in
                ([header] + cells).map { $0[column].count }.max() ?? 0
            }
            for row in [header, widths.map { String(repeating: "-", count: $0) }] + cells {
                let line = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
                    .joined(separator: "  ")
                text += String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
            }
            text += "\n"
        }
        return text + "mastered: \(Standing.mastered.rule)\nneeds help: \(Standing.needsHelp.rule)\n"
    }

    /// Without control characters, which a terminal would obey.
    private static func printable(_ text: String) -> String {
        String(text.unicodeScalars.filter { $0.properties.generalCategory != .control }.map(Character.init))
    }
}
