public import Gradebook
import Lessons
import Mastery
import Statements

extension ProgressReport {
    static let summaryColumns = [
        TableColumn("Class", 14), TableColumn("Pupil", 22), TableColumn("Pupil id", 16), TableColumn("Lesson", 28),
        TableColumn("Skill", 34), TableColumn("Status", 12), TableColumn("Questions answered", 11),
        TableColumn("Questions answered correctly", 11), TableColumn("First tries", 9),
        TableColumn("Right first time", 9), TableColumn("Right in the last 5", 9), TableColumn("Score", 7),
        TableColumn("Time spent (sec)", 10), TableColumn("Last activity", 21), TableColumn("Mastered on", 12),
        TableColumn("Next review", 12), TableColumn("Needs help", 10),
    ]

    /// A row of the class summary: one a pupil and skill.
    static func cells(of objective: ObjectiveProgress, _ pupil: PupilProgress, by origin: Origin) -> [TableCell] {
        func count(_ value: Int) -> TableCell { .number(Double(value)) }
        let who: [TableCell] = [
            pupil.className.map { .text($0) } ?? .empty, .text(pupil.title), .text(pupil.pupil.rawValue),
        ]
        let what: [TableCell] = [
            .text(objective.lessonTitle), .text(objective.title), .word(objective.standing.rawValue),
        ]
        let counts = [
            count(objective.tries), count(objective.right), count(objective.firstTries),
            count(objective.rightFirstTime), count(objective.lastFive.count { $0 }),
            objective.score.map(count) ?? .empty, count(objective.spentMilliseconds / 1_000),
        ]
        let dates: [TableCell] = [
            objective.lastAnswer.map { .word($0.description) } ?? .empty,
            objective.masteredOn.map { .day(origin.local($0).date) } ?? .empty,
            objective.reviewOn.map { .day($0) } ?? .empty,
            .word(objective.standing == .needsHelp ? "yes" : "no"),
        ]
        return who + what + counts + dates
    }

    /// `progress.csv`: one row a pupil and skill.
    public func csv(by origin: Origin = Origin()) -> String {
        CSV.head(ProgressReport.summaryColumns)
            + rows.map { CSV.line(ProgressReport.cells(of: $0.objective, $0.pupil, by: origin)) }.joined()
    }
}
