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
                case .note: break
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
        #expect(SyncRunTests.after(Self.two, 404) == [.stop(.address(status: 404, text: ""))])
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
            #expect(run.handle(.woke) == [.fetch])
            _ = run.handle(.batch(Self.one))
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
        for number in 1...11 {
            let actions = run.handle(.answered(.lost("x"), jitter: 1))
            // Told once, when it has gone on for a while.
            #expect(actions.contains(.note(.unreachable("x"))) == (number == 5))
            guard case .wait(let delay)? = actions.last else { break }
            waits.append(delay)
            #expect(run.handle(.woke) == [.fetch])
            #expect(run.handle(.batch(Self.one)) == [.post(Self.one)])
        }
        #expect(waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900].map { .seconds($0) })
        #expect(run.handle(.answered(.lost("x"), jitter: 1)) == [.stop(.unreachable("x"))])
        #expect(run.handle(.woke) == [])
    }

    /// A run over batches of which each has an answer of its own; the end of it.
    private static func run(
        _ batches: [SyncBatch], answer: (SyncBatch) -> StoreAnswer,
        look: (StatementID) -> SyncRun.Event = { _ in .found(.none) }
    ) -> (posted: [SyncBatch], quarantined: [StatementID], end: SyncRun.Action?) {
        var run = SyncRun()
        var (waiting, number) = (batches, 1_000)
        var (posted, quarantined): ([SyncBatch], [StatementID]) = ([], [])
        var actions = run.start()
        while !actions.isEmpty, posted.count < 10_000 {
            let action = actions.removeFirst()
            switch action {
            case .fetch: actions += run.handle(.batch(waiting.first))
            case .post(let batch):
                posted.append(batch)
                actions += run.handle(.answered(answer(batch), jitter: 1))
            case .look(let id, _): actions += run.handle(look(id))
            case .markSent: waiting.removeFirst()
            case .split(let batch):
                let half = batch.ids.count / 2
                number += 2
                waiting[0] = SyncBatch(number: number, ids: Array(batch.ids.dropFirst(half)))
                waiting.insert(SyncBatch(number: number - 1, ids: Array(batch.ids.prefix(half))), at: 0)
            case .quarantine(let batch, _):
                quarantined += batch.ids
                waiting.removeFirst()
            case .note: break
            case .takeBack(let batches): quarantined.removeAll { id in batches.contains { $0.ids == [id] } }
            case .wait: actions += run.handle(.woke)
            case .stop, .done: return (posted, quarantined, action)
            }
        }
        return (posted, quarantined, nil)
    }

    private static func batches(_ count: Int, of size: Int) -> [SyncBatch] {
        (0..<count).map { number in
            SyncBatch(number: number, ids: (0..<size).map { StatementID(rawValue: "s\(number * size + $0)") })
        }
    }

    private static func status(_ status: Int) -> StoreAnswer { .status(status, text: "", retryAfter: nil) }

    @Test func `one statement that is too large does not make all batches small`() {
        let (posted, quarantined, end) = Self.run(Self.batches(4, of: 16)) {
            $0.ids.contains("s5") ? Self.status(413) : Self.status(200)
        }
        #expect(end == .done && quarantined == ["s5"])
        #expect(posted.suffix(3).map(\.ids.count) == [16, 16, 16])
    }

    @Test(arguments: [400, 413, 422]) func `a store that knows us no more, halfway, has refused nothing`(status: Int) {
        let all = Self.batches(40, of: 1)
        let (posted, quarantined, end) = Self.run(all) {
            Self.status($0.number < 5 ? 200 : status)
        } look: { _ in
            .notFound(Self.status(401), jitter: 1)
        }
        #expect(end == .stop(.refusesAll(status: status, text: "")) && quarantined.isEmpty)
        #expect(posted.count == 15)
    }

    @Test func `a long row of bad statements holds up nothing where the store still knows us`() {
        let all = Self.batches(60, of: 1)
        let (_, quarantined, end) = Self.run(all) { Self.status((5..<50).contains($0.number) ? 422 : 200) }
        #expect(end == .done && quarantined == all[5..<50].flatMap(\.ids))
    }

    @Test func `a store that takes nothing because all is too large is told of`() {
        let (_, quarantined, end) = Self.run(Self.batches(2, of: 20)) { _ in Self.status(413) }
        #expect(end == .stop(.refusesAll(status: 413, text: "")) && quarantined.isEmpty)
    }

    @Test func `who asks to be asked again at once is not asked again at once for ever`() {
        var run = SyncRun()
        _ = run.start()
        var waits: [Duration] = []
        for _ in 0..<6 {
            _ = run.handle(.batch(Self.one))
            let answer = StoreAnswer.status(503, text: "", retryAfter: 0)
            guard case .wait(let delay)? = run.handle(.answered(answer, jitter: 1)).last else { break }
            waits.append(delay)
            _ = run.handle(.woke)
        }
        #expect(waits == [2, 4, 8, 16, 32, 64].map { .seconds($0) })
    }

    @Test(arguments: [400, 404, 405, 501]) func `a store that lets nobody look is told of, and not asked for ever`(
        status: Int
    ) {
        var run = SyncRun()
        _ = run.start()
        _ = run.handle(.batch(Self.one))
        _ = run.handle(.answered(Self.status(409), jitter: 1))
        let actions = run.handle(.notFound(Self.status(status), jitter: 1))
        // 5xx may pass.
        if status == 501 {
            #expect(actions == [.wait(.seconds(2))])
        } else {
            #expect(actions == [.stop(.unreadable(status: status))])
        }
    }

    @Test func `where no token is given nothing is decided about a batch`() {
        for status in [200, 204, 409, 413, 422] {
            var run = SyncRun()
            _ = run.start()
            _ = run.handle(.batch(Self.two))
            #expect(
                run.handle(.answered(.noToken(status: status), jitter: 1)) == [.stop(.noToken(status: status))])
        }
    }

    @Test func `an answer that came too late is waited for longer the next time, up to a bound`() {
        let waits = [0, 1, 2, 3, 1_000].map { SyncBatch(number: 1, ids: ["a"], tries: $0).patience }
        #expect(waits == [120, 240, 480, 480, 480].map { .seconds($0) })
    }
}
