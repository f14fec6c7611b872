import Lessons
import Mastery
import Statements

extension ProgressReport {
    /// `progress.csv`: one row a pupil and objective.
    public func csv() -> String {
        let header = [
            "Pupil", "Pupil id", "Lesson", "Skill", "Status", "Questions answered", "First tries", "Right first time",
            "Right in the last 5", "Score", "Last activity", "Mastered on", "Needs help",
        ]
        return CSV.table(
            header: header,
            rows: rows.map { pupil, objective in
                [
                    .text(pupil.title), .text(pupil.pupil.rawValue), .text(objective.lessonTitle),
                    .text(objective.title), .plain(objective.standing.rawValue), .plain(String(objective.tries)),
                    .plain(String(objective.firstTries)), .plain(String(objective.rightFirstTime)),
                    .plain(String(objective.lastFive.count { $0 })), .plain(objective.score.map(String.init) ?? ""),
                    .plain(objective.lastAnswer?.description ?? ""), .plain(objective.masteredOn?.date ?? ""),
                    .plain(objective.standing == .needsHelp ? "yes" : "no"),
                ]
            })
    }

    /// `answers.csv`: one row an answer.
    public func answersCSV() -> String {
        let header = [
            "Time (UTC)", "Pupil id", "Lesson", "Skill", "Item", "Response", "Correct", "Try", "Hints", "Confidence",
            "Session", "Statement id",
        ]
        return CSV.table(
            header: header,
            rows: answers.map { record in
                let attempt = record.attempt
                return [
                    .plain(record.time?.description ?? ""), .text(record.pupil.rawValue),
                    .text(attempt.lesson.rawValue), .text(attempt.objective.rawValue),
                    .text(attempt.exercise.rawValue), .text(attempt.answer),
                    .plain(attempt.verdict == .right ? "yes" : "no"), .plain(String(attempt.number)),
                    .plain(String(attempt.hints)), .plain(attempt.confidence.map { String($0) } ?? ""),
                    .plain(record.session.rawValue), .plain(record.id.rawValue),
                ]
            })
    }
}
