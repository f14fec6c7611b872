import Statements
import Sync
import TestSupport

/// Any number of boxes in simulated time: each is the ``SyncRun`` that decides on a real one; the record store is a queue.
///
/// The same seed comes to the same end.
struct FleetModel {
    var devices = 10_000
    var statements = 1_800
    var minute = 60.0
    var workers = 2
    var request = 5.0
    var statement = 650.0
    var queue = 2_048
    var timeout = 120.0
    var lost = 0.0
    var seed = 1

    /// Reads `--name number`; nil for what it does not know.
    init?(_ arguments: some Collection<String>) {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst().flatMap(Double.init), value >= 0 else { return nil }
            switch name {
            case "--devices": devices = max(1, Int(value))
            case "--statements": statements = max(1, Int(value))
            case "--minute": minute = value
            case "--workers": workers = max(1, Int(value))
            case "--request": request = value
            case "--statement": statement = value
            case "--queue": queue = Int(value)
            case "--timeout": timeout = value
            case "--lost": lost = value / 100
            case "--seed": seed = Int(value)
            case _: return nil
            }
        }
    }

    /// Seconds: what has not come to its end after a week comes to none.
    static let longest = 604_800.0

    private enum Happening {
        case begins(Int)
        case wakes(Int)
        /// The store has done the request of a box, which may have given up.
        case served(Int, ticket: Int)
        case answered(Int, ticket: Int, StoreAnswer)
    }

    /// A box: its machine, and its outbox in numbers of statements.
    private struct Device {
        var run = SyncRun()
        var outbox: [SyncBatch] = []
        var stored: Set<Int> = []
        var sent = 0
        /// The request that it waits for.
        var ticket = 0
        var begin = 0.0
        var end: Double?
    }

    struct Outcome {
        var text: String
    }

    func run() -> Outcome {
        var world = World(self)
        world.run()
        return Outcome(text: world.text)
    }

    private struct World {
        let model: FleetModel
        var random: SplitMix
        var boxes: [Device]
        var agenda: TimeLine<Happening>
        /// What waits at the store: boxes with the request that each made.
        var waiting: ArraySlice<(device: Int, ticket: Int)> = []
        var busy = 0
        var now = 0.0
        var requests = 0
        var refused = 0
        var givenUp = 0
        var again = 0
        var deepest = 0
        var work = 0.0

        init(_ model: FleetModel) {
            self.model = model
            random = SplitMix(seed: UInt64(model.seed))
            agenda = TimeLine()
            let whole = (0..<500).map { StatementID(rawValue: "s\($0)") }
            var batches: [SyncBatch] = []
            var left = model.statements
            while left > 0 {
                batches.append(SyncBatch(number: batches.count, ids: left >= 500 ? whole : Array(whole.prefix(left))))
                left -= 500
            }
            boxes = Array(repeating: Device(), count: model.devices)
            for index in boxes.indices {
                boxes[index].outbox = batches
                let begin = model.minute > 0 ? Double.random(in: 0..<model.minute, using: &random) : 0
                boxes[index].begin = begin
                agenda.add(.begins(index), at: begin)
            }
        }

        mutating func run() {
            while let (time, happening) = agenda.next(), time < FleetModel.longest {
                now = time
                switch happening {
                case .begins(let index):
                    let actions = boxes[index].run.start()
                    perform(actions, index)
                case .wakes(let index): tell(.woke, index)
                case .served(let index, let ticket): served(index, ticket)
                case .answered(let index, let ticket, let answer):
                    guard boxes[index].ticket == ticket else { break }
                    // It waits for this answer no more.
                    boxes[index].ticket += 1
                    if case .lost = answer { givenUp += 1 }
                    tell(.answered(answer, jitter: .random(in: 0..<1, using: &random)), index)
                }
            }
        }

        private mutating func tell(_ event: SyncRun.Event, _ index: Int) {
            let actions = boxes[index].run.handle(event)
            perform(actions, index)
        }

        private mutating func perform(_ actions: [SyncRun.Action], _ index: Int) {
            for action in actions {
                switch action {
                case .fetch: tell(.batch(boxes[index].outbox.first), index)
                case .post(let batch): post(batch, index)
                case .look(let id, let batch):
                    // Seldom, and cheap beside a batch.
                    requests += 1
                    _ = id
                    tell(.found(boxes[index].stored.contains(batch.number) ? .same : .none), index)
                case .markSent(let batch):
                    boxes[index].outbox.removeFirst()
                    boxes[index].sent += batch.ids.count
                case .wait(let pause): agenda.add(.wakes(index), at: now + pause / .seconds(1))
                case .done: boxes[index].end = now
                case .split, .quarantine, .takeBack, .note, .stop: break
                }
            }
        }

        private mutating func post(_ batch: SyncBatch, _ index: Int) {
            requests += 1
            let ticket = boxes[index].ticket
            guard waiting.count < model.queue else {
                refused += 1
                agenda.add(.answered(index, ticket: ticket, .status(503, text: "", retryAfter: nil)), at: now + 0.001)
                return
            }
            let patience = boxes[index].outbox[0].patience / .seconds(120) * model.timeout
            boxes[index].outbox[0].tries += 1
            agenda.add(.answered(index, ticket: ticket, .lost("no answer")), at: now + patience)
            waiting.append((index, ticket))
            deepest = max(deepest, waiting.count)
            serve()
        }

        /// Whoever is free takes the next.
        private mutating func serve() {
            while busy < model.workers, let (index, ticket) = waiting.popFirst() {
                guard let batch = boxes[index].outbox.first else { continue }
                busy += 1
                let takes = model.request / 1_000 + model.statement / 1_000_000 * Double(batch.ids.count)
                work += takes
                agenda.add(.served(index, ticket: ticket), at: now + takes)
            }
            if waiting.isEmpty { waiting = [] }
        }

        private mutating func served(_ index: Int, _ ticket: Int) {
            busy -= 1
            if let batch = boxes[index].outbox.first {
                let isNew = boxes[index].stored.insert(batch.number).inserted
                if !isNew { again += 1 }
                if Double.random(in: 0..<1, using: &random) >= model.lost {
                    agenda.add(
                        .answered(index, ticket: ticket, .status(isNew ? 200 : 204, text: "", retryAfter: nil)), at: now
                    )
                }
            }
            serve()
        }

        var text: String {
            let ends = boxes.compactMap(\.end).sorted()
            let last = ends.last ?? 0
            let sent = boxes.reduce(0) { $0 + $1.sent }
            let wanted = model.devices * model.statements
            let spans = boxes.compactMap { box in box.end.map { $0 - box.begin } }.sorted()
            let median = spans.isEmpty ? 0 : spans[spans.count / 2]
            return """
                \(model.devices) boxes, \(sent) of \(wanted) statements in \(short(last / 60)) min: \
                \(Int(Double(sent) / max(last, 0.001))) a second
                the store: \(model.workers) workers, busy \(Int(work / max(last, 0.001) / Double(model.workers) * 100)) %, \
                at most \(deepest) requests waited
                requests \(requests): \(refused) refused (503), \(givenUp) given up, \(again) batches stored already
                one box: median \(short(median / 60)) min, longest \(short((spans.last ?? 0) / 60)) min; not done \
                \(model.devices - ends.count)
                """
        }
    }

    /// With one decimal.
    static func short(_ value: Double) -> String { String((value * 10).rounded() / 10) }
}

private func short(_ value: Double) -> String { FleetModel.short(value) }
