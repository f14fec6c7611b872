import Foundation
import GRDB
import Lessons
import Statements
import Testing

@testable import Gradebook

@Suite struct OutboxTests {
    private func filled(_ folder: Folder, _ answers: Int, length: Int = 10) throws -> ProgressStore {
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero, wall: Samples.morning)
        for number in 0..<answers {
            try store.record(
                Samples.attempt(answer: String(repeating: "x", count: length)), in: session, at: .seconds(number),
                wall: Samples.morning)
        }
        return store
    }

    @Test func `a batch is the same again, also after a power cut`() throws {
        let folder = try Folder()
        let store = try filled(folder, 20)
        let batch = try #require(try store.nextBatch())
        #expect(batch.ids.count == 21 && batch.tries == 0)
        try store.countTry(of: batch.number)
        // What comes later is no part of it.
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero, wall: Samples.morning)
        try store.record(Samples.attempt(), in: session, at: .zero, wall: Samples.morning)
        let again = try #require(try ProgressStore(path: folder.path()).nextBatch())
        #expect(again.json == batch.json && again.number == batch.number && again.tries == 1)
        #expect((try JSONSerialization.jsonObject(with: Data(batch.json.utf8)) as? [Any])?.count == 21)
        try store.markSent(batch.number, at: Samples.morning)
        let next = try #require(try store.nextBatch())
        #expect(Set(next.ids).isDisjoint(with: batch.ids))
        #expect(try store.outboxState().lastSent == Samples.morning)
    }

    @Test func `a batch has its bounds, and halves stay in their order`() throws {
        let folder = try Folder()
        let store = try filled(folder, 1_300, length: 20)
        var seen: [StatementID] = []
        var sizes: [Int] = []
        while let batch = try store.nextBatch() {
            if batch.ids.count > 200 {
                try store.split(batch.number)
                continue
            }
            #expect(batch.json.utf8.count <= 1_000_000)
            sizes.append(batch.ids.count)
            seen += batch.ids
            try store.markSent(batch.number, at: nil)
        }
        let all = try store.queue.read { try String.fetchAll($0, sql: "SELECT id FROM statement ORDER BY seq") }
        #expect(seen.map(\.rawValue) == all)
        #expect(sizes.allSatisfy { $0 <= 200 })
    }

    @Test func `what is refused is set aside with its reason, and comes back when it is asked for`() throws {
        let folder = try Folder()
        let store = try filled(folder, 3)
        while let batch = try store.nextBatch(), batch.ids.count > 1 { try store.split(batch.number) }
        let bad = try #require(try store.nextBatch())
        try store.quarantine(bad.number, reason: "refused (400): no\0verb")
        #expect(try store.quarantined() == [QuarantinedStatement(id: bad.ids[0], reason: "refused (400): noverb")])
        #expect(try store.nextBatch()?.ids != bad.ids)
        #expect(try store.outboxState().quarantined == 1 && store.outboxState().waiting == 3)
        #expect(try store.retryQuarantined() == 1)
        #expect(try store.outboxState().waiting == 4)
    }

    @Test func `what has no time waits for it`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        try store.record(Samples.attempt(), in: session, at: .seconds(5))
        #expect(try store.nextBatch() == nil)
        #expect(try store.outboxState().withoutTime == 2 && store.outboxState().waiting == 0)
        try store.stamp(Samples.morning, at: .seconds(9), boot: Samples.boot)
        #expect(try store.nextBatch()?.ids.count == 2)
    }

    @Test func `a batch that was erased leaves nothing, and its number is not given again`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let pupil = try store.addPupil(name: nil)
        let session = try store.startSession(
            of: pupil, lesson: "sums", boot: Samples.boot, at: .zero, wall: Samples.morning)
        try store.record(Samples.attempt(), in: session, at: .seconds(1), wall: Samples.morning)
        let batch = try #require(try store.nextBatch())
        _ = try store.erase(pupil)
        // What becomes of the request that is under way does no harm.
        try store.split(batch.number)
        try store.quarantine(batch.number, reason: "refused")
        #expect(try store.outboxState().quarantined == 0)
        _ = try store.nextBatch()
        _ = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero, wall: Samples.morning)
        let next = try #require(try store.nextBatch())
        #expect(next.number > batch.number && next.ids.count == 1)
        _ = try store.erase(.guest)
        #expect(try store.nextBatch() == nil)
        #expect(try store.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM batch") } == 0)
    }

    @Test func `a void is sent after what it is of`() throws {
        let folder = try Folder()
        let store = try filled(folder, 3)
        let pupil = try store.addPupil(name: nil)
        let session = SessionID(
            rawValue: try #require(try store.queue.read { try String.fetchOne($0, sql: "SELECT id FROM session") }))
        try store.endSession(session, at: .seconds(9), wall: Samples.morning)
        try store.move(session, to: pupil)
        var ids: [StatementID] = []
        while let batch = try store.nextBatch() {
            if batch.ids.count > 2 {
                try store.split(batch.number)
                continue
            }
            for (id, body) in zip(batch.ids, batch.bodies) {
                let statement = try Statements.Statement(json: body)
                if case .statement(let target) = statement.object { #expect(ids.contains(target)) }
                ids.append(id)
            }
            try store.markSent(batch.number, at: nil)
        }
        #expect(ids.count > 8)
    }
}
