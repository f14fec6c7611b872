import FoundationEssentials
import GRDB
import Lessons
import Mastery
public import Statements

// The clock that deletes: what is kept of a pupil has an end.
extension ProgressStore {
    /// What the retention clock deletes, or would.
    public struct Retention: Sendable, Hashable, Codable {
        /// Everything before this date; nil where nothing is due.
        public var before: String?
        public var statements = 0
        /// Of those, what no record store has.
        public var unsent = 0
        public var sittings = 0

        public init() {}
    }

    /// Deletes the answers of school years that are over for long enough. What a pupil knows stays, as a sum without words
    /// (table `past`), so that the tutor goes on where it was.
    ///
    /// Done in short transactions, since a lesson may be running; each is whole by itself, so that it may be ended at any
    /// moment and begun again.
    ///
    /// - Parameters:
    ///   - now: the calendar; nothing is ever deleted by a clock that is not known to be set.
    ///   - isTrial: only tells.
    ///   - chunk: statements in one transaction.
    ///   - mayGoOn: asked after each transaction; false ends it for now.
    public func retain(
        _ rule: RetentionRule, now: WallTime, isTrial: Bool = false, chunk: Int = 200,
        mayGoOn: () -> Bool = { true }
    ) throws(GradebookError) -> Retention {
        guard let cut = rule.cut(today: origin.day(of: now)) else { return Retention() }
        let end = origin.start(ofDay: cut)
        var due = try due(before: end)
        guard due.statements > 0 || due.sittings > 0 else { return Retention() }
        due.before = WallTime(milliseconds: Int64(cut) * 86_400_000).date
        return isTrial ? due : try delete(due, before: end, now, chunk, mayGoOn)
    }

    private func due(before end: WallTime) throws(GradebookError) -> Retention {
        let end = end.milliseconds
        return try reading { db in
            let counts = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(*), (SELECT count(*) FROM outbox JOIN statement ON seq = outbox.statement
                                      WHERE wall_ms < ?1) FROM statement WHERE wall_ms < ?1
                    """, arguments: [end])
            let sittings =
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM session WHERE \(ProgressStore.isPast)", arguments: [end, end]) ?? 0
            var due = Retention()
            due.statements = counts?[0] ?? 0
            due.unsent = counts?[1] ?? 0
            due.sittings = sittings
            return due
        }
    }

    private func delete(
        _ due: Retention, before end: WallTime, _ now: WallTime, _ chunk: Int, _ mayGoOn: () -> Bool
    ) throws(GradebookError) -> Retention {
        var done = Retention()
        done.before = due.before
        var isOver = false
        for pupil in try pupils(before: end) where !isOver {
            let seqs = try statements(of: pupil, before: end)
            for start in stride(from: 0, to: seqs.count, by: chunk) where !isOver {
                let some = seqs[start..<min(seqs.count, start + chunk)]
                try write { db in
                    done.unsent += try ProgressStore.delete(some, of: pupil, db)
                    done.statements += some.count
                    // The cache still has their words; after the last of them nothing would lead here again.
                    if some.endIndex == seqs.count { try ProgressStore.rebuild(.pupil(pupil), db) }
                }
                isOver = !mayGoOn()
            }
            if isOver { try write { db in try ProgressStore.rebuild(.pupil(pupil), db) } }
        }
        while !isOver {
            let count = try deleteSittings(before: end, atMost: chunk)
            done.sittings += count
            if count == 0 { break }
            isOver = !mayGoOn()
        }
        let result = done
        try write { db in
            for table in ["turn", "spending", "incident"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE wall_ms < ?", arguments: [end.milliseconds])
            }
            try ProgressStore.note(result, at: now, db)
        }
        try emptyGaps()
        return result
    }

    /// What was deleted last, and when; nil where nothing was yet.
    public func lastRetention() throws(GradebookError) -> (Retention, WallTime)? {
        try reading { db in
            guard let text = try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'retention'"),
                let note = try? JSONDecoder().decode(RetentionNote.self, from: Data(text.utf8))
            else { return nil }
            return (note.done, note.at)
        }
    }

    private struct RetentionNote: Codable {
        var done: Retention
        var at: WallTime
    }

    private static func note(_ done: Retention, at now: WallTime, _ db: Database) throws {
        let text = String(decoding: try JSONEncoder().encode(RetentionNote(done: done, at: now)), as: UTF8.self)
        try db.execute(
            sql: """
                INSERT INTO meta (key, value) VALUES ('retention', ?)
                ON CONFLICT (key) DO UPDATE SET value = excluded.value
                """, arguments: [text])
    }

    /// A sitting of which everything was before a moment, given twice.
    private static let isPast = """
        is_over = 1 AND coalesce(ended_wall_ms, started_wall_ms) < ?
        AND NOT EXISTS (SELECT 1 FROM statement st
                        WHERE st.session = session.seq AND (st.wall_ms IS NULL OR st.wall_ms >= ?))
        """

    private func pupils(before end: WallTime) throws(GradebookError) -> [PupilID] {
        try reading { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT s.pupil FROM session s JOIN statement st ON st.session = s.seq
                    WHERE st.wall_ms < ? ORDER BY s.pupil
                    """, arguments: [end.milliseconds]
            ).map(PupilID.init(rawValue:))
        }
    }

    /// In the order in which answers are replayed, so that the first of them are always a beginning.
    private func statements(of pupil: PupilID, before end: WallTime) throws(GradebookError) -> [Int64] {
        try reading { db in
            try Int64.fetchAll(
                db,
                sql: """
                    SELECT st.seq FROM statement st JOIN session s ON s.seq = st.session
                    WHERE s.pupil = ? AND st.wall_ms < ? ORDER BY st.wall_ms, st.seq
                    """, arguments: [pupil.rawValue, end.milliseconds])
        }
    }

    /// Folds the answers among them into what is past, and deletes them.
    /// - Returns: how many of them had not been sent.
    private static func delete(_ seqs: ArraySlice<Int64>, of pupil: PupilID, _ db: Database) throws -> Int {
        var states: [SkillKey: SkillState] = [:]
        var unsent = 0
        for seq in seqs {
            let find = try db.cachedStatement(
                sql: """
                    SELECT lesson, objective, exercise, verdict, number, hints, answer, choices, spent_ms, wall_ms, day
                    FROM attempt WHERE statement = ?1 AND NOT EXISTS (SELECT 1 FROM void WHERE void.statement = ?1)
                    """)
            guard let row = try Row.fetchOne(find, arguments: [seq]) else { continue }
            let key = SkillKey(lesson: LessonID(rawValue: row[0]), objective: ObjectiveID(rawValue: row[1]))
            var state = try states[key] ?? past(key, of: pupil, db) ?? SkillState()
            state.add(
                Evidence(
                    exercise: ExerciseID(rawValue: row[2]), verdict: (row[3] as String) == "right" ? .right : .wrong,
                    number: row[4], hints: row[5], answer: row[6], choices: row[7], spentMilliseconds: row[8],
                    time: (row[9] as Int64?).map(WallTime.init(milliseconds:)), day: row[10]))
            states[key] = state
        }
        for (key, state) in states { try keep(past: state.scrubbed, key, of: pupil, db) }
        for seq in seqs {
            try db.cachedStatement(sql: "DELETE FROM outbox WHERE statement = ?").execute(arguments: [seq])
            unsent += db.changesCount
            try db.cachedStatement(sql: "DELETE FROM statement WHERE seq = ?").execute(arguments: [seq])
        }
        return unsent
    }

    private func deleteSittings(before end: WallTime, atMost limit: Int) throws(GradebookError) -> Int {
        var count = 0
        try write { db in
            try db.execute(
                sql: """
                    DELETE FROM session
                    WHERE seq IN (SELECT seq FROM session WHERE \(ProgressStore.isPast) ORDER BY seq LIMIT ?)
                    """, arguments: [end.milliseconds, end.milliseconds, limit])
            count = db.changesCount
        }
        return count
    }

    private static func past(_ key: SkillKey, of pupil: PupilID, _ db: Database) throws -> SkillState? {
        try String.fetchOne(
            db, sql: "SELECT state FROM past WHERE pupil = ? AND lesson = ? AND objective = ?",
            arguments: [pupil.rawValue, key.lesson.rawValue, key.objective.rawValue]
        ).map(decoded)
    }

    private static func keep(past state: SkillState, _ key: SkillKey, of pupil: PupilID, _ db: Database) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try db.execute(
            sql: """
                INSERT INTO past (pupil, lesson, objective, state) VALUES (?, ?, ?, ?)
                ON CONFLICT (pupil, lesson, objective) DO UPDATE SET state = excluded.state
                """,
            arguments: [
                pupil.rawValue, key.lesson.rawValue, key.objective.rawValue,
                String(decoding: try encoder.encode(state), as: UTF8.self),
            ])
    }
}

extension Origin {
    /// The first moment of a school's day (days since 1970 by the local date), also where the clocks change at midnight.
    func start(ofDay day: Int) -> WallTime {
        let middle = Int64(day) * 86_400_000
        // Local dates are at most 14 hours ahead of UTC and 12 behind it.
        var before = middle - 16 * 3_600_000
        var after = middle + 16 * 3_600_000
        while after - before > 1 {
            let moment = before + (after - before) / 2
            if self.day(of: WallTime(milliseconds: moment)) >= day { after = moment } else { before = moment }
        }
        return WallTime(milliseconds: after)
    }
}
