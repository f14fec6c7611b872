import Foundation
import GRDB
import Gradebook
import Interchange
import Lessons
import Mastery
import Statements

/// How long a gradebook of a million statements takes to open, report, export and forget; each line with the time that
/// processors worked, and the memory that the process has needed at most until then.
///
/// usage: gradebook-scale FOLDER [STATEMENTS] [PUPILS]
@main
struct GradebookScale {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 1 else {
            print("usage: gradebook-scale FOLDER [STATEMENTS] [PUPILS]")
            exit(64)
        }
        let folder = arguments[1]
        let count = arguments.count > 2 ? Int(arguments[2]) ?? 1_000_000 : 1_000_000
        let pupils = arguments.count > 3 ? Int(arguments[3]) ?? 500 : 500
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/gradebook.sqlite"
        if !FileManager.default.fileExists(atPath: path) { try make(path, count, pupils) }
        try measured("open and reckon skills anew") { try ProgressStore(path: path).close() }
        try measured("rebuild") {
            let store = try ProgressStore(path: path)
            try store.rebuildSkills()
            try store.close()
        }
        let store = try ProgressStore(path: path, access: .readOnly)
        try measured("report") { print("  \(try store.report().pupils.count) pupils", terminator: "") }
        let files = try ExportFiles(
            store, lessons: [], title: "", madeAt: nil, stem: "scale", to: folder + "/out", replacing: true)
        for format in [ExportFiles.Format.html, .csv, .answers, .jsonl, .json, .xlsx] {
            try measured("export \(format.rawValue)") { _ = try files.write(format) }
        }
        try measured("full export, as `tutord export` does it") {
            _ = try files.write([.html, .xlsx, .csv, .answers, .jsonl, .json])
        }
        try store.close()
        let writer = try ProgressStore(path: path)
        let victim = try writer.report(answers: 0).pupils[0].pupil
        try measured("erase one pupil") { print("  \(try writer.erase(victim).statements) statements", terminator: "") }
        try writer.close()
    }

    @discardableResult
    private static func measured(_ what: String, _ body: () throws -> Void) rethrows -> Duration {
        let before = processorSeconds()
        let took = try ContinuousClock().measure(body)
        let worked = String(format: "%.2f", processorSeconds() - before)
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }?.filter(\.isNumber) ?? "0"
        print("\(what): \(took), of processors \(worked) s, \((Int(peak) ?? 0) / 1024) MiB")
        return took
    }

    /// Of all threads: what it would take on an idle machine.
    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// One real answer, told as often as is wanted by as many pupils: without the store's own transactions, which would take
    /// an hour for their flushes.
    private static func make(_ path: String, _ count: Int, _ pupils: Int) throws {
        let store = try ProgressStore(path: path)
        let accounts = try (0..<pupils).map { try store.addPupil(name: "Pupil \($0)") }
        let morning = WallTime(milliseconds: 1_772_442_007_412)
        let session = try store.startSession(
            of: accounts[0], lesson: "sums", language: "en", boot: "b", at: .zero, wall: morning)
        try store.record(
            Attempt(
                lesson: "sums", exercise: "q1", objective: "o1", answer: "forty two", verdict: .right, number: 1,
                hints: 0,
                confidence: 0.9, expected: ["42"], spentMilliseconds: 4_200), in: session, at: .seconds(5),
            wall: morning)
        try store.endSession(session, at: .seconds(9), wall: morning)
        try store.close()
        let uuid =
            "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-7' || substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))"
        try DatabaseQueue(path: path).writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000")
            try db.execute(
                sql: """
                    BEGIN;
                    CREATE TEMP TABLE p AS SELECT row_number() OVER (ORDER BY rowid) - 1 AS n, id FROM pupil WHERE id <> 'guest';
                    CREATE TEMP TABLE sample AS SELECT id, body FROM statement WHERE verb = 'answered' LIMIT 1;
                    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < \(count / 20))
                    INSERT INTO session (id, pupil, lesson, language, boot, started_ns, started_wall_ms, ended_ns, ended_wall_ms, is_over)
                    SELECT \(uuid), p.id, 'lesson-' || (i % 5), 'en', 'b', i * 1000000000, 1772442007412 + i * 60000,
                           i * 1000000000 + 9, 1772442007412 + i * 60000 + 9, 1
                    FROM n JOIN p ON p.n = i % \(pupils);
                    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < 20),
                    t AS MATERIALIZED (
                        SELECT \(uuid) AS id, s.seq AS session, s.pupil, s.started_ns + n.i * 1000000 AS at_ns,
                               s.started_wall_ms + n.i * 1000 AS wall_ms
                        FROM session s, n WHERE s.seq > 1 ORDER BY s.seq, n.i)
                    INSERT INTO statement (id, session, verb, body, boot, at_ns, wall_ms, day)
                    SELECT t.id, t.session, 'answered',
                           replace(replace(sample.body, sample.id, t.id), (SELECT id FROM p LIMIT 1), t.pupil),
                           'b', t.at_ns, t.wall_ms, t.wall_ms / 86400000
                    FROM t, sample;
                    INSERT INTO attempt (statement, session, lesson, exercise, objective, answer, verdict, number, hints, confidence, spent_ms, wall_ms, day)
                    SELECT st.seq, st.session, s.lesson, 'q' || (st.seq % 15), 'o' || (st.seq % 4), 'forty two',
                           CASE WHEN st.seq % 7 < 5 THEN 'right' ELSE 'wrong' END, 1 + (st.seq % 5 = 0), st.seq % 3 = 0, 0.9, 4200,
                           st.wall_ms, st.day
                    FROM statement st JOIN session s ON s.seq = st.session WHERE st.seq > 3;
                    INSERT INTO outbox (statement) SELECT seq FROM statement WHERE seq > 3;
                    DELETE FROM meta WHERE key = 'model';
                    COMMIT;
                    """)
        }
    }
}
