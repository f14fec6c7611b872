import GRDB
import Lessons
public import Realtime
public import Statements

// What the provider used and cost, and what it was kept from saying.
extension ProgressStore {
    public func record(
        _ spending: Spending, in session: SessionID, at monotonic: Duration, wall: WallTime? = nil
    ) throws(GradebookError) {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO spending (session, text_in, text_cached, audio_in, audio_cached, image_in, image_cached,
                                          text_out, audio_out, transcribed_s, cost, boot, at_ns, wall_ms)
                    SELECT seq, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, boot, ?, ? FROM session WHERE id = ?
                    """,
                arguments: [
                    spending.textIn, spending.textCached, spending.audioIn, spending.audioCached, spending.imageIn,
                    spending.imageCached, spending.textOut, spending.audioOut, spending.transcribed, spending.cost,
                    monotonic.nanoseconds, wall?.milliseconds, session.rawValue,
                ])
            guard db.changesCount == 1 else { throw GradebookError.unknownSession(session) }
        }
    }

    /// Keeps that an answer of the tutor was stopped.
    /// - Parameter excerpt: the words around it; 200 characters are kept.
    public func recordIncident(
        topic: String, excerpt: String, in session: SessionID, at monotonic: Duration, wall: WallTime? = nil
    ) throws(GradebookError) {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO incident (session, topic, excerpt, boot, at_ns, wall_ms)
                    SELECT seq, ?, ?, boot, ?, ? FROM session WHERE id = ?
                    """,
                arguments: [
                    topic, String(excerpt.prefix(200)).filter { $0 != "\0" }, monotonic.nanoseconds,
                    wall?.milliseconds, session.rawValue,
                ])
            guard db.changesCount == 1 else { throw GradebookError.unknownSession(session) }
            // The words stay here: a record store is told the topic.
            try tell(.flagged, in: session, at: monotonic, wall: wall, ["topic": .string(topic)], db)
        }
    }

    /// What was spent today, in billionths of the currency.
    /// - Parameters:
    ///   - pupil: one pupil only; `nil` for all of the box.
    ///   - day: the time by the calendar at which today began; without it, since this boot.
    public func spent(
        by pupil: PupilID? = nil, since day: WallTime?, boot: BootID
    ) throws(GradebookError) -> Int {
        try reading { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT coalesce(sum(spending.cost), 0) FROM spending
                    JOIN session ON session.seq = spending.session
                    WHERE (?1 IS NULL OR session.pupil = ?1)
                      AND ((spending.wall_ms IS NULL AND spending.boot = ?3) OR spending.wall_ms >= ?2
                           OR (?2 IS NULL AND spending.boot = ?3))
                    """,
                arguments: [pupil?.rawValue, day?.milliseconds, boot.rawValue]) ?? 0
        }
    }

    /// What each pupil's days cost, newest first.
    /// - Parameter secondsFromGMT: the school's time zone, for counting days.
    public func costs(secondsFromGMT: Int = 0) throws(GradebookError) -> [DayCost] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT date(spending.wall_ms / 1000 + ?, 'unixepoch') AS day, session.pupil, pupil.name,
                           count(*),
                           sum(text_in + text_cached + audio_in + audio_cached + image_in + image_cached),
                           sum(text_cached + audio_cached + image_cached), sum(text_out + audio_out), sum(cost)
                    FROM spending
                    JOIN session ON session.seq = spending.session
                    JOIN pupil ON pupil.id = session.pupil
                    GROUP BY day, session.pupil ORDER BY day IS NULL, day DESC, session.pupil
                    """, arguments: [secondsFromGMT]
            ).map { row in
                DayCost(
                    day: row[0], pupil: PupilID(rawValue: row[1]), name: row[2], answers: row[3], tokensIn: row[4],
                    tokensCached: row[5], tokensOut: row[6], cost: Double(row[7] as Int) / 1e9)
            }
        }
    }

    /// Answers that were stopped, newest first.
    public func incidents(limit: Int = 100) throws(GradebookError) -> [IncidentRecord] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT session.pupil, pupil.name, session.lesson, incident.topic, incident.excerpt, incident.wall_ms
                    FROM incident
                    JOIN session ON session.seq = incident.session
                    JOIN pupil ON pupil.id = session.pupil
                    ORDER BY incident.seq DESC LIMIT ?
                    """, arguments: [limit]
            ).map { row in
                IncidentRecord(
                    pupil: PupilID(rawValue: row[0]), name: row[1], lesson: .init(rawValue: row[2]), topic: row[3],
                    excerpt: row[4], at: (row[5] as Int64?).map { WallTime(milliseconds: $0) })
            }
        }
    }

    func reading<Value>(_ read: (Database) throws -> Value) throws(GradebookError) -> Value {
        do {
            return try queue.read(read)
        } catch {
            throw GradebookError(error, path: path)
        }
    }
}
