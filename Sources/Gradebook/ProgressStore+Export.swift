import GRDB
import Lessons
import Statements

// One row after another, so that a school's year fits through a small machine.
extension ProgressStore {
    /// The answers that count, as they were given.
    public func forEachAnswer(
        in scope: ExportScope = ExportScope(), _ body: (AnswerRow) throws -> Void
    ) throws(GradebookError) {
        try reading { db in
            let (condition, arguments) = scope.pupils.condition("s.pupil")
            let (time, times) = ProgressStore.condition(scope, "a.wall_ms")
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT st.id, s.id, s.pupil, p.name, c.title, a.lesson, a.exercise, a.objective, a.answer, a.verdict,
                           a.number, a.hints, a.confidence, a.choices, a.spent_ms, a.wall_ms
                    FROM attempt a
                    CROSS JOIN statement st ON st.seq = a.statement
                    CROSS JOIN session s ON s.seq = a.session
                    CROSS JOIN pupil p ON p.id = s.pupil
                    LEFT JOIN class c ON c.id = p.class
                    WHERE \(condition) AND \(time)
                      AND NOT EXISTS (SELECT 1 FROM void WHERE void.statement = a.statement)
                    ORDER BY a.statement
                    """, arguments: arguments + times)
            while let row = try rows.next() {
                let wall = (row[15] as Int64?).map(WallTime.init(milliseconds:))
                try body(
                    AnswerRow(
                        id: StatementID(rawValue: row[0]), session: SessionID(rawValue: row[1]),
                        pupil: PupilID(rawValue: row[2]), name: row[3], className: row[4],
                        attempt: Attempt(
                            lesson: LessonID(rawValue: row[5]), exercise: ExerciseID(rawValue: row[6]),
                            objective: ObjectiveID(rawValue: row[7]), answer: row[8],
                            verdict: (row[9] as String) == "right" ? .right : .wrong, number: row[10], hints: row[11],
                            confidence: row[12], choices: row[13], spentMilliseconds: row[14]),
                        time: wall, local: wall.map(local)))
            }
        }
    }

    /// The statements as they are sent, in the order in which they were made: also what is voided, and what voids it.
    /// What has no time yet is left out: it is not frozen.
    public func forEachStatement(
        in scope: ExportScope = ExportScope(), _ body: (String) throws -> Void
    ) throws(GradebookError) {
        try reading { db in
            let (time, times) = ProgressStore.condition(scope, "st.wall_ms")
            let (condition, arguments) = scope.pupils.condition("s.pupil")
            let whose: String
            switch scope.pupils {
            case .all: whose = "1"
            case .pupil, .inClass: whose = "st.session IN (SELECT s.seq FROM session s WHERE \(condition))"
            }
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT body FROM statement st WHERE st.wall_ms IS NOT NULL AND \(time) AND \(whose) ORDER BY st.seq
                    """, arguments: times + arguments)
            while let row = try rows.next() { try body(row[0]) }
        }
    }

    /// Classes by their titles.
    public func classes() throws(GradebookError) -> [ClassRow] {
        try reading { db in
            try Row.fetchAll(db, sql: "SELECT id, title, school, course, term FROM class ORDER BY title, id").map {
                ClassRow(id: $0[0], title: $0[1], school: $0[2], course: $0[3], term: $0[4])
            }
        }
    }

    /// What the box is called in its statements.
    public func deviceName() throws(GradebookError) -> String {
        try reading { db in try ProgressStore.device(origin, db) }
    }

    /// By the school's clock.
    private func local(_ time: WallTime) -> String {
        let shifted = WallTime(milliseconds: time.milliseconds + Int64(origin.offset(at: time)) * 1_000)
        return String(shifted.description.dropLast().map { $0 == "T" ? " " : $0 })
    }

    private static func condition(_ scope: ExportScope, _ column: String) -> (String, StatementArguments) {
        var parts: [String] = []
        var arguments: [Int64] = []
        if let since = scope.since {
            parts.append("\(column) >= ?")
            arguments.append(since.milliseconds)
        }
        if let until = scope.until {
            parts.append("\(column) < ?")
            arguments.append(until.milliseconds)
        }
        return (parts.isEmpty ? "1" : parts.joined(separator: " AND "), StatementArguments(arguments))
    }
}
