public import Gradebook
import Lessons
import Mastery
import Statements

extension ProgressReport {
    static let summaryColumns: [(title: String, width: Double)] = [
        ("Class", 14), ("Pupil", 22), ("Pupil id", 16), ("Lesson", 26), ("Skill", 34), ("Status", 12),
        ("Questions answered", 11), ("Questions answered correctly", 11), ("First tries", 9),
        ("Right first time", 9), ("Right in the last 5", 9), ("Score", 7), ("Time spent (sec)", 10),
        ("Last activity", 21), ("Mastered on", 12), ("Next review", 12), ("Needs help", 9),
    ]

    /// Rows of the class summary: one a pupil and skill.
    var summary: [[TableCell]] { rows.map { ProgressReport.cells(of: $0.objective, $0.pupil) } }

    private static func cells(of objective: ObjectiveProgress, _ pupil: PupilProgress) -> [TableCell] {
        func count(_ value: Int) -> TableCell { .number(Double(value)) }
        let who: [TableCell] = [.text(pupil.className ?? ""), .text(pupil.title), .text(pupil.pupil.rawValue)]
        let what: [TableCell] = [
            .text(objective.lessonTitle), .text(objective.title), .word(objective.standing.rawValue),
        ]
        let counts = [
            count(objective.tries), count(objective.right), count(objective.firstTries),
            count(objective.rightFirstTime), count(objective.lastFive.count { $0 }),
            objective.score.map(count) ?? .word(""), count(objective.spentMilliseconds / 1_000),
        ]
        let dates: [TableCell] = [
            .word(objective.lastAnswer?.description ?? ""), .word(objective.masteredOn?.date ?? ""),
            .word(objective.reviewOn ?? ""), .word(objective.standing == .needsHelp ? "yes" : "no"),
        ]
        return who + what + counts + dates
    }

    /// `progress.csv`: one row a pupil and skill.
    public func csv() -> String {
        CSV.mark + CSV.line(ProgressReport.summaryColumns.map { .word($0.title) })
            + summary.map { CSV.line($0) }.joined()
    }
}
