import GRDB
public import Lessons
public import Statements

extension ProgressStore {
    /// What was learned.
    ///
    /// - Parameters:
    ///   - pupil: one pupil only; nil for everybody who has answered.
    ///   - inClass: one class only, by its id; everybody in it, also who has not answered.
    ///   - lessons: the lessons on the box: they name things, and their objectives show as not started.
    ///   - madeAt: the time by the calendar, if it is known.
    ///   - answers: at most that many of the newest answers come along.
    public func report(
        of pupil: PupilID? = nil, inClass: String? = nil, lessons: [Lesson] = [], madeAt: WallTime? = nil,
        answers limit: Int = 1_000
    ) throws(GradebookError) -> ProgressReport {
        var pupils: [PupilProgress] = []
        var newest: [AnswerRecord] = []
        try reading { db in
            let scope = ExportScope(pupil: pupil, inClass: inClass)
            try ProgressStore.eachPupil(scope.pupils, lessons, db) { pupils.append($0) }
            newest = try ProgressStore.newest(limit, of: scope.pupils, db)
        }
        return ProgressReport(madeAt: madeAt, pupils: pupils, answers: newest)
    }

    /// What each pupil has learned, as ``report(of:inClass:lessons:madeAt:answers:)`` has it, one after another: a school
    /// need not fit into the memory.
    public func forEachPupil(
        in scope: ExportScope = ExportScope(), lessons: [Lesson] = [], _ body: (PupilProgress) throws -> Void
    ) throws(GradebookError) {
        try reading { db in try ProgressStore.eachPupil(scope.pupils, lessons, db, body) }
    }

    private static func eachPupil(
        _ pupils: Pupils, _ lessons: [Lesson], _ db: Database, _ body: (PupilProgress) throws -> Void
    ) throws {
        let builder = ReportBuilder(lessons: lessons)
        let isCurrent = try isCurrent(db)
        let rows = try rows(of: pupils, db)
        if case .pupil(let pupil) = pupils, rows.isEmpty { throw GradebookError.unknownPupil(pupil) }
        for row in rows {
            let one = Pupils.pupil(row.id)
            let known = try (isCurrent ? cached(one, db) : fold(one, db))[row.id] ?? [:]
            if case .all = pupils, known.isEmpty { continue }
            try body(builder.progress(of: row, knowing: known))
        }
    }

    /// By class, number and name; accounts that nobody has named in the order in which they came.
    private static func rows(of pupils: Pupils, _ db: Database) throws -> [ReportBuilder.Pupil] {
        let (condition, arguments) = pupils.condition("pupil.id")
        return try Row.fetchAll(
            db,
            sql: """
                SELECT pupil.id, pupil.name, class.title, pupil.number, pupil.sourced_id, pupil.class
                FROM pupil LEFT JOIN class ON class.id = pupil.class WHERE \(condition)
                ORDER BY pupil.id = 'guest', class.title IS NULL, class.title, pupil.number IS NULL, pupil.number, pupil.rowid
                """, arguments: arguments
        ).map { row in
            ReportBuilder.Pupil(
                id: PupilID(rawValue: row[0]), name: row[1], classID: row[5], className: row[2], number: row[3],
                sourcedID: row[4])
        }
    }

    /// The newest answers, oldest first; without those that no longer count.
    private static func newest(_ limit: Int, of pupils: Pupils, _ db: Database) throws -> [AnswerRecord] {
        guard limit > 0 else { return [] }
        let (condition, arguments) = pupils.condition("session.pupil")
        return try Row.fetchAll(
            db,
            sql: """
                SELECT statement.id, session.id, session.pupil, attempt.lesson, attempt.exercise, attempt.objective,
                       attempt.answer, attempt.verdict, attempt.number, attempt.hints, attempt.confidence,
                       attempt.wall_ms
                FROM attempt
                JOIN statement ON statement.seq = attempt.statement
                JOIN session ON session.seq = attempt.session
                WHERE \(condition) AND NOT EXISTS (SELECT 1 FROM void WHERE void.statement = attempt.statement)
                ORDER BY attempt.statement DESC LIMIT ?
                """, arguments: arguments + [limit]
        ).reversed().map(record)
    }

    /// How many answers are kept.
    public func answerCount() throws(GradebookError) -> Int {
        do {
            return try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM attempt") ?? 0 }
        } catch {
            throw GradebookError(error, path: path)
        }
    }

    /// The settings that durability stands on, as SQLite reports them.
    public func settings() throws(GradebookError) -> [String: String] {
        let names = [
            "journal_mode", "synchronous", "foreign_keys", "secure_delete", "journal_size_limit", "user_version",
        ]
        do {
            return try queue.writeWithoutTransaction { db in
                var values: [String: String] = [:]
                for name in names { values[name] = try String.fetchOne(db, sql: "PRAGMA \(name)") }
                return values
            }
        } catch {
            throw GradebookError(error, path: path)
        }
    }

    private static func record(of row: Row) -> AnswerRecord {
        let wall: Int64? = row[11]
        let attempt = Attempt(
            lesson: LessonID(rawValue: row[3]), exercise: ExerciseID(rawValue: row[4]),
            objective: ObjectiveID(rawValue: row[5]), answer: row[6], verdict: row[7] == "right" ? .right : .wrong,
            number: row[8], hints: row[9], confidence: row[10])
        return AnswerRecord(
            id: StatementID(rawValue: row[0]), pupil: PupilID(rawValue: row[2]), session: SessionID(rawValue: row[1]),
            attempt: attempt, time: wall.map(WallTime.init(milliseconds:)))
    }
}
