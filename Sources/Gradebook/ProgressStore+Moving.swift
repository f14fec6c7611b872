import GRDB
import Lessons
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
            try ProgressStore.checkMovable(old, to: pupil, db)
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
            // Also of sittings that became this one: they are found by who has them now.
            try db.execute(
                sql: "UPDATE session SET moved = ?1 WHERE seq = ?2 OR moved = ?2", arguments: [new.seq, old.seq])
            for one in [old.pupil, pupil] {
                try ProgressStore.rebuild(.pupil(one), db)
                try ProgressStore.tellStandings(of: one, origin, db)
            }
        }
        return id
    }

    private static func checkMovable(_ sitting: Sitting, to pupil: PupilID, _ db: Database) throws {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT s.is_over, s.moved IS NOT NULL, now.id FROM session s LEFT JOIN session now ON now.seq = s.moved
                WHERE s.seq = ?
                """, arguments: [sitting.seq])
        if row?[1] == true {
            let now = (row?[2] as String?).map { "it is \($0) now, move that one" } ?? "it is gone"
            throw GradebookError.invalid("the sitting \(sitting.id) was given to another pupil before: \(now)")
        }
        guard sitting.pupil != pupil else {
            throw GradebookError.invalid("the sitting \(sitting.id) is \(pupil)'s already")
        }
        guard row?[0] == true else {
            throw GradebookError.invalid("the sitting \(sitting.id) still goes on; hand the box over first")
        }
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
}
