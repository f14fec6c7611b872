import GRDB
public import Lessons
public import Statements

// A sitting's beginning and end, also where the plug was pulled.
extension ProgressStore {
    /// Begins a sitting.
    ///
    /// - Parameters:
    ///   - language: the lesson's (BCP 47).
    ///   - boot: which boot `monotonic` belongs to.
    ///   - wall: the time by the calendar, nil while the clock is not known to be set.
    public func startSession(
        of pupil: PupilID = .guest, lesson: LessonID, language: String? = nil, boot: BootID, at monotonic: Duration,
        wall: WallTime? = nil
    ) throws(GradebookError) -> SessionID {
        let moment = Moment(boot: boot, nanoseconds: monotonic.nanoseconds, wall: wall)
        let id = SessionID(rawValue: UUIDv7.make(milliseconds: wall?.milliseconds ?? 0))
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO session (id, pupil, lesson, language, boot, started_ns, started_wall_ms)
                    SELECT ?, id, ?, ?, ?, ?, ? FROM pupil WHERE id = ?
                    """,
                arguments: [
                    id.rawValue, lesson.rawValue, language, boot.rawValue, moment.nanoseconds, wall?.milliseconds,
                    pupil.rawValue,
                ])
            guard db.changesCount == 1 else { throw GradebookError.unknownPupil(pupil) }
            let sitting = try Sitting.fetch(id, db)
            let form = try ProgressStore.form(sitting, origin: origin, db)
            try ProgressStore.append(in: sitting, at: moment, origin: origin, db) { seq in
                form.happening(.initialized, id: ProgressStore.identifier(moment), seq: seq, at: wall)
            }
        }
        return id
    }

    /// The newest sittings, the newest first; without those that were given to another pupil.
    public func sittings(of pupil: PupilID? = nil, limit: Int = 20) throws(GradebookError) -> [SittingRow] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT s.id, s.pupil, p.name, s.lesson, s.started_wall_ms,
                           (SELECT count(*) FROM attempt a WHERE a.session = s.seq
                            AND NOT EXISTS (SELECT 1 FROM void WHERE void.statement = a.statement))
                    FROM session s JOIN pupil p ON p.id = s.pupil
                    WHERE s.moved IS NULL AND (?1 IS NULL OR s.pupil = ?1)
                    ORDER BY s.started_wall_ms IS NULL DESC, s.started_wall_ms DESC, s.seq DESC LIMIT ?2
                    """, arguments: [pupil?.rawValue, limit]
            ).map { row in
                SittingRow(
                    id: SessionID(rawValue: row[0]), pupil: PupilID(rawValue: row[1]), name: row[2],
                    lesson: LessonID(rawValue: row[3]), started: (row[4] as Int64?).map(WallTime.init(milliseconds:)),
                    answers: row[5])
            }
        }
    }

    /// Notes that a sitting goes on: if the power is cut it is known to have lasted until now.
    public func continueSession(
        _ session: SessionID, at monotonic: Duration, wall: WallTime? = nil
    ) throws(GradebookError) {
        try writeBackLog()
        try write { db in
            try db.execute(
                sql: "UPDATE session SET ended_ns = ?, ended_wall_ms = ? WHERE id = ? AND is_over = 0",
                arguments: [monotonic.nanoseconds, wall?.milliseconds, session.rawValue])
        }
    }

    /// Ends a sitting. Nothing hangs on it: one that the power cut ended is told to be abandoned at the next start.
    public func endSession(
        _ session: SessionID, at monotonic: Duration, wall: WallTime? = nil
    ) throws(GradebookError) {
        try write { db in
            let sitting = try Sitting.fetch(session, db)
            let moment = Moment(boot: sitting.boot, nanoseconds: monotonic.nanoseconds, wall: wall)
            try ProgressStore.end(sitting, .terminated, at: moment, origin: origin, db)
        }
    }

    /// Tells of sittings that have no end that they were abandoned when they were last known to go on.
    func endAbandoned() throws(GradebookError) {
        try write { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT s.id, s.started_ns, s.started_wall_ms, s.ended_ns, s.ended_wall_ms, s.seq
                    FROM session s WHERE s.is_over = 0 ORDER BY s.seq
                    """)
            for row in rows {
                let sitting = try Sitting.fetch(SessionID(rawValue: row[0]), db)
                var known: [(nanoseconds: Int64, wall: Int64?)] = [(row[1], row[2])]
                if let ended: Int64 = row[3] { known.append((ended, row[4])) }
                known += try Row.fetchAll(
                    db, sql: "SELECT at_ns, wall_ms FROM statement WHERE session = ?", arguments: [row[5] as Int64]
                ).map { ($0[0], $0[1]) }
                let last = known.map(\.nanoseconds).max() ?? 0
                // The last of what has a time tells it of what came after.
                let timed = known.filter { $0.wall != nil }.max { $0.nanoseconds < $1.nanoseconds }
                let wall = timed.flatMap { timed in
                    timed.wall.map { WallTime(milliseconds: $0 + (last - timed.nanoseconds) / 1_000_000) }
                }
                try ProgressStore.end(
                    sitting, .abandoned, at: Moment(boot: sitting.boot, nanoseconds: last, wall: wall),
                    origin: origin, db)
            }
        }
    }

    private static func end(
        _ sitting: Sitting, _ verb: Verb, at moment: Moment, origin: Origin, _ db: Database
    ) throws {
        let started = try Int64.fetchOne(
            db, sql: "SELECT started_ns FROM session WHERE seq = ?", arguments: [sitting.seq])
        let lasted = Int(max(0, moment.nanoseconds - (started ?? moment.nanoseconds)) / 1_000_000)
        try db.execute(
            sql: "UPDATE session SET ended_ns = ?, ended_wall_ms = ?, is_over = 1 WHERE seq = ? AND is_over = 0",
            arguments: [moment.nanoseconds, moment.wall?.milliseconds, sitting.seq])
        guard db.changesCount == 1 else { return }
        let form = try form(sitting, origin: origin, db)
        try append(in: sitting, at: moment, origin: origin, db) { seq in
            form.happening(
                verb, id: identifier(moment), seq: seq, at: moment.wall,
                result: Statements.Statement.Result(durationMilliseconds: lasted))
        }
    }
}
