import FoundationEssentials
import GRDB
import Lessons
import Mastery
public import Statements

// What is old is deleted by the box itself, not by somebody who remembers to.
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
    /// (table `past`), so that the tutor goes on where it was. In short transactions: a lesson may be running.
    ///
    /// - Parameters:
    ///   - now: the calendar; nothing is ever deleted by a clock that is not known to be set.
    ///   - isTrial: only tells.
    public func retain(
        _ rule: RetentionRule, now: WallTime, isTrial: Bool = false
    ) throws(GradebookError) -> Retention {
        var retention = Retention()
        guard let cut = rule.cut(today: origin.day(of: now)) else { return retention }
        let sittings = try reading { db in
            // A sitting goes as a whole: by its last statement.
            try Int64.fetchAll(
                db,
                sql: """
                    SELECT s.seq FROM session s WHERE s.is_over = 1 AND EXISTS
                        (SELECT 1 FROM statement st WHERE st.session = s.seq)
                    AND NOT EXISTS
                        (SELECT 1 FROM statement st WHERE st.session = s.seq AND (st.day IS NULL OR st.day >= ?))
                    """, arguments: [cut])
        }
        guard !sittings.isEmpty else { return retention }
        retention.before = WallTime(milliseconds: Int64(cut) * 86_400_000).date
        for part in stride(from: 0, to: sittings.count, by: 50) {
            let some = Array(sittings[part..<min(part + 50, sittings.count)])
            if isTrial {
                try reading { db in try ProgressStore.count(some, into: &retention, db) }
            } else {
                try write { db in
                    try ProgressStore.count(some, into: &retention, db)
                    try ProgressStore.foldAway(some, db)
                }
            }
        }
        if !isTrial { try emptyLog() }
        return retention
    }

    private static func list(_ sittings: [Int64]) -> String { sittings.map(String.init).joined(separator: ",") }

    private static func count(_ sittings: [Int64], into retention: inout Retention, _ db: Database) throws {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT count(*), count(o.statement) FROM statement st LEFT JOIN outbox o ON o.statement = st.seq
                WHERE st.session IN (\(list(sittings)))
                """)
        retention.statements += row?[0] ?? 0
        retention.unsent += row?[1] ?? 0
        retention.sittings += sittings.count
    }

    /// What the sittings' answers came to goes into `past`; then they are deleted. The states stay what they were.
    private static func foldAway(_ sittings: [Int64], _ db: Database) throws {
        let pupils = try String.fetchAll(
            db, sql: "SELECT DISTINCT pupil FROM session WHERE seq IN (\(list(sittings)))")
        for account in pupils {
            let pupil = PupilID(rawValue: account)
            let oldest = try foldOnly(sittings, of: pupil, db)
            for (key, state) in oldest {
                let encoder = JSONEncoder()
                encoder.outputFormatting = .sortedKeys
                let text = String(decoding: try encoder.encode(state.scrubbed), as: UTF8.self)
                try db.execute(
                    sql: """
                        INSERT INTO past (pupil, lesson, objective, state) VALUES (?, ?, ?, ?)
                        ON CONFLICT (pupil, lesson, objective) DO UPDATE SET state = excluded.state
                        """, arguments: [account, key.lesson.rawValue, key.objective.rawValue, text])
            }
        }
        try db.execute(sql: "DELETE FROM session WHERE seq IN (\(list(sittings)))")
        for account in pupils { try rebuild(.pupil(PupilID(rawValue: account)), db) }
    }
}
