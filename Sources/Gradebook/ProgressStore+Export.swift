import GRDB
import Lessons
import Statements

// One row after another, so that a school's year fits through a small machine.
extension ProgressStore {
    /// The answers that count, in the order in which they were given.
    public func forEachAnswer(
        in scope: ExportScope = ExportScope(), _ body: (AnswerRow) throws -> Void
    ) throws(GradebookError) {
        try reading { db in
            let (condition, arguments) = scope.pupils.condition("s.pupil")
            let (time, times) = ProgressStore.condition(scope, "a.wall_ms")
            // Whose it is first, what is read from the log last: its rows are the big ones.
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT st.id, s.id, s.pupil, p.name, c.title, a.lesson, a.exercise, a.objective, a.answer, a.verdict,
                           a.number, a.hints, a.confidence, a.choices, a.spent_ms, a.wall_ms
                    FROM attempt a
                    CROSS JOIN session s ON s.seq = a.session
                    CROSS JOIN pupil p ON p.id = s.pupil
                    LEFT JOIN class c ON c.id = p.class
                    CROSS JOIN statement st ON st.seq = a.statement
                    WHERE \(condition) AND \(time)
                      AND NOT EXISTS (SELECT 1 FROM void WHERE void.statement = a.statement)
                    ORDER BY a.statement
                    """, arguments: arguments + times)
            var clock = SchoolClock(origin)
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
                        time: wall, local: wall.map { clock.local($0) }))
            }
        }
    }

    /// How many answers ``forEachAnswer(in:_:)`` would find at the most.
    public func answerCount(in scope: ExportScope) throws(GradebookError) -> Int {
        try reading { db in
            let (condition, arguments) = scope.pupils.condition("s.pupil")
            switch scope.pupils {
            case .all: return try Int.fetchOne(db, sql: "SELECT count(*) FROM attempt") ?? 0
            case .pupil, .inClass:
                return try Int.fetchOne(
                    db,
                    sql: "SELECT count(*) FROM session s JOIN attempt a ON a.session = s.seq WHERE \(condition)",
                    arguments: arguments) ?? 0
            }
        }
    }

    /// The statements as they are sent, in the order in which they were made: also what is voided, and what voids it.
    ///
    /// A statement that was made after the first one of `scope.since` comes along whatever time it tells: a sitting that
    /// was moved later tells the time at which it was held.
    /// - Parameter unfrozen: also those that have no time yet. They will be told again with one, under the same ids.
    public func forEachStatement(
        in scope: ExportScope = ExportScope(), unfrozen: Bool = false, _ body: (String) throws -> Void
    ) throws(GradebookError) {
        try reading { db in
            var conditions: [String] = []
            var arguments: StatementArguments = []
            if !unfrozen { conditions.append("st.wall_ms IS NOT NULL") }
            if let since = scope.since {
                let first = try Int64.fetchOne(
                    db, sql: "SELECT seq FROM statement WHERE wall_ms >= ? ORDER BY seq LIMIT 1",
                    arguments: [since.milliseconds])
                guard let first else { return }
                conditions.append("st.seq >= ?")
                arguments += [first]
            }
            if let until = scope.until {
                conditions.append("st.wall_ms < ?")
                arguments += [until.milliseconds]
            }
            let source: String
            switch scope.pupils {
            case .all: source = "statement st"
            case .pupil, .inClass:
                // Numbers are put in order, not bodies.
                let (condition, whose) = scope.pupils.condition("s.pupil")
                source = """
                    (SELECT own.seq FROM session s CROSS JOIN statement own ON own.session = s.seq
                     WHERE \(condition) ORDER BY own.seq) own CROSS JOIN statement st ON st.seq = own.seq
                    """
                arguments = whose + arguments
            }
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT st.body FROM \(source) WHERE \(conditions.isEmpty ? "1" : conditions.joined(separator: " AND "))
                    ORDER BY st.seq
                    """, arguments: arguments)
            while let row = try rows.next() { try body(row[0]) }
        }
    }

    /// How many statements wait for the clock to be set: they are in no export until then.
    public func unfrozenCount() throws(GradebookError) -> Int {
        try reading { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM statement WHERE wall_ms IS NULL") ?? 0
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
