import GRDB
import Lessons
import Mastery
import Realtime
public import Statements

// A sitting that was another pupil's: its statements are voided, and told again of who it was.
extension ProgressStore {
    /// Gives a sitting to the pupil whose it was. Nothing that was sent is changed: the old statements are voided by new
    /// ones, and everything in them is told again under new ids, with the times that it had.
    /// - Returns: the sitting that it is now.
    @discardableResult
    public func move(_ session: SessionID, to pupil: PupilID) throws(GradebookError) -> SessionID {
        let id = SessionID(rawValue: UUIDv7.make(milliseconds: 0))
        try write { db in
            let old = try Sitting.fetch(session, db)
            guard old.pupil != pupil else {
                throw GradebookError.invalid("the sitting \(session) is \(pupil)'s already")
            }
            guard
                try Bool.fetchOne(
                    db, sql: "SELECT is_over FROM session WHERE seq = ?", arguments: [old.seq]) == true
            else { throw GradebookError.invalid("the sitting \(session) still goes on; hand the box over first") }
            let before = try ProgressStore.cached(.pupil(pupil), db)[pupil] ?? [:]
            try db.execute(
                sql: """
                    INSERT INTO session (id, pupil, lesson, language, boot, started_ns, started_wall_ms, ended_ns,
                                         ended_wall_ms, is_over)
                    SELECT ?, pupil.id, lesson, language, boot, started_ns, started_wall_ms, ended_ns, ended_wall_ms, 1
                    FROM session, pupil WHERE session.seq = ? AND pupil.id = ?
                    """, arguments: [id.rawValue, old.seq, pupil.rawValue])
            guard db.changesCount == 1 else { throw GradebookError.unknownPupil(pupil) }
            let new = try Sitting.fetch(id, db)
            try ProgressStore.tellAgain(old, as: new, origin, db)
            for table in ["turn", "spending", "incident"] {
                try db.execute(
                    sql: "UPDATE \(table) SET session = ? WHERE session = ?", arguments: [new.seq, old.seq])
            }
            try ProgressStore.rebuild(.pupil(old.pupil), db)
            try ProgressStore.rebuild(.pupil(pupil), db)
            try ProgressStore.tellMastered(new, since: before, origin, db)
        }
        return id
    }

    private static func tellAgain(_ old: Sitting, as new: Sitting, _ origin: Origin, _ db: Database) throws {
        let oldForm = try form(old, origin: origin, db)
        let newForm = try form(new, origin: origin, db)
        // What a skill came to is reckoned anew.
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT seq, id, verb, body, at_ns, wall_ms FROM statement
                WHERE session = ? AND verb <> 'voided'
                  AND NOT EXISTS (SELECT 1 FROM void WHERE void.statement = statement.seq) ORDER BY seq
                """, arguments: [old.seq])
        for row in rows {
            let seq: Int64 = row[0]
            let moment = Moment(
                boot: old.boot, nanoseconds: row[4], wall: (row[5] as Int64?).map(WallTime.init(milliseconds:)))
            let voided = StatementID(rawValue: row[1])
            let by = try append(in: old, at: moment, origin: origin, db) { number in
                oldForm.voiding(voided, id: identifier(moment), seq: number, at: moment.wall)
            }
            try db.execute(sql: "INSERT INTO void (statement, by) VALUES (?, ?)", arguments: [seq, by])
            let verb: String = row[2]
            guard verb != Verb.mastered.rawValue, verb != Verb.progressed.rawValue else { continue }
            let told = try Statements.Statement(json: row[3])
            let again = try append(in: new, at: moment, origin: origin, db) { number in
                newForm.again(told, of: old, id: identifier(moment), seq: number)
            }
            try db.execute(
                sql: """
                    INSERT INTO attempt (statement, session, lesson, exercise, objective, answer, verdict, number, hints,
                                         confidence, choices, spent_ms, wall_ms, day)
                    SELECT ?, ?, lesson, exercise, objective, answer, verdict, number, hints, confidence, choices,
                           spent_ms, wall_ms, day FROM attempt WHERE statement = ?
                    """, arguments: [again, new.seq, seq])
        }
    }

    /// Skills that are mastered by what the sitting brought.
    private static func tellMastered(
        _ sitting: Sitting, since before: [SkillKey: SkillState], _ origin: Origin, _ db: Database
    ) throws {
        let now = try cached(.pupil(sitting.pupil), db)[sitting.pupil] ?? [:]
        for (key, state) in now.sorted(by: { $0.key < $1.key })
        where state.standing == .mastered && before[key]?.standing != .mastered {
            let last = try Row.fetchOne(
                db, sql: "SELECT max(at_ns), max(wall_ms) FROM statement WHERE session = ?", arguments: [sitting.seq])
            let moment = Moment(
                boot: sitting.boot, nanoseconds: last?[0] as Int64? ?? 0,
                wall: (last?[1] as Int64?).map(WallTime.init(milliseconds:)))
            try tell(.mastered, state, key, sitting, moment, origin, db)
        }
    }
}
