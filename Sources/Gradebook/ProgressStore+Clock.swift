import GRDB
import Lessons
import Realtime
public import Statements

// Time: what happened before the clock was set is stamped when it is, once, and frozen.
extension ProgressStore {
    /// Whether something waits for its time.
    public func hasOpenTimes() throws(GradebookError) -> Bool {
        try reading { db in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM statement WHERE wall_ms IS NULL)") ?? false
        }
    }

    /// Gives what has no time yet its own, once the clock is set: at `monotonic` of `boot` it was `wall`.
    ///
    /// What was done in this boot, and in one that came to know the time, gets the time that it was done at. Of an earlier
    /// boot that never did no more is known than that it was before the one after it: its last record is put at that
    /// boot's start, the others before it as far apart as they were, and the statements say `clock: estimated`. Nothing
    /// that has a time is changed.
    /// - Returns: how many statements were stamped.
    @discardableResult
    public func stamp(_ wall: WallTime, at monotonic: Duration, boot: BootID) throws(GradebookError) -> Int {
        let start = wall.milliseconds - monotonic.nanoseconds / 1_000_000
        var stamped = 0
        try write { db in
            var pupils: Set<PupilID> = []
            stamped = try ProgressStore.stamp(boot: boot, startedAt: start, isEstimated: false, origin, &pupils, db)
            // The newest first: each ended before the one after it began.
            var limit = start
            for other in try ProgressStore.openBoots(db) {
                let known = try ProgressStore.start(of: other.boot, db)
                let after = try ProgressStore.start(after: other.boot, db) ?? limit
                limit = known ?? (min(limit, after) - other.last / 1_000_000)
                stamped += try ProgressStore.stamp(
                    boot: other.boot, startedAt: limit, isEstimated: known == nil, origin, &pupils, db)
            }
            // Days count in what was learned.
            for pupil in pupils.sorted(by: { $0.rawValue < $1.rawValue }) {
                try ProgressStore.rebuild(.pupil(pupil), db)
                try ProgressStore.tellStandings(of: pupil, origin, db)
            }
        }
        return stamped
    }

    /// Boots with records that have no time, the newest first, and the nanosecond of their last.
    private static func openBoots(_ db: Database) throws -> [(boot: BootID, last: Int64)] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT boot, max(at_ns) FROM statement WHERE wall_ms IS NULL GROUP BY boot ORDER BY max(seq) DESC
                """
        ).map { (BootID(rawValue: $0[0]), $0[1]) }
    }

    /// When a boot began of which something has a time (ms since 1970): the power went before the rest was stamped.
    private static func start(of boot: BootID, _ db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db,
            sql: """
                SELECT st.wall_ms - st.at_ns / 1000000 FROM session s JOIN statement st ON st.session = s.seq
                WHERE s.boot = ?1 AND st.boot = ?1 AND st.wall_ms IS NOT NULL ORDER BY st.seq LIMIT 1
                """, arguments: [boot.rawValue])
    }

    /// When the first boot with a time that came after another began (ms since 1970).
    private static func start(after boot: BootID, _ db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db,
            sql: """
                WITH first AS (SELECT min(seq) AS seq FROM session WHERE boot = ?)
                SELECT min(started_wall_ms - started_ns / 1000000) FROM session
                WHERE seq > (SELECT seq FROM first) AND started_wall_ms IS NOT NULL
                  AND boot NOT IN (SELECT boot FROM session WHERE seq <= (SELECT seq FROM first))
                """, arguments: [boot.rawValue])
    }

    private static func stamp(
        boot: BootID, startedAt start: Int64, isEstimated: Bool, _ origin: Origin, _ pupils: inout Set<PupilID>,
        _ db: Database
    ) throws -> Int {
        let sittings = [("session", "started_wall_ms", "started_ns"), ("session", "ended_wall_ms", "ended_ns")]
        // What was spent on a day that nobody knows is not counted to today's.
        let beside =
            isEstimated
            ? []
            : [("turn", "wall_ms", "at_ns"), ("spending", "wall_ms", "at_ns"), ("incident", "wall_ms", "at_ns")]
        for (table, column, time) in sittings + beside {
            try db.execute(
                sql: """
                    UPDATE \(table) SET \(column) = ? + \(time) / 1000000
                    WHERE boot = ? AND \(column) IS NULL AND \(time) IS NOT NULL
                    """, arguments: [start, boot.rawValue])
        }
        let rows = try Row.fetchAll(
            db, sql: "SELECT seq, at_ns, body FROM statement WHERE wall_ms IS NULL AND boot = ? ORDER BY seq",
            arguments: [boot.rawValue])
        for row in rows {
            let time = WallTime(milliseconds: start + (row[1] as Int64) / 1_000_000)
            let day = origin.day(of: time)
            let body = try stamped(row[2], at: time, isEstimated: isEstimated, origin)
            try db.cachedStatement(sql: "UPDATE statement SET body = ?, wall_ms = ?, day = ? WHERE seq = ?").execute(
                arguments: [body, time.milliseconds, day, row[0] as Int64])
            try db.cachedStatement(sql: "UPDATE attempt SET wall_ms = ?, day = ? WHERE statement = ?").execute(
                arguments: [time.milliseconds, day, row[0] as Int64])
        }
        pupils.formUnion(
            try String.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT s.pupil FROM session s JOIN attempt a ON a.session = s.seq
                    WHERE s.boot = ? AND a.statement >= ?
                    """, arguments: [boot.rawValue, rows.first?[0] as Int64? ?? .max]
            ).map(PupilID.init(rawValue:)))
        return rows.count
    }

    private static func stamped(_ body: String, at time: WallTime, isEstimated: Bool, _ origin: Origin) throws -> String
    {
        var statement = try Statements.Statement(json: body)
        statement.timestamp = time
        statement.context.extensions = StatementForm.stamped(statement.context.extensions, at: time, origin)
        if isEstimated {
            statement.context.extensions[StatementForm.iri(origin.home, "ext", "clock")] = .string("estimated")
        }
        return statement.json
    }
}
