import GRDB
import Lessons
public import Statements

// What is to be sent: batches are fixed in the database before they are first tried, and stay as they are.
extension ProgressStore {
    /// The bounds of a batch: statements, and bytes of their JSON.
    public static let mostInBatch = 500
    static let mostBytesInBatch = 1_000_000

    /// A batch as it is sent.
    public struct Batch: Sendable, Hashable {
        public var number: Int
        public var ids: [StatementID]
        public var tries: Int
        /// The statements as they are kept.
        public var bodies: [String]

        public init(number: Int, ids: [StatementID], tries: Int, bodies: [String]) {
            self.number = number
            self.ids = ids
            self.tries = tries
            self.bodies = bodies
        }

        /// A JSON array of them: nothing is written anew.
        public var json: String { "[" + bodies.joined(separator: ",") + "]" }
    }

    /// The oldest batch that is not known to be stored; one is made of what waits where there is none.
    public func nextBatch() throws(GradebookError) -> Batch? {
        var batch: Batch?
        try write { db in
            batch = try ProgressStore.oldestBatch(db)
            // What was fixed and is erased since leaves a number without statements.
            if batch == nil { try db.execute(sql: "DELETE FROM batch") }
            if batch == nil, try ProgressStore.fixBatch(db) { batch = try ProgressStore.oldestBatch(db) }
        }
        return batch
    }

    /// Notes that a batch is tried once more.
    public func countTry(of batch: Int) throws(GradebookError) {
        try write { db in
            try db.execute(sql: "UPDATE batch SET tries = tries + 1 WHERE number = ?", arguments: [batch])
        }
    }

    /// The record store has it.
    public func markSent(_ batch: Int, at time: WallTime?) throws(GradebookError) {
        try write { db in
            try db.execute(sql: "DELETE FROM outbox WHERE batch = ?", arguments: [batch])
            try db.execute(sql: "DELETE FROM batch WHERE number = ?", arguments: [batch])
            if let time {
                try db.execute(
                    sql: """
                        INSERT INTO meta (key, value) VALUES ('last_sent', ?)
                        ON CONFLICT (key) DO UPDATE SET value = excluded.value
                        """, arguments: [String(time.milliseconds)])
            }
        }
    }

    /// Makes two batches of one, the first half before the second.
    public func split(_ batch: Int) throws(GradebookError) {
        try write { db in
            let rows = try Int64.fetchAll(
                db, sql: "SELECT statement FROM outbox WHERE batch = ? ORDER BY statement", arguments: [batch])
            guard rows.count > 1 else { return }
            for half in [rows.prefix(rows.count / 2), rows.dropFirst(rows.count / 2)] {
                let number = try ProgressStore.newBatch(db)
                try db.execute(
                    sql: "UPDATE outbox SET batch = ? WHERE batch = ? AND statement BETWEEN ? AND ?",
                    arguments: [number, batch, half.first, half.last])
            }
            try db.execute(sql: "DELETE FROM batch WHERE number = ?", arguments: [batch])
        }
    }

    /// Sets a batch's statement aside: it is not sent again before somebody asks for it.
    public func quarantine(_ batch: Int, reason: String) throws(GradebookError) {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO quarantine (statement, reason) SELECT statement, ?2 FROM outbox WHERE batch = ?1
                    ON CONFLICT (statement) DO UPDATE SET reason = excluded.reason
                    """, arguments: [batch, String(reason.prefix(500)).filter { $0 != "\0" }])
            try db.execute(sql: "DELETE FROM outbox WHERE batch = ?", arguments: [batch])
            try db.execute(sql: "DELETE FROM batch WHERE number = ?", arguments: [batch])
        }
    }

    /// What was set aside, the oldest first.
    public func quarantined(limit: Int = 100) throws(GradebookError) -> [QuarantinedStatement] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT st.id, q.reason FROM quarantine q JOIN statement st ON st.seq = q.statement
                    ORDER BY q.statement LIMIT ?
                    """, arguments: [limit]
            ).map { QuarantinedStatement(id: StatementID(rawValue: $0[0]), reason: $0[1]) }
        }
    }

    /// Puts what was set aside back to what waits.
    /// - Returns: how many.
    public func retryQuarantined() throws(GradebookError) -> Int {
        var count = 0
        try write { db in
            try db.execute(sql: "INSERT INTO outbox (statement) SELECT statement FROM quarantine")
            count = db.changesCount
            try db.execute(sql: "DELETE FROM quarantine")
        }
        return count
    }

    /// Lets statements out of the quarantine.
    public func release(_ ids: [StatementID]) throws(GradebookError) {
        try write { db in
            for id in ids {
                try db.execute(
                    sql: """
                        INSERT INTO outbox (statement) SELECT q.statement FROM quarantine q
                        JOIN statement st ON st.seq = q.statement WHERE st.id = ? ON CONFLICT DO NOTHING
                        """, arguments: [id.rawValue])
                try db.execute(
                    sql: "DELETE FROM quarantine WHERE statement = (SELECT seq FROM statement WHERE id = ?)",
                    arguments: [id.rawValue])
            }
        }
    }

    /// Keeps why nothing can be sent before somebody has mended something; nil where it can. Writes only what is new.
    public func noteSyncFault(_ fault: String?) throws(GradebookError) { try note(fault, as: "sync_fault") }

    /// Keeps why nothing could be sent of late, which mends itself; nil where it is mended.
    public func noteSyncTrouble(_ trouble: String?) throws(GradebookError) { try note(trouble, as: "sync_trouble") }

    private func note(_ text: String?, as key: String) throws(GradebookError) {
        guard try reading({ db in try ProgressStore.note(key, db) }) != text else { return }
        try write { db in
            try db.execute(sql: "DELETE FROM meta WHERE key = ?", arguments: [key])
            guard let text else { return }
            try db.execute(sql: "INSERT INTO meta (key, value) VALUES (?, ?)", arguments: [key, text])
        }
    }

    private static func note(_ key: String, _ db: Database) throws -> String? {
        try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key])
    }

    public func outboxState() throws(GradebookError) -> OutboxState {
        try reading { db in
            let withoutTime =
                try Int.fetchOne(db, sql: "SELECT count(*) FROM statement WHERE wall_ms IS NULL") ?? 0
            let all = try Int.fetchOne(db, sql: "SELECT count(*) FROM outbox") ?? 0
            let open =
                withoutTime == 0
                ? 0
                : try Int.fetchOne(
                    db,
                    sql: """
                        SELECT count(*) FROM statement st WHERE st.wall_ms IS NULL
                        AND EXISTS (SELECT 1 FROM outbox WHERE outbox.statement = st.seq)
                        """) ?? 0
            let oldest = try Int64.fetchOne(
                db,
                sql: """
                    SELECT st.wall_ms FROM outbox o JOIN statement st ON st.seq = o.statement
                    WHERE st.wall_ms IS NOT NULL ORDER BY o.statement LIMIT 1
                    """)
            let last = try ProgressStore.note("last_sent", db).flatMap { Int64($0) }
            return OutboxState(
                waiting: all - open, withoutTime: withoutTime,
                quarantined: try Int.fetchOne(db, sql: "SELECT count(*) FROM quarantine") ?? 0,
                oldest: oldest.map(WallTime.init(milliseconds:)), lastSent: last.map(WallTime.init(milliseconds:)),
                fault: try ProgressStore.note("sync_fault", db), trouble: try ProgressStore.note("sync_trouble", db))
        }
    }

    private static func newBatch(_ db: Database) throws -> Int64 {
        try db.execute(sql: "INSERT INTO batch (tries) VALUES (0)")
        return db.lastInsertedRowID
    }

    /// - Returns: whether there was something to send.
    private static func fixBatch(_ db: Database) throws -> Bool {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT o.statement, length(CAST(st.body AS BLOB)) FROM outbox o JOIN statement st ON st.seq = o.statement
                WHERE o.batch IS NULL AND st.wall_ms IS NOT NULL ORDER BY o.statement LIMIT ?
                """, arguments: [mostInBatch])
        var chosen: [Int64] = []
        var bytes = 0
        while let row = try rows.next() {
            bytes += row[1] as Int + 1
            guard chosen.isEmpty || bytes <= mostBytesInBatch else { break }
            chosen.append(row[0])
        }
        guard !chosen.isEmpty else { return false }
        let number = try newBatch(db)
        for seq in chosen {
            try db.cachedStatement(sql: "UPDATE outbox SET batch = ? WHERE statement = ?").execute(
                arguments: [number, seq])
        }
        return true
    }

    private static func oldestBatch(_ db: Database) throws -> Batch? {
        let oldest = try Row.fetchOne(
            db,
            sql: """
                SELECT o.batch, b.tries, min(o.statement) AS first FROM outbox o JOIN batch b ON b.number = o.batch
                WHERE o.batch IS NOT NULL GROUP BY o.batch ORDER BY first LIMIT 1
                """)
        guard let oldest else { return nil }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT st.id, st.body FROM outbox o JOIN statement st ON st.seq = o.statement
                WHERE o.batch = ? ORDER BY o.statement
                """, arguments: [oldest[0] as Int64])
        return Batch(
            number: oldest[0], ids: rows.map { StatementID(rawValue: $0[0]) }, tries: oldest[1],
            bodies: rows.map { $0[1] })
    }
}
