import Statements
import Sync
import TestSupport
import Testing

/// Runs that the plug ends anywhere: what is fixed on the disk stays, what the run knew is gone.
struct PowerCutTests {
    enum Manners: CaseIterable {
        /// The reference server: 409 where anything of a batch is there, and nothing of it stored.
        case strict
        /// Ralph: what is there is no fault, the new ones are stored.
        case lenient
    }

    private struct World {
        let manners: Manners
        var random: SplitMix
        /// On the disk, in order.
        var batches: [SyncBatch] = []
        var numbers = 0
        var quarantined: Set<StatementID> = []
        /// In the store, and how often each was taken in.
        var stored: [StatementID: Int] = [:]
        let bad: Set<StatementID>
        let all: Set<StatementID>
        var dropped = 0.0
        var lost = 0.0

        init(seed: UInt64, manners: Manners) {
            self.manners = manners
            random = SplitMix(seed: seed)
            let ids = (0..<Int.random(in: 1...400, using: &random)).map { StatementID(rawValue: "s\($0)") }
            all = Set(ids)
            var dice = random
            bad = Set(ids.filter { _ in Int.random(in: 0..<50, using: &dice) == 0 })
            random = dice
            dropped = .random(in: 0..<0.3, using: &random)
            lost = .random(in: 0..<0.4, using: &random)
            var rest = ids[...]
            while !rest.isEmpty {
                let size = min(rest.count, Int.random(in: 1...90, using: &random))
                batches.append(next(Array(rest.prefix(size))))
                rest = rest.dropFirst(size)
            }
            // What came on a stick before is everything up to some day.
            for id in ids.prefix(.random(in: 0...ids.count, using: &random)) where !bad.contains(id) {
                if seed.isMultiple(of: 3) { stored[id] = 1 }
            }
        }

        private mutating func next(_ ids: [StatementID]) -> SyncBatch {
            numbers += 1
            return SyncBatch(number: numbers, ids: ids)
        }

        private mutating func happens(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }

        private mutating func post(_ batch: SyncBatch) -> StoreAnswer {
            if happens(dropped) { return .lost("dropped") }
            var answer = StoreAnswer.status(204, text: "", retryAfter: nil)
            if batch.ids.contains(where: bad.contains) {
                answer = .status(manners == .strict ? 400 : 422, text: "", retryAfter: nil)
            } else if manners == .strict, batch.ids.contains(where: { stored[$0] != nil }) {
                answer = .status(409, text: "", retryAfter: nil)
            } else {
                for id in batch.ids where stored[id] == nil { stored[id] = 1 }
            }
            if happens(lost) { return .lost("lost") }
            // It was done, and told otherwise.
            return happens(0.05) ? .status(502, text: "", retryAfter: nil) : answer
        }

        private mutating func look(_ id: StatementID) -> SyncRun.Event {
            if happens(dropped + lost) { return .notFound(.lost("lost"), jitter: 0.5) }
            return .found(stored[id] == nil ? .none : .same)
        }

        /// Whether it came to its end.
        mutating func run(cutAfter cut: Int) -> Bool {
            var run = SyncRun()
            var actions = run.start()
            for _ in 0..<cut {
                guard !actions.isEmpty else { return false }
                switch actions.removeFirst() {
                case .fetch: actions += run.handle(.batch(batches.first))
                case .post(let batch):
                    batches[0].tries += 1
                    actions += run.handle(.answered(post(batch), jitter: 0.5))
                case .look(let id, _): actions += run.handle(look(id))
                case .markSent: batches.removeFirst()
                case .split(let batch):
                    batches.removeFirst()
                    let half = batch.ids.count / 2
                    let halves = [next(Array(batch.ids.prefix(half))), next(Array(batch.ids.dropFirst(half)))]
                    batches.insert(contentsOf: halves, at: 0)
                case .quarantine(let batch, _):
                    quarantined.formUnion(batch.ids)
                    batches.removeFirst()
                case .note: break
                case .wait: actions += run.handle(.woke)
                case .takeBack(let refused):
                    // Nothing was taken in this run, and ten were refused: somebody looks, and has it tried again.
                    quarantined.subtract(refused.flatMap(\.ids))
                    batches.insert(contentsOf: refused.reversed().map { next($0.ids) }, at: 0)
                case .stop(let fault):
                    Issue.record("\(fault)")
                    return false
                case .done: return true
                }
            }
            return false
        }
    }

    @Test(arguments: Manners.allCases)
    func `however often the plug is pulled, nothing is missing and nothing is there twice`(manners: Manners) {
        for seed in 0..<UInt64(Thoroughness.scaled(200, to: 20_000)) {
            var world = World(seed: seed, manners: manners)
            var cuts = SplitMix(seed: seed ^ 0xC0FFEE)
            var isDone = false
            var runs = 0
            while !isDone, runs < 2_000 {
                isDone = world.run(cutAfter: Bool.random(using: &cuts) ? .random(in: 1...40, using: &cuts) : 100_000)
                runs += 1
            }
            #expect(isDone, "seed \(seed) does not end")
            #expect(world.quarantined == world.bad, "seed \(seed): \(world.quarantined)")
            #expect(Set(world.stored.keys) == world.all.subtracting(world.bad), "seed \(seed): missing")
            #expect(world.stored.values.allSatisfy { $0 == 1 }, "seed \(seed): there twice")
        }
    }
}
