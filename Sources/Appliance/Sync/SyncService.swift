public import Gradebook
import Realtime
public import Statements
import Sync

/// Carries out what ``SyncRun`` decides: between the gradebook and a record store.
public struct SyncService: Sendable {
    /// What one run came to.
    public struct Summary: Sendable, Hashable, Codable {
        public var sent = 0
        public var requests = 0
        public var quarantined = 0
    }

    private let store: ProgressStore
    private let target: any RecordStore
    private let clock: any Timekeeper
    private let wall: @Sendable () -> WallTime?
    private let mayGoOn: @Sendable () -> Bool

    /// - Parameters:
    ///   - wall: the calendar, if it is known.
    ///   - mayGoOn: asked before each request; while it says no, nothing is sent: somebody is being taught.
    public init(
        _ store: ProgressStore, to target: any RecordStore, clock: any Timekeeper = MonotonicTime(),
        wall: @escaping @Sendable () -> WallTime? = { GradebookKeeper.wall() },
        mayGoOn: @escaping @Sendable () -> Bool = { true }
    ) {
        self.store = store
        self.target = target
        self.clock = clock
        self.wall = wall
        self.mayGoOn = mayGoOn
    }

    /// Sends all that can be sent.
    /// - Parameters:
    ///   - mostFailures: tries in a row after which it gives up; nil never does.
    ///   - progress: is told after each batch.
    ///   - waits: is told how long nothing is tried: the store did not answer, or asked for it.
    /// - Throws: ``SyncFault``, `GradebookError`, `CancellationError`.
    public func run(
        mostFailures: Int? = nil, progress: @Sendable (Summary) -> Void = { _ in },
        waits: @Sendable (Duration) -> Void = { _ in }
    ) async throws -> Summary {
        var run = SyncRun(mostFailures: mostFailures)
        var summary = Summary()
        var batch: ProgressStore.Batch?
        var actions = run.start()
        var mayBeNoted = true
        while !actions.isEmpty {
            switch actions.removeFirst() {
            case .fetch:
                // What is fetched is sent at once: what is erased while somebody is taught is not sent after it.
                try await waitForRest()
                batch = try store.nextBatch()
                actions += run.handle(
                    .batch(batch.map { SyncBatch(number: $0.number, ids: $0.ids, tries: $0.tries) }))
            case .post:
                guard let batch else { break }
                try store.countTry(of: batch.number)
                summary.requests += 1
                actions += run.handle(.answered(await target.post(batch), jitter: .random(in: 0...1)))
            case .look(let id, _):
                try await waitForRest()
                summary.requests += 1
                actions += run.handle(await looked(id, in: batch))
            case .markSent(let sent):
                try store.markSent(sent.number, at: wall())
                if mayBeNoted {
                    try store.noteSyncFault(nil)
                    try store.noteSyncTrouble(nil)
                }
                mayBeNoted = false
                summary.sent += sent.ids.count
                progress(summary)
            case .split(let whole): try store.split(whole.number)
            case .quarantine(let bad, let reason):
                try store.quarantine(bad.number, reason: reason)
                summary.quarantined += bad.ids.count
                progress(summary)
            case .takeBack(let batches):
                let ids = batches.flatMap(\.ids)
                try store.release(ids)
                summary.quarantined -= ids.count
            case .note(let fault):
                mayBeNoted = true
                try store.noteSyncTrouble("\(fault)")
            case .wait(let delay):
                waits(delay)
                try await clock.sleep(for: delay)
                actions += run.handle(.woke)
            case .stop(let fault):
                switch fault {
                case .credentials, .unreadable, .address, .noToken, .refusesAll: try store.noteSyncFault("\(fault)")
                // That mends itself.
                case .unreachable: try store.noteSyncTrouble("\(fault)")
                }
                throw fault
            case .done: return summary
            }
        }
        return summary
    }

    private func waitForRest() async throws {
        while !mayGoOn() { try await clock.sleep(for: .seconds(1)) }
        try Task.checkCancellation()
    }

    private func looked(_ id: StatementID, in batch: ProgressStore.Batch?) async -> SyncRun.Event {
        switch await target.statement(id) {
        case .failure(let fault): return .notFound(fault.answer, jitter: .random(in: 0...1))
        case .success(.none): return .found(.none)
        case .success(.some(let there)):
            let index = batch?.ids.firstIndex(of: id)
            let sent = index.flatMap { index in batch.flatMap { JSONValue(text: $0.bodies[index]) } }
            return .found(sent.map { SyncService.isSame($0, there) } == true ? .same : .other)
        }
    }

    /// Whether a store has what was sent: by what cannot be changed on the way (xAPI 1.0.3, Data 2.3.2 on immutability).
    static func isSame(_ sent: JSONValue, _ there: JSONValue) -> Bool {
        let paths = [
            ["actor", "account", "name"], ["actor", "account", "homePage"], ["verb", "id"], ["object", "id"],
            ["object", "objectType"], ["result", "success"], ["result", "response"], ["result", "score", "scaled"],
            ["result", "duration"], ["result", "extensions"], ["context", "registration"], ["context", "extensions"],
        ]
        return paths.allSatisfy { path in
            let (left, right) = (path.reduce(sent) { $0?[$1] }, path.reduce(there) { $0?[$1] })
            return path.last == "objectType" ? (right == nil || left == right) : isEqual(left, right)
        }
    }

    /// 1 and 1.0 are the same number, wherever they stand.
    private static func isEqual(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
        if let left = left?.doubleValue, let right = right?.doubleValue { return left == right }
        if let left = left?.objectValue, let right = right?.objectValue {
            return left.count == right.count && left.allSatisfy { isEqual($0.value, right[$0.key]) }
        }
        return left == right
    }
}

extension Sequence<String> {
    fileprivate func reduce(_ value: JSONValue, _ step: (JSONValue?, String) -> JSONValue?) -> JSONValue? {
        var found: JSONValue? = value
        for key in self { found = step(found, key) }
        return found
    }
}
