import Appliance
import Foundation
import Gradebook
import Lessons
import Realtime
import RealtimeSocket
import Statements
import Sync
import Synchronization
import Testing

/// What every place that statements go to has in common.
@Suite struct SyncServiceTests {
    /// A record store in memory, by the rules of the specification, on a line that loses things.
    final class MemoryStore: RecordStore {
        let stored = Mutex<[String: JSONValue]>([:])
        private let random = Mutex(SystemRandomNumberGenerator())
        private let isLossy: Bool

        init(isLossy: Bool) { self.isLossy = isLossy }

        private func isLost(_ share: Int) -> Bool {
            isLossy && random.withLock { Int.random(in: 0..<100, using: &$0) < share }
        }

        func post(_ batch: ProgressStore.Batch) async -> StoreAnswer {
            if isLost(20) { return .lost("dropped") }
            let answer: StoreAnswer = stored.withLock { stored in
                let values = batch.bodies.compactMap { JSONValue(text: $0) }
                if values.contains(where: { stored[$0["id"]?.stringValue ?? ""] != nil }) {
                    return .status(409, text: "conflict", retryAfter: nil)
                }
                for value in values { stored[value["id"]?.stringValue ?? ""] = value }
                return .status(200, text: "", retryAfter: nil)
            }
            return isLost(30) ? .lost("lost") : answer
        }

        func statement(_ id: StatementID) async -> Result<JSONValue?, LookFault> {
            if isLost(20) { return .failure(LookFault(.lost("lost"))) }
            return .success(stored.withLock { $0[id.rawValue] })
        }
    }

    /// Waits without waiting.
    struct Impatient: Timekeeper {
        var now: Duration { .zero }
        func sleep(for duration: Duration) async throws { await Task.yield() }
    }

    private func store(_ folder: LessonFolders, answers: Int) throws -> ProgressStore {
        let store = try ProgressStore(path: (folder.path + "/gradebook.sqlite"), origin: Origin(device: "k1"))
        let morning = WallTime(milliseconds: 1_772_442_007_412)
        let session = try store.startSession(lesson: "sums", boot: "b", at: .zero, wall: morning)
        for number in 0..<answers {
            try store.record(
                Attempt(
                    lesson: "sums", exercise: "a", objective: "add", answer: "\(number)", verdict: .right, number: 1,
                    hints: 0), in: session, at: .seconds(number), wall: morning)
        }
        return store
    }

    private func service(_ store: ProgressStore, _ target: any RecordStore) -> SyncService {
        SyncService(store, to: target, clock: Impatient(), wall: { nil })
    }

    @Test func `on a line that loses replies and requests each statement arrives once`() async throws {
        let folder = try LessonFolders()
        let store = try store(folder, answers: 1_200)
        let target = MemoryStore(isLossy: true)
        let summary = try await service(store, target).run()
        #expect(summary.sent == 1_201 && summary.quarantined == 0)
        #expect(target.stored.withLock { $0.count } == 1_201)
        #expect(try store.outboxState().waiting == 0)
        #expect(try await service(store, target).run().requests == 0)
    }

    @Test func `a folder holds each batch as a file that the same batch always has`() async throws {
        let folder = try LessonFolders()
        let store = try store(folder, answers: 700)
        let target = FolderStore(folder: (folder.path + "/share"), device: "k1")
        // A share that is not mounted is not made beside its place.
        await #expect(throws: SyncFault.self) { try await service(store, target).run(mostFailures: 2) }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/share"))
        try FileManager.default.createDirectory(atPath: folder.path + "/share", withIntermediateDirectories: false)
        #expect(try await service(store, target).run().sent == 701)
        let files = try FileManager.default.contentsOfDirectory(atPath: (folder.path + "/share")).sorted()
        #expect(files.count == 2 && files.allSatisfy { $0.hasPrefix("k1-") && $0.hasSuffix(".jsonl") })
        let lines = try files.flatMap {
            try String(contentsOfFile: (folder.path + "/share/\($0)"), encoding: .utf8).split(separator: "\n")
        }
        var bodies: [Substring] = []
        try store.forEachStatement { bodies.append(Substring($0)) }
        #expect(lines.sorted() == bodies.sorted())
        // A share that is away loses nothing.
        let other = FolderStore(folder: "/proc/nowhere", device: "k1")
        let session = try store.startSession(
            lesson: "sums", boot: "b", at: .zero, wall: WallTime(milliseconds: 1_772_442_007_412))
        _ = session
        await #expect(throws: SyncFault.self) { try await service(store, other).run(mostFailures: 3) }
        #expect(try store.outboxState().waiting == 1)
    }

    @Test func `secrets do not cross a network in the open`() throws {
        #expect(throws: ConfigurationFault.self) {
            try LearningRecordStore(
                address: "http://lrs.school.example/xapi", credentials: .basic(user: "k", secret: Secret("s")))
        }
        _ = try LearningRecordStore(
            address: "http://127.0.0.1:8100/xAPI", credentials: .basic(user: "k", secret: Secret("s")))
    }

    @Test(arguments: [
        (
            ClockTrust.Facts(
                isSynchronised: true, hasTimesync: false, hasHardwareClock: false, milliseconds: 1_772_442_007_412),
            true, true
        ),
        (
            ClockTrust.Facts(
                isSynchronised: false, hasTimesync: true, hasHardwareClock: false, milliseconds: 1_772_442_007_412),
            true, true
        ),
        (
            ClockTrust.Facts(
                isSynchronised: false, hasTimesync: false, hasHardwareClock: true, milliseconds: 1_772_442_007_412),
            true, true
        ),
        // The time of the last shutdown: it looks right, and nothing has set it.
        (
            ClockTrust.Facts(
                isSynchronised: false, hasTimesync: false, hasHardwareClock: false, milliseconds: 1_772_442_007_412),
            false, true
        ),
        (
            ClockTrust.Facts(isSynchronised: true, hasTimesync: true, hasHardwareClock: true, milliseconds: 3_600_000),
            false, false
        ),
    ])
    func `a time is believed where something has set it`(facts: ClockTrust.Facts, auto: Bool, trust: Bool) {
        #expect(ClockTrust.isSet(facts, .auto) == auto)
        #expect(ClockTrust.isSet(facts, .trust) == trust)
    }
}
