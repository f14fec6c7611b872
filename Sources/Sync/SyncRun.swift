public import Statements

/// Decides how statements get into a record store, each once, whatever gets lost on the way (xAPI 1.0.3, Communication
/// 2.1.1 and 3.2). It does none of it: events in, orders out.
///
/// One request is in flight. A batch is sent in the same bytes until the store has it: 200 and 204 say so, and a 409 says
/// that an earlier try got in, which is looked after. What is refused is halved until the one statement is found that
/// nobody will take.
public struct SyncRun: Sendable {
    public enum Event: Sendable, Hashable {
        /// The oldest batch that is not stored; nil where there is none.
        case batch(SyncBatch?)
        /// The answer to what was posted. `jitter` is a random number from 0 to 1.
        case answered(StoreAnswer, jitter: Double)
        /// The answer to what was looked for.
        case found(StoredStatement)
        /// Looking went wrong.
        case notFound(StoreAnswer, jitter: Double)
        /// What was waited for is over.
        case woke
    }

    public enum Action: Sendable, Hashable {
        /// Fix the next batch on the disk, if there is none, and tell it.
        case fetch
        case post(SyncBatch)
        /// See what the store has under an id.
        case look(StatementID, SyncBatch)
        /// The store has it: it need not be sent again.
        case markSent(SyncBatch)
        /// Make two of it, the first half before the second.
        case split(SyncBatch)
        /// Nobody will take the batch's one statement.
        case quarantine(SyncBatch, reason: String)
        case wait(Duration)
        /// Let these out of the quarantine again: it was not their fault.
        case takeBack([SyncBatch])
        case stop(SyncFault)
        /// Everything that can be sent is sent.
        case done
    }

    private enum State: Sendable, Hashable {
        case idle
        case posting(SyncBatch)
        case looking(SyncBatch, Place)
        case waiting(SyncBatch)
        case over
    }

    private enum Place: Sendable, Hashable { case only, first, last }

    private var state = State.idle
    /// Tries in a row that came to nothing.
    private var failures = 0
    private let mostFailures: Int?
    /// Whether the store has taken anything in this run, and how many single statements it refused before it did.
    private var hasTaken = false
    private var refusals: [SyncBatch] = []
    /// How often a conflict about one statement could not be explained.
    private var riddles = 0
    /// The batch that may have been stored by a try of this run: its answer was lost.
    private var lostBatch: Int?
    /// Statements that the store takes at once, as far as it has said.
    private var most: Int?

    /// A store that has taken nothing and refused so many does not know us, or is none.
    static let mostRefusals = 10
    static let mostRiddles = 3
    /// Seconds that a run with an end waits at the store's wish.
    static let longestWait = 300

    /// - Parameter mostFailures: tries in a row after which it gives up; nil never does.
    public init(mostFailures: Int? = nil) { self.mostFailures = mostFailures }

    public mutating func start() -> [Action] { [.fetch] }

    public mutating func handle(_ event: Event) -> [Action] {
        switch (event, state) {
        case (.batch(nil), .idle):
            state = .over
            return [.done]
        case (.batch(let batch?), .idle):
            // What it said of another batch is known for this one.
            if let most, batch.ids.count > most { return [.split(batch), .fetch] }
            state = .posting(batch)
            return [.post(batch)]
        case (.answered(let answer, let jitter), .posting(let batch)):
            return posted(batch, answer, jitter)
        case (.found(let stored), .looking(let batch, let place)):
            return looked(batch, place, stored)
        case (.notFound(.status(let status, _, _), _), .looking) where status == 401 || status == 403:
            return stop(.unreadable(status: status))
        case (.notFound(let answer, let jitter), .looking(let batch, _)):
            return failed(batch, answer, jitter)
        case (.woke, .waiting(let batch)):
            state = .posting(batch)
            return [.post(batch)]
        case (.batch, _), (.answered, _), (.found, _), (.notFound, _), (.woke, _):
            return []
        }
    }

    private mutating func posted(_ batch: SyncBatch, _ answer: StoreAnswer, _ jitter: Double) -> [Action] {
        guard case .status(let status, let text, _) = answer else {
            lostBatch = batch.number
            return failed(batch, answer, jitter)
        }
        switch status {
        case 200, 204: return taken(batch)
        case 409 where batch.ids.count > 1 && batch.tries == 0 && lostBatch != batch.number:
            // It was never sent before, so it cannot be there as a whole: some of it came by another way.
            return settled([.split(batch)])
        case 409:
            // An earlier try got in, or one of them is there with other content.
            let place = batch.ids.count == 1 ? Place.only : .first
            state = .looking(batch, place)
            return [.look(batch.ids[0], batch)]
        case 400, 422, 413:
            if status == 413 { most = max(1, batch.ids.count / 2) }
            guard batch.ids.count == 1 else { return settled([.split(batch)]) }
            if status == 413 { return settled([.quarantine(batch, reason: "it is too large for the record store")]) }
            if !hasTaken { refusals.append(batch) }
            guard refusals.count < SyncRun.mostRefusals else {
                state = .over
                return [.takeBack(refusals), .stop(.refusesAll(status: status, text: text))]
            }
            return settled([.quarantine(batch, reason: "refused (\(status)): \(text)")])
        case 401, 403: return stop(.credentials(status: status))
        case 408, 425, 429, 500...599:
            // That says nothing of what was stored.
            lostBatch = batch.number
            return failed(batch, answer, jitter)
        case _: return stop(.address(status: status, text: text))
        }
    }

    private mutating func looked(_ batch: SyncBatch, _ place: Place, _ stored: StoredStatement) -> [Action] {
        switch (place, stored) {
        case (.only, .same), (.last, .same): return taken(batch)
        case (.only, .other):
            return settled([.quarantine(batch, reason: "the record store has another statement under this id")])
        case (.only, .none):
            // It says that it is there, and shows it to nobody: the next try may tell.
            riddles += 1
            guard riddles < SyncRun.mostRiddles else {
                riddles = 0
                return settled([
                    .quarantine(batch, reason: "the record store says that it has the statement, and does not show it")
                ])
            }
            return failed(batch, .lost("a conflict about a statement that is not there"), 1)
        case (.first, .same):
            // Batches go in whole: where both ends are, all of it is.
            state = .looking(batch, .last)
            return [.look(batch.ids[batch.ids.count - 1], batch)]
        case (.first, .none), (.first, .other), (.last, .none), (.last, .other): return settled([.split(batch)])
        }
    }

    private mutating func taken(_ batch: SyncBatch) -> [Action] {
        hasTaken = true
        refusals = []
        riddles = 0
        return settled([.markSent(batch)])
    }

    private mutating func settled(_ actions: [Action]) -> [Action] {
        failures = 0
        state = .idle
        return actions + [.fetch]
    }

    private mutating func failed(_ batch: SyncBatch, _ answer: StoreAnswer, _ jitter: Double) -> [Action] {
        failures += 1
        var why = "no answer"
        var wanted: Int?
        switch answer {
        case .status(let status, _, let retryAfter):
            why = "it answered \(status)"
            wanted = retryAfter
        case .foreign(let status):
            return stop(.address(status: status, text: "a page that is none of a record store's"))
        case .lost(let reason): why = reason
        }
        if let mostFailures, failures >= mostFailures { return stop(.unreachable(why)) }
        if mostFailures != nil, let wanted, wanted > SyncRun.longestWait {
            // Somebody looks on.
            return stop(.unreachable("it wants to be asked again in \(wanted) seconds"))
        }
        state = .waiting(batch)
        // A little more than was asked for: not all boxes in the same second.
        let asked = wanted.map { Duration.seconds(min(86_400, max(0, $0))) * (1 + min(1, max(0, jitter)) / 10) }
        return [.wait(asked ?? SyncRun.backoff(failures, jitter))]
    }

    private mutating func stop(_ fault: SyncFault) -> [Action] {
        state = .over
        return [.stop(fault)]
    }

    /// Full jitter: anything up to a bound that doubles from two seconds to a quarter of an hour.
    static func backoff(_ failures: Int, _ jitter: Double) -> Duration {
        let bound = min(900, Double(1 << min(10, failures)))
        return .milliseconds(max(50, Int(bound * 1000 * min(1, max(0, jitter)))))
    }
}
