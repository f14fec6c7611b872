import Foundation
import GRDB
import Gradebook
import Lessons
import Statements
import Testing

@Suite struct ProgressStoreTests {
    @Test func `the settings that durability needs are on, read back from SQLite`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let settings = try store.settings()
        #expect(settings["journal_mode"] == "wal")
        #expect(settings["synchronous"] == "2")
        #expect(settings["foreign_keys"] == "1")
        #expect(settings["secure_delete"] == "1")
        #expect(settings["journal_size_limit"] == "4194304")
        #expect(settings["user_version"] == "3")
        // Again after a second opening, when the log is on already.
        try store.close()
        #expect(try ProgressStore(path: folder.path()).settings()["synchronous"] == "2")
    }

    @Test func `an answer comes back as it was given, also after opening again`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(
            lesson: "sums", boot: Samples.boot, at: .seconds(5), wall: Samples.morning)
        let attempts = [
            Samples.attempt(answer: "två 🦊 \"quoted\"\nline", .wrong, confidence: nil),
            Samples.attempt(number: 2, hints: 1, confidence: 0.25),
        ]
        var ids: [StatementID] = []
        for attempt in attempts {
            ids.append(try store.record(attempt, in: session, at: .seconds(6), wall: Samples.morning))
        }
        try store.endSession(session, at: .seconds(9), wall: Samples.morning)
        // As after a power cut: not closed.
        let again = try ProgressStore(path: folder.path())
        let answers = try again.report().answers
        #expect(answers.map(\.attempt) == attempts)
        #expect(answers.map(\.id) == ids)
        #expect(answers.allSatisfy { $0.session == session && $0.pupil == .guest && $0.time == Samples.morning })
        #expect(
            ids.allSatisfy {
                $0.rawValue.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil
            })
    }

    @Test func `what makes no sense is not kept`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        for attempt in [
            Samples.attempt("a", .unclear), Samples.attempt(number: 0), Samples.attempt(hints: -1),
            Samples.attempt(confidence: 1.5), Samples.attempt(confidence: .nan),
        ] {
            #expect(throws: GradebookError.self) { try store.record(attempt, in: session, at: .zero) }
        }
        #expect(throws: GradebookError.unknownSession("none")) {
            try store.record(Samples.attempt(), in: "none", at: .zero)
        }
        #expect(throws: GradebookError.unknownPupil("nobody")) {
            try store.startSession(of: "nobody", lesson: "sums", boot: Samples.boot, at: .zero)
        }
        #expect(throws: GradebookError.unknownPupil("nobody")) { try store.report(of: "nobody") }
        #expect(try store.answerCount() == 0)
    }

    @Test func `an answer of any length or bytes is kept, capped`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        try store.record(
            Samples.attempt(answer: String(repeating: "la ", count: 5_000)), in: session, at: .zero)
        try store.record(Samples.attempt(answer: "a\0b'; DROP TABLE attempt; --"), in: session, at: .zero)
        try store.record(
            Samples.attempt(answer: "e" + String(repeating: "\u{301}", count: 5_000)), in: session, at: .zero)
        try store.record(Samples.attempt(answer: "\0"), in: session, at: .zero)
        let answers = try store.report().answers.map(\.attempt.answer)
        #expect(answers.map(\.count) == [500, 27, 0, 0])
        #expect(answers[1] == "ab'; DROP TABLE attempt; --")
    }

    @Test func `latencies of turns are kept`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        let turn = Turn(
            number: 1, outcome: .answered, releaseToCommit: .microseconds(12_500),
            releaseToAudible: .milliseconds(431))
        try store.recordTurn(turn, in: session, at: .seconds(3))
        #expect(throws: GradebookError.self) {
            try store.recordTurn(Turn(number: 0, outcome: .failed), in: session, at: .zero)
        }
        try store.close()
        let row = try DatabaseQueue(path: folder.path()).read { db in
            try Row.fetchOne(
                db, sql: "SELECT release_to_commit_ms, release_to_first_audio_ms, release_to_audible_ms FROM turn")
        }
        #expect(row?[0] == 12.5)
        #expect(row?[1] == nil as Double?)
        #expect(row?[2] == 431.0)
    }

    @Test func `pupils have random accounts and do not mix`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let maya = try store.addPupil(name: "Maya")
        let tom = try store.addPupil(name: nil)
        #expect(maya != tom && !maya.rawValue.lowercased().contains("maya"))
        for (pupil, answer) in [(maya, "m"), (tom, "t"), (.guest, "g")] {
            let session = try store.startSession(of: pupil, lesson: "sums", boot: Samples.boot, at: .zero)
            try store.record(Samples.attempt(answer: answer), in: session, at: .zero)
        }
        #expect(try store.report().pupils.map(\.title) == ["Maya", tom.rawValue, "guest"])
        #expect(try store.report(of: maya).answers.map(\.attempt.answer) == ["m"])
    }

    @Test func `a cancelled task does not take an answer back`() async throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let session = try await Task { () throws -> SessionID in
            try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        }.value
        let tasks = (0..<20).map { number in
            Task {
                // Cancelled before it begins and while it waits.
                withUnsafeCurrentTask { $0?.cancel() }
                try await store.record(Samples.attempt(number: number + 1), in: session, at: .zero)
            }
        }
        for task in tasks {
            task.cancel()
            _ = try await task.value
        }
        #expect(try store.answerCount() == 20)
    }

    @Test func `many writers and readers at once lose nothing`() async throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let session = try await Task { () throws -> SessionID in
            try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        }.value
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    for number in 1...10 {
                        try await store.record(
                            Samples.attempt(ExerciseID(rawValue: "e\(writer)"), number: number), in: session,
                            at: .seconds(number))
                    }
                }
                group.addTask {
                    var count = 0
                    for _ in 0..<10 {
                        let next = try store.report().answers.count
                        #expect(next >= count)
                        count = next
                    }
                }
            }
            try await group.waitForAll()
        }
        let answers = try store.report().answers
        #expect(answers.count == 40)
        #expect(Set(answers.map(\.id)).count == 40)
    }

    @Test func `a second program reads while the tutor writes`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        try store.record(Samples.attempt(), in: session, at: .zero)
        let reader = try ProgressStore(path: folder.path(), access: .readOnly)
        #expect(try reader.answerCount() == 1)
        try store.record(Samples.attempt(), in: session, at: .zero)
        #expect(try reader.answerCount() == 2)
        #expect(throws: GradebookError.readOnly(path: folder.path())) {
            try reader.record(Samples.attempt(), in: session, at: .zero)
        }
    }
}
