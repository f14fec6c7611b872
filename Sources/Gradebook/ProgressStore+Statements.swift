import GRDB
import Lessons
import Mastery
import Statements

// How statements get into the log.
extension ProgressStore {
    /// What the box is called in its statements.
    static func device(_ origin: Origin, _ db: Database) throws -> String {
        if let device = origin.device { return device }
        return try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'device'") ?? "kiosk"
    }

    static func form(_ sitting: Sitting, origin: Origin, _ db: Database) throws -> StatementForm {
        StatementForm(
            origin: origin, device: try device(origin, db), sitting: sitting,
            registration: try registration(of: sitting.pupil, in: sitting.lesson, db))
    }

    /// Made once for each pupil and course.
    private static func registration(of pupil: PupilID, in lesson: LessonID, _ db: Database) throws -> String {
        let find = try db.cachedStatement(sql: "SELECT id FROM registration WHERE pupil = ? AND lesson = ?")
        if let id = try String.fetchOne(find, arguments: [pupil.rawValue, lesson.rawValue]) { return id }
        let id = UUIDv7.make(milliseconds: 0)
        try db.execute(
            sql: "INSERT INTO registration (pupil, lesson, id) VALUES (?, ?, ?)",
            arguments: [pupil.rawValue, lesson.rawValue, id])
        return id
    }

    /// Appends a statement to the log and to what is to be sent.
    /// - Parameter make: is told the statement's number on this device.
    /// - Returns: that number.
    @discardableResult
    static func append(
        in sitting: Sitting, at moment: Moment, origin: Origin, _ db: Database, _ make: (Int64) -> Statements.Statement
    ) throws -> Int64 {
        let next = try db.cachedStatement(sql: "SELECT coalesce(max(seq), 0) + 1 FROM statement")
        // Numbers of statements that were deleted are not given again (AUTOINCREMENT).
        let used = try db.cachedStatement(sql: "SELECT seq + 1 FROM sqlite_sequence WHERE name = 'statement'")
        let seq = max(try Int64.fetchOne(next) ?? 1, try Int64.fetchOne(used) ?? 1)
        let statement = make(seq)
        if let fault = StatementCheck.fault(in: statement) {
            throw GradebookError.invalid("a statement that no record store would take: \(fault)")
        }
        try db.cachedStatement(
            sql: """
                INSERT INTO statement (seq, id, session, verb, body, boot, at_ns, wall_ms, day)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                seq, statement.id.rawValue, sitting.seq, statement.verb.rawValue, statement.json,
                moment.boot.rawValue, moment.nanoseconds, moment.wall?.milliseconds,
                moment.wall.map { origin.day(of: $0) },
            ])
        try db.cachedStatement(sql: "INSERT INTO outbox (statement) VALUES (?)").execute(arguments: [seq])
        return seq
    }

    /// An answer: its statement, and the row that it is counted by.
    static func insert(
        _ attempt: Attempt, id: StatementID, in sitting: Sitting, at moment: Moment, origin: Origin, _ db: Database
    ) throws {
        // SQLite's functions stop at a zero byte.
        let answer = StatementCheck.capped(attempt.answer, characters: longestAnswer).filter { $0 != "\0" }
        let kept = Attempt(
            lesson: attempt.lesson, exercise: attempt.exercise, objective: attempt.objective, answer: answer,
            verdict: attempt.verdict, number: attempt.number, hints: attempt.hints, confidence: attempt.confidence,
            expected: attempt.expected, choices: attempt.choices, spentMilliseconds: attempt.spentMilliseconds)
        let form = try form(sitting, origin: origin, db)
        let seq = try append(in: sitting, at: moment, origin: origin, db) { seq in
            form.answer(kept, id: id, seq: seq, at: moment.wall)
        }
        try index(kept, statement: seq, session: sitting.seq, at: moment.wall, origin: origin, db)
        try learn(kept, from: seq, by: sitting, at: moment, origin: origin, db)
    }

    static func index(
        _ attempt: Attempt, statement seq: Int64, session: Int64, at wall: WallTime?, origin: Origin, _ db: Database
    ) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO attempt (statement, session, lesson, exercise, objective, answer, verdict, number, hints,
                                     confidence, choices, spent_ms, wall_ms, day)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                seq, session, attempt.lesson.rawValue, attempt.exercise.rawValue, attempt.objective.rawValue,
                attempt.answer, attempt.verdict.rawValue, attempt.number, attempt.hints, attempt.confidence,
                attempt.choices, attempt.spentMilliseconds, wall?.milliseconds, wall.map { origin.day(of: $0) },
            ])
    }
}
