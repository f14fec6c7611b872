import Foundation
import Lessons

/// The table of spoken answers with the marks that a teacher gives them.
struct SpokenAnswers {
    struct Row {
        let line: Int
        let exercise: Exercise
        let language: String
        let verdict: Verdict
        let said: String
    }

    struct Fault: Error { let line: Int }

    private(set) var rows: [Row] = []
    private(set) var exercises: [(exercise: Exercise, language: String)] = []

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "spoken-answers.tsv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            if cells[0] == "exercise" {
                guard cells.count == 8, let kind = Exercise.Kind(rawValue: cells[3]) else {
                    throw Fault(line: index + 1)
                }
                let confusions = SpokenAnswers.list(cells[6], ";").map {
                    Confusion(say: SpokenAnswers.list($0, "|"), because: "No.")
                }
                let exercise = Exercise(
                    id: ExerciseID(rawValue: cells[1]), objective: "o", kind: kind, ask: cells[4],
                    expect: SpokenAnswers.list(cells[5], ";"), confusions: confusions, explain: "So.",
                    number: SpokenAnswers.rule(cells[7]))
                exercises.append((exercise, cells[2]))
            } else {
                guard cells.count == 3, let verdict = Verdict(rawValue: cells[1]),
                    let (exercise, language) = exercises.last(where: { $0.exercise.id.rawValue == cells[0] })
                else { throw Fault(line: index + 1) }
                rows.append(
                    Row(line: index + 1, exercise: exercise, language: language, verdict: verdict, said: cells[2]))
            }
        }
    }

    private static func list(_ cell: String, _ separator: Character) -> [String] {
        cell == "-" ? [] : cell.split(separator: separator).map { $0.trimmingCharacters(in: .whitespaces) }
    }

    private static func rule(_ cell: String) -> NumberRule? {
        guard cell != "-" else { return nil }
        var cell = cell[...]
        let needsUnit = cell.hasSuffix("needs-unit")
        if needsUnit { cell = cell.dropLast("needs-unit".count) }
        var units: [String] = []
        if let start = cell.range(of: "units=") {
            units = list(cell[start.upperBound...].trimmingCharacters(in: .whitespaces), ",")
            cell = cell[..<start.lowerBound]
        }
        let tolerance = cell.split(separator: "=").last.flatMap { Double($0.trimmingCharacters(in: .whitespaces)) }
        return NumberRule(tolerance: tolerance ?? 0, units: units, needsUnit: needsUnit)
    }
}
