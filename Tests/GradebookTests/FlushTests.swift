import Foundation
import GRDB
import Lessons
import Statements
import TestSupport
import Testing

@testable import Gradebook

/// What an answer costs the card: one flush of the log, however much hangs on the answer.
@Suite struct FlushTests {
    private static func wall(_ day: Int, _ second: Int) -> WallTime {
        WallTime(milliseconds: Samples.morning.milliseconds + Int64(day) * Samples.day + Int64(second) * 1_000)
    }

    @Test func `each answer of a long day is one flush of the log, and none of the database`() throws {
        let disk = try VolatileDisk(seed: 1)
        let store = try ProgressStore(path: disk.gradebook)
        defer { try? store.close() }
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero, wall: Samples.morning)
        var answers: [Int: Int] = [:]
        var hints: [Int: Int] = [:]
        var (ofDatabase, writtenBack) = (0, 0)
        let count = 1_500
        for number in 0..<count {
            // A minute has some answers in it; now and then what waits is sent.
            let (at, time) = (Duration.seconds(number * 6), FlushTests.wall(0, number * 6))
            let verdict: Verdict = number % 3 == 0 ? .wrong : .right
            let attempt = Samples.attempt(
                ExerciseID(rawValue: "e\(number % 30)"), answer: String(repeating: "x", count: number % 200),
                verdict)
            let before = disk.flushes
            try store.record(attempt, in: session, at: at, wall: time)
            answers[disk.flushes.ofLog - before.ofLog, default: 0] += 1
            ofDatabase += disk.flushes.ofOthers - before.ofOthers
            if verdict == .wrong {
                let before = disk.flushes
                try store.recordHint(1, on: attempt.exercise, "add", in: session, at: at, wall: time)
                hints[disk.flushes.ofLog - before.ofLog, default: 0] += 1
            }
            if number % 10 == 9 {
                let before = disk.flushes.ofOthers
                try store.continueSession(session, at: at, wall: time)
                writtenBack += disk.flushes.ofOthers > before ? 1 : 0
            }
            if number % 400 == 399, let batch = try store.nextBatch() {
                try store.markSent(batch.number, at: time)
            }
        }
        print("flushes: answers \(answers), hints \(hints), the log written back \(writtenBack) times")
        #expect(answers == [1: count])
        #expect(hints == [1: count / 3])
        #expect(ofDatabase == 0)
        // Every few minutes, in the sitting's own note that it goes on.
        #expect((20...60).contains(writtenBack), "\(writtenBack)")
    }

    @Test func `an answer that nobody notes a minute for pays for the log twice in a hundred times at the most`() throws
    {
        let disk = try VolatileDisk(seed: 2)
        let store = try ProgressStore(path: disk.gradebook)
        defer { try? store.close() }
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero, wall: Samples.morning)
        var more = 0
        let before = disk.flushes
        for number in 0..<1_000 {
            let before = disk.flushes
            try store.record(
                Samples.attempt(answer: "\(number)"), in: session, at: .seconds(number),
                wall: FlushTests.wall(0, number)
            )
            let after = disk.flushes
            more += after.ofLog + after.ofOthers > before.ofLog + before.ofOthers + 1 ? 1 : 0
        }
        let all = disk.flushes.ofLog + disk.flushes.ofOthers - before.ofLog - before.ofOthers
        print("flushes: \(all) for 1000 answers, \(more) of them with more than one")
        #expect(more <= 20 && all <= 1_050, "\(more), \(all)")
    }

    /// One answer before a skill is mastered.
    private static func almostMastered() throws -> Folder {
        let folder = try Folder(inMemory: true)
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero, wall: Samples.morning)
        for number in 0..<6 {
            let exercise = ExerciseID(rawValue: ["a", "b", "c"][number % 3])
            try store.record(
                Samples.attempt(exercise), in: session, at: .seconds(number), wall: FlushTests.wall(0, number))
        }
        try store.close()
        return folder
    }

    @Test func `an answer that brings mastery is one flush, and is told whole or not at all`() throws {
        let folder = try FlushTests.almostMastered()
        var cut = 0
        var (whole, none) = (0, 0)
        while true {
            let disk = try VolatileDisk(seed: UInt64(cut), with: folder)
            let store = try ProgressStore(path: disk.gradebook)
            defer { try? store.close() }
            // The sitting was ended at this start.
            let next = try store.startSession(
                lesson: "sums", boot: "boot-2", at: .zero, wall: FlushTests.wall(1, 0))
            let image = try Folder(inMemory: true)
            disk.cut(after: cut, to: image)
            let before = disk.flushes
            try store.record(Samples.attempt("a"), in: next, at: .seconds(1), wall: FlushTests.wall(1, 1))
            #expect(disk.flushes.ofLog == before.ofLog + 1 && disk.flushes.ofOthers == before.ofOthers)
            guard disk.cuts > 0 else { break }
            let found = try ProgressStore(path: image.path())
            defer { try? found.close() }
            let counts = try found.queue.read { db in
                try ["answered", "mastered"].map {
                    try Int.fetchOne(db, sql: "SELECT count(*) FROM statement WHERE verb = ?", arguments: [$0]) ?? 0
                } + [try Int.fetchOne(db, sql: "SELECT count(*) FROM attempt") ?? 0]
            }
            #expect(counts == [7, 1, 7] || counts == [6, 0, 6], "cut \(cut): \(counts)")
            whole += counts[1]
            none += 1 - counts[1]
            cut += 1
        }
        #expect(cut >= 4 && none >= 1, "\(cut) places to cut, \(whole) whole, \(none) not there")
    }
}
