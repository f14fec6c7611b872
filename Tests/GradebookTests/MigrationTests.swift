import Foundation
import GRDB
import Lessons
import Mastery
import Statements
import Testing

@testable import Gradebook

/// Gradebooks of older versions, kept as their programs left them: `databases/version-N.sql`.
@Suite struct MigrationTests {
    private static func gradebook(of version: Int, in folder: Folder) throws -> String {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "databases/version-\(version).sql")
        var configuration = Configuration()
        // Tables come in the order of their names.
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: folder.path(), configuration: configuration)
        let text = try String(contentsOf: file, encoding: .utf8)
        try queue.writeWithoutTransaction { try $0.execute(sql: text) }
        try queue.close()
        return folder.path()
    }

    @Test func `there is a sample of each version before this one`() {
        for version in 1..<ProgressStore.version {
            #expect(throws: Never.self) {
                let folder = try Folder()
                _ = try MigrationTests.gradebook(of: version, in: folder)
            }
        }
    }

    @Test(arguments: 1..<ProgressStore.version)
    func `an older gradebook is brought up to date with all that is in it`(version: Int) throws {
        let folder = try Folder()
        let path = try MigrationTests.gradebook(of: version, in: folder)
        let store = try ProgressStore(path: path)
        #expect(try store.settings()["user_version"] == "\(ProgressStore.version)")
        let answers = try store.queue.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT st.id, s.pupil, p.name, a.exercise, a.answer, a.verdict, a.number, a.hints, a.confidence,
                           st.wall_ms, st.at_ns, st.body
                    FROM attempt a JOIN statement st ON st.seq = a.statement JOIN session s ON s.seq = a.session
                    JOIN pupil p ON p.id = s.pupil ORDER BY a.statement
                    """)
        }
        #expect(answers.map { $0[0] as String }.map { $0.suffix(1) } == ["a", "b", "c", "d"])
        #expect(answers.map { $0[1] as String } == ["p-maya", "p-maya", "p-maya", "guest"])
        #expect(answers.map { $0[2] as String? } == ["Maya", "Maya", "Maya", nil])
        #expect(answers.map { $0[4] as String } == ["two", "five", "three 'n a half; drei", "one"])
        #expect(answers.map { $0[5] as String } == ["right", "wrong", "right", "right"])
        #expect(answers.map { $0[8] as Double? } == [0.9, 0.5, nil, 0.8])
        #expect(answers.map { $0[9] as Int64? } == [1_772_442_011_412, 1_772_442_015_412, 1_772_442_018_412, nil])
        for row in answers {
            let statement = try Statements.Statement(json: row[11])
            #expect(statement.verb == .answered && statement.result?.response == row[4] as String)
        }
        // They wait to be sent, and they count.
        let waiting = try store.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM outbox") ?? 0 }
        #expect(waiting >= 4)
        #expect(try store.skills(of: "p-maya")[SkillKey(lesson: "sums", objective: "add")]?.tries == 3)
        let turns = try store.queue.read { try Row.fetchAll($0, sql: "SELECT * FROM turn") }
        #expect(turns.count == 1 && turns[0]["press_to_lamp_ms"] as Double? == (version >= 2 ? 7.5 : nil))
        let kept = try store.queue.read { db in
            try ["spending", "incident", "forgotten"].map { try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0)") }
        }
        #expect(kept == (version >= 2 ? [1, 1, 1] : [0, 0, 0]))
        #expect(try store.queue.read { try Row.fetchAll($0, sql: "PRAGMA foreign_key_check") }.isEmpty)
        try store.close()
        // For whoever has to go back to the program before.
        let copy = try DatabaseQueue(path: Backups(of: path).files[0])
        #expect(try copy.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == version)
        #expect(try copy.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM attempt") } == 4)
        // Opened again it is as it is.
        #expect(try ProgressStore(path: path).answerCount() == 4)
        #expect(Backups(of: path).copies.count == 1)
    }

    @Test(arguments: 1..<ProgressStore.version)
    func `an older copy takes the place of a broken gradebook`(version: Int) throws {
        let folder = try Folder()
        let path = try MigrationTests.gradebook(of: version, in: folder)
        try FileManager.default.moveItem(atPath: path, toPath: Backups(of: path).files[0])
        try Data("no database at all".utf8).write(to: URL(filePath: path))
        let (store, restoration) = try Backups.open(path: path, origin: Origin(), now: nil)
        #expect(restoration != nil)
        #expect(try store.answerCount() == 4)
    }
}
