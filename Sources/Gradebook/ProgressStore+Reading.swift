import GRDB
public import Lessons
public import Statements

extension ProgressStore {
    /// What was learned.
    ///
    /// - Parameters:
    ///   - pupil: one pupil only; nil for everybody who has answered.
    ///   - lessons: the lessons on the box: they name things, and their objectives show as not started.
    ///   - secondsFromGMT: the school's time zone, for counting days.
    ///   - madeAt: the time by the calendar, if it is known.
    ///   - answers: at most that many of the newest answers come along.
    public func report(
        of pupil: PupilID? = nil, lessons: [Lesson] = [], secondsFromGMT: Int = 0, madeAt: WallTime? = nil,
        answers limit: Int = 1_000
    ) throws(GradebookError) -> ProgressReport {
        do {
            return try queue.read { db in
                var builder = ReportBuilder(lessons: lessons, secondsFromGMT: secondsFromGMT, answers: limit)
                let cursor = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT statement.id, session.id, session.pupil, pupil.name, attempt.lesson, attempt.exercise,
                               attempt.objective, attempt.answer, attempt.verdict, attempt.number, attempt.hints,
                               attempt.confidence, statement.wall_ms
                        FROM attempt
                        JOIN statement ON statement.seq = attempt.statement
                        JOIN session ON session.seq = attempt.session
                        JOIN pupil ON pupil.id = session.pupil
                        WHERE ?1 IS NULL OR session.pupil = ?1
                        ORDER BY attempt.statement
                        """,
                    arguments: [pupil?.rawValue])
                while let row = try cursor.next() {
                    builder.add(ProgressStore.record(of: row), name: row[3])
                }
                if let pupil {
                    let name = try Row.fetchOne(
                        db, sql: "SELECT name FROM pupil WHERE id = ?", arguments: [pupil.rawValue])
                    guard let name else { throw GradebookError.unknownPupil(pupil) }
                    builder.include(pupil, name: name[0])
                }
                return builder.report(madeAt: madeAt)
            }
        } catch {
            throw GradebookError(error, path: path)
        }
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
        let wall: Int64? = row[12]
        let attempt = Attempt(
            lesson: LessonID(rawValue: row[4]), exercise: ExerciseID(rawValue: row[5]),
            objective: ObjectiveID(rawValue: row[6]), answer: row[7], verdict: row[8] == "right" ? .right : .wrong,
            number: row[9], hints: row[10], confidence: row[11])
        return AnswerRecord(
            id: StatementID(rawValue: row[0]), pupil: PupilID(rawValue: row[2]), session: SessionID(rawValue: row[1]),
            attempt: attempt, time: wall.map(WallTime.init(milliseconds:)))
    }
}
