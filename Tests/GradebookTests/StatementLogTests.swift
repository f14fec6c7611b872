import Foundation
import GRDB
import Lessons
import Mastery
import Realtime
import Statements
import Testing

@testable import Gradebook

/// The log of statements: what goes in, what is told again, what is gone for good.
@Suite struct StatementLogTests {
    struct Logged {
        var seq: Int64
        var verb: String
        var statement: Statements.Statement
        var isVoid: Bool
        var waits: Bool
    }

    static func log(_ store: ProgressStore) throws -> [Logged] {
        try store.queue.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT seq, verb, body, EXISTS (SELECT 1 FROM void WHERE statement = seq),
                           EXISTS (SELECT 1 FROM outbox WHERE statement = seq) FROM statement ORDER BY seq
                    """
            ).map {
                Logged(
                    seq: $0[0], verb: $0[1], statement: try Statements.Statement(json: $0[2]), isVoid: $0[3],
                    waits: $0[4])
            }
        }
    }

    @Test func `a sitting is told from its beginning to its end, each with its number`() throws {
        let folder = try Folder()
        let store = try ProgressStore(
            path: folder.path(), origin: Origin(home: "https://school.example/x", device: "k1"))
        let maya = try store.addPupil(name: "Maya")
        let session = try store.startSession(
            of: maya, lesson: "sums", language: "en", boot: Samples.boot, at: .seconds(1), wall: Samples.morning)
        try store.record(
            Samples.attempt("a", .wrong), in: session, at: .seconds(3), wall: Samples.morning)
        try store.endSession(session, at: .seconds(61), wall: Samples.morning)
        let log = try StatementLogTests.log(store)
        #expect(log.map(\.verb) == ["initialized", "answered", "terminated"])
        #expect(log.allSatisfy { $0.waits && !$0.isVoid && StatementFaults.none($0.statement.json) })
        #expect(log.map { $0.statement.context.extensions["https://school.example/x/ext/seq"] } == [1, 2, 3])
        #expect(log[2].statement.result?.durationMilliseconds == 60_000)
        #expect(Set(log.map(\.statement.context.registration)).count == 1)
        #expect(log.allSatisfy { $0.statement.actor.name == maya.rawValue && !$0.statement.json.contains("Maya") })
    }

    @Test func `a sitting that the power cut ended is told to be abandoned`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .seconds(1), wall: Samples.morning)
        try store.continueSession(session, at: .seconds(31), wall: Samples.morning)
        // As after a power cut: not closed.
        let again = try ProgressStore(path: folder.path())
        let log = try StatementLogTests.log(again)
        #expect(log.map(\.verb) == ["initialized", "abandoned"])
        #expect(log[1].statement.result?.durationMilliseconds == 30_000)
        let third = try ProgressStore(path: folder.path())
        #expect(try StatementLogTests.log(third).count == 2)
    }

    @Test func `mastery is told when it is reached, and when it is lost`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero, wall: Samples.morning)
        func answer(_ exercise: ExerciseID, _ verdict: Verdict, day: Int64) throws {
            try store.record(
                Samples.attempt(exercise, verdict), in: session, at: .zero,
                wall: WallTime(milliseconds: Samples.morning.milliseconds + day * Samples.day))
        }
        for exercise in ["a", "b", "c", "d"] { try answer(ExerciseID(rawValue: exercise), .right, day: 0) }
        for exercise in ["a", "b", "c", "d"] { try answer(ExerciseID(rawValue: exercise), .right, day: 1) }
        #expect(try StatementLogTests.log(store).count { $0.verb == "mastered" } == 1)
        for exercise in ["a", "b", "c", "d"] { try answer(ExerciseID(rawValue: exercise), .wrong, day: 2) }
        #expect(try StatementLogTests.log(store).count { $0.verb == "progressed" } == 1)
        #expect(try StatementLogTests.log(store).count { $0.verb == "mastered" } == 1)
    }

    @Test func `a sitting that was somebody else's is voided and told again of who it was`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let maya = try store.addPupil(name: "Maya")
        let tom = try store.addPupil(name: "Tom")
        let session = try store.startSession(
            of: maya, lesson: "sums", boot: Samples.boot, at: .zero, wall: Samples.morning)
        for exercise in ["a", "b", "c"] {
            try store.record(
                Samples.attempt(ExerciseID(rawValue: exercise)), in: session, at: .seconds(1), wall: Samples.morning)
        }
        #expect(throws: GradebookError.self) { try store.move(session, to: tom) }
        try store.endSession(session, at: .seconds(9), wall: Samples.morning)
        let before = try StatementLogTests.log(store)
        let moved = try store.move(session, to: tom)
        let log = try StatementLogTests.log(store)
        #expect(log.prefix(before.count).map(\.statement) == before.map(\.statement))
        #expect(log.prefix(before.count).allSatisfy { $0.isVoid })
        let voids = log.filter { $0.verb == "voided" }
        #expect(Set(voids.map(\.statement.object)) == Set(before.map { .statement($0.statement.id) }))
        let told = log.dropFirst(before.count).filter { $0.verb != "voided" }
        #expect(told.map(\.verb) == before.map(\.verb))
        #expect(told.allSatisfy { $0.statement.actor.name == tom.rawValue && $0.waits && !$0.isVoid })
        #expect(told.map(\.statement.timestamp) == before.map(\.statement.timestamp))
        #expect(Set(told.map(\.statement.id)).isDisjoint(with: before.map(\.statement.id)))
        #expect(log.allSatisfy { StatementFaults.none($0.statement.json) })
        // Reports and memory follow.
        #expect(try store.skills(of: maya).isEmpty)
        #expect(try store.report(of: tom).answers.count == 3)
        #expect(try store.report(of: tom).answers.allSatisfy { $0.session == moved })
        #expect(try store.report(of: maya).answers.isEmpty)
        #expect(throws: GradebookError.unknownPupil("nobody")) { try store.move(moved, to: "nobody") }
    }

    @Test func `an erased pupil leaves no byte behind, and does not come back`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let name = "Xaver-Quillfeder"
        let gone = try store.addPupil(name: name)
        let stays = try store.addPupil(name: "Maya")
        var ids: [String] = []
        for round in 0..<30 {
            for pupil in [gone, stays] {
                let session = try store.startSession(
                    of: pupil, lesson: "sums", boot: Samples.boot, at: .zero, wall: Samples.morning)
                for number in 1...5 {
                    let answer = pupil == gone ? "zyxwv\(round)-\(number)" : "kept\(round)-\(number)"
                    let id = try store.record(
                        Samples.attempt(answer: answer, number: number), in: session, at: .zero, wall: Samples.morning)
                    if pupil == gone { ids.append(id.rawValue) }
                }
                try store.endSession(session, at: .seconds(9), wall: Samples.morning)
                if pupil == gone { ids.append(session.rawValue) }
            }
        }
        let erasure = try store.erase(gone)
        #expect(erasure == ProgressStore.Erasure(statements: 210, unsent: 210, sittings: 30))
        #expect(try store.isErased(gone))
        #expect(try !store.isErased(stays))
        #expect(throws: GradebookError.unknownPupil(gone)) { try store.erase(gone) }
        for file in try FileManager.default.contentsOfDirectory(at: folder.url, includingPropertiesForKeys: nil) {
            let bytes = try Data(contentsOf: file)
            for word in [name, gone.rawValue, "zyxwv"] + ids {
                #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) is left in \(file.lastPathComponent)")
            }
        }
        #expect(try store.report(of: stays).answers.count == 150)
    }

    @Test func `rows to count by are what the statements say`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path(), origin: Origin(home: "https://s.example"))
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero, wall: Samples.morning)
        let attempt = Attempt(
            lesson: "sums", exercise: "a", objective: "add", answer: "två 🦊", verdict: .wrong, number: 2, hints: 1,
            confidence: 0.25, expected: ["2"], choices: 3, spentMilliseconds: 6_420)
        try store.record(attempt, in: session, at: .zero, wall: Samples.morning)
        let told = try #require(try StatementLogTests.log(store).last?.statement)
        #expect(told.result?.response == "två 🦊" && told.result?.success == false)
        #expect(told.result?.durationMilliseconds == 6_420)
        #expect(told.context.extensions["https://s.example/ext/try"] == 2)
        #expect(told.context.extensions["https://s.example/ext/choices"] == 3)
        guard case .activity(let item) = told.object else { Issue.record("no activity"); return }
        #expect(item.id == "https://s.example/item/sums/a" && item.correctResponses == ["2"])
    }
}
