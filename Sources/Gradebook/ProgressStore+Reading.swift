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
        let pupils = pupil.map { Pupils.pupil($0) } ?? inClass.map { .inClass($0) } ?? .all
        return try reading { db in
            var builder = ReportBuilder(lessons: lessons)
            // One pupil after another: a school's states would fill the memory.
            let folded = try ProgressStore.isCurrent(db) ? nil : ProgressStore.fold(pupils, db)
            let rows = try ProgressStore.rows(of: pupils, db)
            if let pupil, rows.isEmpty { throw GradebookError.unknownPupil(pupil) }
            for row in rows {
                let known = try folded?[row.id] ?? ProgressStore.cached(.pupil(row.id), db)[row.id] ?? [:]
                if case .all = pupils, known.isEmpty { continue }
                builder.add(row, knowing: known)
            }
            return builder.report(madeAt: madeAt, answers: try ProgressStore.newest(limit, of: pupils, db))
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
