import Foundation
import GRDB
import Lessons
import Mastery
import Statements
import TestSupport
import Testing

@testable import Gradebook

/// Sittings that were another pupil's: what they leave behind, and with whom.
@Suite struct MovingTests {
    private let folder: Folder
    private let store: ProgressStore
    private let maya: PupilID
    private let tom: PupilID

    init() throws {
        folder = try Folder()
        store = try ProgressStore(path: folder.path())
        maya = try store.addPupil(name: "Maya")
        tom = try store.addPupil(name: "Tom")
    }

    private func sitting(
        of pupil: PupilID, day: Int64 = 0, _ answer: String = "two", _ verdict: Verdict = .right,
        _ exercises: [ExerciseID] = ["a", "b", "c", "d"]
    ) throws -> SessionID {
        let wall = WallTime(milliseconds: Samples.morning.milliseconds + day * Samples.day)
        let session = try store.startSession(of: pupil, lesson: "sums", boot: Samples.boot, at: .zero, wall: wall)
        for exercise in exercises {
            try store.record(
                Samples.attempt(exercise, answer: answer, verdict), in: session, at: .seconds(1), wall: wall)
        }
        try store.endSession(session, at: .seconds(9), wall: wall)
        return session
    }

    private func told(_ verb: String, of pupil: PupilID) throws -> Int {
        try StatementLogTests.log(store).count {
            $0.verb == verb && !$0.isVoid && $0.statement.actor.name == pupil.rawValue
        }
    }

    @Test func `a sitting that was given away is not listed, and cannot be given away again`() throws {
        let session = try sitting(of: maya)
        let moved = try store.move(session, to: tom)
        #expect(try store.sittings().map(\.id) == [moved])
        #expect(try store.sittings(of: maya).isEmpty)
        let before = try StatementLogTests.log(store).count
        for pupil in [maya, tom, .guest] {
            #expect(throws: GradebookError.self) { try store.move(session, to: pupil) }
        }
        #expect(try StatementLogTests.log(store).count == before)
        // Back, and to a guest, it is what it is now that is moved.
        let back = try store.move(moved, to: maya)
        let guests = try store.move(back, to: .guest)
        #expect(try store.sittings().map(\.id) == [guests])
        #expect(try store.report(of: .guest).answers.count == 4)
        #expect(try store.report(of: maya).answers.isEmpty && store.report(of: tom).answers.isEmpty)
    }

    @Test func `the newest sitting is the one that was held last, not the one that was moved last`() throws {
        let first = try sitting(of: maya, day: 0)
        let second = try sitting(of: tom, day: 1)
        let moved = try store.move(first, to: tom)
        #expect(try store.sittings().map(\.id) == [second, moved])
        #expect(try store.sittings(of: tom, limit: 1).map(\.id) == [second])
    }

    @Test func `nothing of a sitting that was another's comes into a lesson`() throws {
        let session = try sitting(of: maya, "toms-words", .wrong)
        _ = try store.move(session, to: tom)
        #expect(try store.recollection(of: maya, now: Samples.morning) == nil)
        #expect(try store.recollection(of: tom, now: Samples.morning)?.mistakes.first?.answer == "toms-words")
        // A sitting of before does not become the last one.
        let later = try sitting(of: tom, day: 3, "later", .wrong)
        _ = try store.move(try sitting(of: maya, day: 1, "earlier", .wrong), to: tom)
        #expect(
            try store.recollection(of: tom, now: Samples.morning)?.mistakes.map(\.answer) == [
                "later", "later", "later",
            ])
        #expect(try store.sittings(of: tom).first?.id == later)
    }

    @Test func `a batch that was fixed before goes as it was, and the voids after it`() throws {
        let session = try sitting(of: maya)
        let batch = try #require(try store.nextBatch())
        let moved = try store.move(session, to: tom)
        #expect(try store.nextBatch() == batch)
        try store.markSent(batch.number, at: nil)
        let next = try #require(try store.nextBatch())
        #expect(next.bodies.count { $0.contains("/voided") } == batch.ids.count)
        #expect(next.bodies.count { $0.contains(tom.rawValue) } == batch.ids.count)
        #expect(moved != session)
    }

    @Test func `mastery that a moved sitting brought or took is told, of both`() throws {
        _ = try sitting(of: maya, day: 0)
        let second = try sitting(of: maya, day: 1)
        _ = try sitting(of: maya, day: 2)
        #expect(try told("mastered", of: maya) == 1)
        // It was told in the second sitting; with the first and the third it stands all the same.
        _ = try store.move(second, to: tom)
        #expect(try told("mastered", of: maya) == 1 && told("progressed", of: maya) == 0)
        #expect(try told("mastered", of: tom) == 0)
        // Without the third it does not, and with it Tom's does.
        let third = try #require(try store.sittings(of: maya).first)
        _ = try store.move(third.id, to: tom)
        #expect(try told("mastered", of: tom) == 1)
        #expect(try told("mastered", of: maya) == 0)
    }

    @Test func `mastery that is known once the clock is set is told then`() throws {
        let session = try store.startSession(of: maya, lesson: "sums", boot: Samples.boot, at: .zero)
        for (index, exercise) in ["a", "b", "c", "a", "b", "c"].enumerated() {
            try store.record(
                Samples.attempt(ExerciseID(rawValue: exercise)), in: session, at: .seconds(index * 3_600 * 6))
        }
        #expect(try told("mastered", of: maya) == 0)
        try store.stamp(Samples.morning, at: .seconds(200_000), boot: Samples.boot)
        #expect(try told("mastered", of: maya) == 1)
    }

    @Test func `erasing a pupil takes what was taken for another's at first, and leaves the voids of what was sent`()
        throws
    {
        // Sent as Maya's, then found to be Tom's by way of a guest; another was never sent.
        let sent = try sitting(of: maya, "quillfeder-1")
        let batch = try #require(try store.nextBatch())
        try store.markSent(batch.number, at: nil)
        _ = try store.move(try store.move(sent, to: .guest), to: tom)
        _ = try store.move(try sitting(of: maya, day: 1, "quillfeder-2"), to: tom)
        let mayas = try sitting(of: maya, day: 2, "kept")
        _ = try store.erase(tom)
        let log = try StatementLogTests.log(store)
        #expect(log.allSatisfy { !$0.statement.json.contains("quillfeder") })
        let voided = Set(log.filter { $0.verb == "voided" }.map(\.statement.object))
        #expect(voided == Set(batch.ids.map { .statement($0) }))
        #expect(log.filter { $0.verb == "voided" }.allSatisfy { $0.waits })
        #expect(try store.sittings().map(\.id) == [mayas])
        for file in try FileManager.default.contentsOfDirectory(at: folder.url, includingPropertiesForKeys: nil) {
            #expect(try Data(contentsOf: file).range(of: Data("quillfeder".utf8)) == nil)
        }
    }

    private static func bodies(_ store: ProgressStore, of pupils: Set<String>) throws -> [String] {
        try store.queue.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT s.pupil, st.body FROM statement st JOIN session s ON s.seq = st.session ORDER BY st.seq"
            ).filter { pupils.contains($0[0]) }.map { $0[1] }
        }
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `an erased pupil leaves no shreds where pages were spread anew`(seed: UInt64) throws {
        let folder = try Folder(inMemory: true)
        let store = try ProgressStore(path: folder.path())
        var numbers = SplitMix(seed: seed)
        let pupils = try (0..<12).map { _ in try store.addPupil(name: nil) }
        for round in 0..<40 {
            let pupil = pupils[Int.random(in: 0..<12, using: &numbers)]
            let boot = BootID(rawValue: "boot-\(round)")
            let session = try store.startSession(of: pupil, lesson: "sums", boot: boot, at: .zero)
            for _ in 0..<5 {
                let length = Int.random(in: 1...400, using: &numbers)
                try store.record(
                    Samples.attempt(
                        ExerciseID(rawValue: "e\(Int.random(in: 0..<20, using: &numbers))"),
                        objective: ObjectiveID(rawValue: "o\(Int.random(in: 0..<9, using: &numbers))"),
                        answer: pupil.rawValue + String(repeating: "x", count: length)),
                    in: session, at: .seconds(1))
            }
            try store.endSession(session, at: .seconds(9))
            if round % 10 == 9 {
                try store.stamp(
                    WallTime(milliseconds: Samples.morning.milliseconds + Int64(round) * Samples.day), at: .seconds(60),
                    boot: boot)
            }
        }
        for (index, pupil) in pupils.enumerated() {
            let others = Set(pupils[(index + 1)...].map(\.rawValue))
            let before = try MovingTests.bodies(store, of: others)
            _ = try store.erase(pupil)
            #expect(try MovingTests.bodies(store, of: others) == before)
            #expect(try store.queue.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") } == ["ok"])
            for file in try FileManager.default.contentsOfDirectory(at: folder.url, includingPropertiesForKeys: nil) {
                #expect(try Data(contentsOf: file).range(of: Data(pupil.rawValue.utf8)) == nil)
            }
        }
    }

    @Test func `a pupil who is erased in the midst of a sitting is gone, and the sitting with the pupil`() throws {
        let session = try store.startSession(of: maya, lesson: "sums", boot: Samples.boot, at: .zero)
        try store.record(Samples.attempt(), in: session, at: .seconds(1))
        _ = try store.erase(maya)
        #expect(throws: GradebookError.unknownSession(session)) {
            try store.record(Samples.attempt(), in: session, at: .seconds(2))
        }
        try store.continueSession(session, at: .seconds(3))
        #expect(throws: GradebookError.unknownSession(session)) { try store.endSession(session, at: .seconds(4)) }
        #expect(throws: GradebookError.unknownPupil(maya)) {
            try store.startSession(of: maya, lesson: "sums", boot: Samples.boot, at: .zero)
        }
        #expect(try store.answerCount() == 0)
    }

    @Test func `an erasure that was cut short, or could not empty the log, is finished at the next start`() throws {
        _ = try sitting(of: maya, "quillfeder")
        try Backups(of: store.path).make()
        let backups = Backups(of: store.path).files.filter { FileManager.default.fileExists(atPath: $0) }
        #expect(!backups.isEmpty)
        // Somebody reads for long.
        var configuration = Configuration()
        configuration.readonly = true
        configuration.allowsUnsafeTransactions = true
        let reader = try DatabaseQueue(path: store.path, configuration: configuration)
        try reader.inDatabase { db in
            try db.execute(sql: "BEGIN; SELECT count(*) FROM statement")
        }
        try store.queue.inDatabase { try $0.execute(sql: "PRAGMA busy_timeout = 10") }
        let error = #expect(throws: GradebookError.self) { try store.erase(maya) }
        guard case .refused = error else { Issue.record("\(String(describing: error))"); return }
        #expect(try store.isErased(maya) && store.isErasing())
        #expect(backups.allSatisfy { !FileManager.default.fileExists(atPath: $0) })
        try reader.inDatabase { try $0.execute(sql: "COMMIT") }
        try reader.close()
        // As after a power cut: not closed.
        let again = try ProgressStore(path: store.path)
        #expect(try !again.isErasing())
        for file in try FileManager.default.contentsOfDirectory(at: folder.url, includingPropertiesForKeys: nil) {
            #expect(try Data(contentsOf: file).range(of: Data("quillfeder".utf8)) == nil, "\(file.lastPathComponent)")
        }
    }
}
