import Lessons
import Statements
import Sync
import TestSupport
import Testing

@Suite struct SyncRunTests {
    /// A record store that behaves, on a line that does not.
    struct World {
        var random: SplitMix
        /// What is to be sent, in batches that were fixed.
        var batches: [SyncBatch]
        var numbers = 1_000
        /// What it has: by id, and how often each was taken in.
        var stored: [StatementID: Int] = [:]
        /// It refuses a batch that has one of these.
        let bad: Set<StatementID>
        /// Under these it has something else.
        let taken: Set<StatementID>
        var quarantined: [StatementID] = []
        var answersConflict: Bool
        var mostSize: Int

        mutating func post(_ batch: SyncBatch) -> StoreAnswer {
            // A request that never arrives.
            if Int.random(in: 0..<5, using: &random) == 0 { return .lost("dropped") }
            let answer = take(batch)
            // An answer that is lost, after it was stored or not.
            if Int.random(in: 0..<10, using: &random) < 3 { return .lost("lost") }
            return answer
        }

        private mutating func take(_ batch: SyncBatch) -> StoreAnswer {
            switch Int.random(in: 0..<20, using: &random) {
            case 0: return .status(429, text: "", retryAfter: 1)
            case 1: return .status(503, text: "", retryAfter: nil)
            case _: break
            }
            if batch.ids.count > mostSize { return .status(413, text: "", retryAfter: nil) }
            if batch.ids.contains(where: bad.contains) { return .status(400, text: "no verb", retryAfter: nil) }
            if batch.ids.contains(where: taken.contains) { return .status(409, text: "", retryAfter: nil) }
            let there = batch.ids.filter { stored[$0] != nil }
            if !there.isEmpty, answersConflict { return .status(409, text: "", retryAfter: nil) }
            for id in batch.ids where stored[id] == nil { stored[id, default: 0] += 1 }
            return .status(there.count == batch.ids.count ? 204 : 200, text: "", retryAfter: nil)
        }

        mutating func look(_ id: StatementID) -> SyncRun.Event {
            if Int.random(in: 0..<5, using: &random) == 0 { return .notFound(.lost("lost"), jitter: 0.5) }
            if taken.contains(id) { return .found(.other) }
            return .found(stored[id] == nil ? .none : .same)
        }
    }

    @Test(arguments: [false, true])
    func `whatever is lost, each statement arrives once and each bad one is set aside`(answersConflict: Bool) {
        for seed in 0..<400 as Range<UInt64> {
            var random = SplitMix(seed: seed)
            let ids = (0..<Int.random(in: 1...60, using: &random)).map { StatementID(rawValue: "s\($0)") }
            var batches: [SyncBatch] = []
            var rest = ids[...]
            while !rest.isEmpty {
                let size = min(rest.count, Int.random(in: 1...20, using: &random))
                batches.append(SyncBatch(number: batches.count, ids: Array(rest.prefix(size))))
                rest = rest.dropFirst(size)
            }
            let bad = Set(ids.filter { _ in Int.random(in: 0..<15, using: &random) == 0 })
            let taken = Set(ids.filter { !bad.contains($0) && Int.random(in: 0..<20, using: &random) == 0 })
            var world = World(
                random: random, batches: batches, bad: bad, taken: taken, answersConflict: answersConflict,
                mostSize: seed.isMultiple(of: 3) ? 7 : 100)
            var run = SyncRun()
            var actions = run.start()
            var steps = 0
            var waited = 0
            loop: while !actions.isEmpty {
                steps += 1
                guard steps < 20_000 else { Issue.record("seed \(seed): no end"); break }
                switch actions.removeFirst() {
                case .fetch: actions += run.handle(.batch(world.batches.first))
                case .post(let batch):
                    #expect(batch == world.batches.first, "seed \(seed): a batch is the same again")
                    actions += run.handle(.answered(world.post(batch), jitter: 0.5))
                case .look(let id, _): actions += run.handle(world.look(id))
                case .markSent(let batch):
                    #expect(batch.ids.allSatisfy { world.stored[$0] != nil }, "seed \(seed): marked and not there")
                    world.batches.removeFirst()
                case .split(let batch):
                    #expect(batch.ids.count > 1)
                    world.batches.removeFirst()
                    let half = batch.ids.count / 2
                    world.numbers += 2
                    world.batches.insert(
                        contentsOf: [
                            SyncBatch(number: world.numbers - 1, ids: Array(batch.ids.prefix(half))),
                            SyncBatch(number: world.numbers, ids: Array(batch.ids.dropFirst(half))),
                        ], at: 0)
                case .quarantine(let batch, _):
                    #expect(batch.ids.count == 1)
                    world.quarantined += batch.ids
                    world.batches.removeFirst()
                case .takeBack: Issue.record("seed \(seed): taken back")
                case .wait(let delay):
                    #expect(delay <= .seconds(900) && delay >= .milliseconds(50))
                    waited += 1
                    actions += run.handle(.woke)
                case .stop(let fault):
                    Issue.record("seed \(seed): \(fault)")
                    break loop
                case .done: break loop
                }
            }
            #expect(world.batches.isEmpty)
            #expect(
                Set(world.stored.keys) == Set(ids).subtracting(bad).subtracting(taken),
                "seed \(seed): missing or too many")
            #expect(world.stored.values.allSatisfy { $0 == 1 })
            #expect(Set(world.quarantined) == bad.union(taken))
        }
    }

    static let two = SyncBatch(number: 1, ids: ["a", "b"])
    static let one = SyncBatch(number: 1, ids: ["a"])

    static func after(_ batch: SyncBatch, _ status: Int, retryAfter: Int? = nil) -> [SyncRun.Action] {
        var run = SyncRun()
        _ = run.start()
        _ = run.handle(.batch(batch))
        return run.handle(.answered(.status(status, text: "why", retryAfter: retryAfter), jitter: 1))
    }

    @Test func `each answer has its rule`() {
        #expect(SyncRunTests.after(Self.two, 200) == [.markSent(Self.two), .fetch])
        #expect(SyncRunTests.after(Self.two, 204) == [.markSent(Self.two), .fetch])
        let tried = SyncBatch(number: 1, ids: ["a", "b"], tries: 1)
        #expect(SyncRunTests.after(tried, 409) == [.look("a", tried)])
        #expect(SyncRunTests.after(Self.two, 400) == [.split(Self.two), .fetch])
        #expect(SyncRunTests.after(Self.two, 413) == [.split(Self.two), .fetch])
        #expect(SyncRunTests.after(Self.one, 422) == [.quarantine(Self.one, reason: "refused (422): why"), .fetch])
        #expect(SyncRunTests.after(Self.two, 401) == [.stop(.credentials(status: 401))])
        #expect(SyncRunTests.after(Self.two, 404) == [.stop(.address(status: 404, text: "why"))])
        #expect(SyncRunTests.after(Self.two, 429, retryAfter: 17) == [.wait(.milliseconds(18_700))])
        #expect(SyncRunTests.after(Self.two, 500) == [.wait(.seconds(2))])
    }

    @Test func `a store that refuses everything has not refused what it was sent`() {
        var run = SyncRun()
        _ = run.start()
        var quarantined: [StatementID] = []
        for number in 0..<20 {
            _ = run.handle(.batch(SyncBatch(number: number, ids: [StatementID(rawValue: "s\(number)")])))
            let actions = run.handle(.answered(.status(400, text: "", retryAfter: nil), jitter: 1))
            if case .takeBack(let batches)? = actions.first {
                #expect(batches.count == 10 && batches.dropLast().flatMap(\.ids) == quarantined)
                #expect(actions.last == .stop(.refusesAll(status: 400, text: "")))
                return
            }
            quarantined.append(StatementID(rawValue: "s\(number)"))
        }
        Issue.record("it goes on")
    }

    @Test func `a conflict about what is never shown does not hold up the rest`() {
        var run = SyncRun()
        _ = run.start()
        _ = run.handle(.batch(Self.one))
        for _ in 0..<2 {
            #expect(run.handle(.answered(.status(409, text: "", retryAfter: nil), jitter: 1)) == [.look("a", Self.one)])
            guard case .wait? = run.handle(.found(.none)).first else { Issue.record("no wait"); return }
            _ = run.handle(.woke)
        }
        _ = run.handle(.answered(.status(409, text: "", retryAfter: nil), jitter: 1))
        guard case .quarantine(Self.one, _)? = run.handle(.found(.none)).first else { Issue.record("no end"); return }
    }

    @Test func `what was too large once is not tried again`() {
        var run = SyncRun()
        _ = run.start()
        _ = run.handle(.batch(Self.two))
        _ = run.handle(.answered(.status(413, text: "", retryAfter: nil), jitter: 1))
        #expect(run.handle(.batch(Self.two)) == [.split(Self.two), .fetch])
        #expect(run.handle(.batch(Self.one)) == [.post(Self.one)])
    }

    @Test func `it waits longer and longer, up to a quarter of an hour, and gives up where it is told to`() {
        var run = SyncRun(mostFailures: 12)
        _ = run.start()
        _ = run.handle(.batch(Self.one))
        var waits: [Duration] = []
        for _ in 0..<11 {
            guard case .wait(let delay)? = run.handle(.answered(.lost("x"), jitter: 1)).first else { break }
            waits.append(delay)
            #expect(run.handle(.woke) == [.post(Self.one)])
        }
        #expect(waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900].map { .seconds($0) })
        #expect(run.handle(.answered(.lost("x"), jitter: 1)) == [.stop(.unreachable("x"))])
        #expect(run.handle(.woke) == [])
    }
}
