public import Statements

/// Decides how statements get into a record store, each once, whatever gets lost on the way (xAPI 1.0.3, Communication
/// 2.1.1 and 3.2). It does none of it: events in, orders out.
///
/// One request is in flight. A batch is sent in the same bytes until the store has it: 200 and 204 say so, and a 409 says
/// that an earlier try got in, which is looked after. What is refused is halved until the one statement is found that
/// nobody will take. After a wait the batch is fetched anew: what was erased meanwhile is not sent.
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
        /// It was tried for long, and goes on: somebody may want to know why.
        case note(SyncFault)
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
        /// Whether the store still knows us, though it refuses one after the other.
        case probing(SyncBatch, status: Int, text: String)
        case waiting
        case over
    }

    private enum Place: Sendable, Hashable { case only, first, last }

    private var state = State.idle
    /// Tries in a row that came to nothing.
    private var failures = 0
    private let mostFailures: Int?
    /// Whether the store has taken anything in this run, and the single statements that it refused in a row since.
    private var hasTaken = false
    private var refusals: [SyncBatch] = []
    /// How often a conflict about one statement could not be explained.
    private var riddles = 0
    /// The batch that may have been stored by a try of this run: its answer was lost.
    private var lostBatch: Int?
    /// Statements that the store takes at once, as far as it has said.
    private var most: Int?

    /// A store that has taken nothing and refused so many does not know us, or is none. One that has taken something is
    /// asked whether it still knows us.
    static let mostRefusals = 10
    /// Failures in a row after which it is told why.
    static let failuresToNote = 5
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
        case (.found, .probing(let batch, let status, let text)):
            // It lets us in, so that it is the statements.
            return refused(batch, status, text)
        case (.notFound(.status(let status, _, _), _), .looking) where !SyncRun.isPassing(status):
            return stop(.unreadable(status: status))
        case (.notFound(.status(let now, _, _), _), .probing(_, let status, let text)) where !SyncRun.isPassing(now):
            return refusesAll(status, text)
        case (.notFound(let answer, let jitter), .looking), (.notFound(let answer, let jitter), .probing):
            return failed(answer, jitter)
        case (.woke, .waiting):
            state = .idle
            return [.fetch]
        case (.batch, _), (.answered, _), (.found, _), (.notFound, _), (.woke, _):
            return []
        }
    }

    private mutating func posted(_ batch: SyncBatch, _ answer: StoreAnswer, _ jitter: Double) -> [Action] {
        let status: Int
        let text: String
        switch answer {
        case .status(let said, let why, _):
            status = said
            text = why
        case .foreign, .noToken: return failed(answer, jitter)
        case .lost:
            lostBatch = batch.number
            return failed(answer, jitter)
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
            // One that is too large by itself says nothing of the others.
            if status == 413 { most = batch.ids.count > 1 ? batch.ids.count / 2 : nil }
            guard batch.ids.count == 1 else { return settled([.split(batch)]) }
            if refusals.last?.number != batch.number { refusals.append(batch) }
            guard refusals.count >= SyncRun.mostRefusals else { return refused(batch, status, text, isCounted: true) }
            guard hasTaken else { return refusesAll(status, text) }
            state = .probing(batch, status: status, text: text)
            return [.look(batch.ids[0], batch)]
        case 401, 403: return stop(.credentials(status: status))
        case _ where SyncRun.isPassing(status):
            // That says nothing of what was stored.
            lostBatch = batch.number
            return failed(answer, jitter)
        // What it says may repeat what it was sent, and a fault gets into the log.
        case 300...399: return stop(.address(status: status, text: "it sends us to another address"))
        case _: return stop(.address(status: status, text: ""))
        }
    }

    /// A status that may be another one the next time.
    private static func isPassing(_ status: Int) -> Bool {
        switch status {
        case 408, 425, 429, 500...599: true
        case _: false
        }
    }

    /// - Parameter isCounted: whether it is one of those in a row; else the row begins anew.
    private mutating func refused(
        _ batch: SyncBatch, _ status: Int, _ text: String, isCounted: Bool = false
    ) -> [Action] {
        if !isCounted { refusals = [] }
        let reason = status == 413 ? "it is too large for the record store" : "refused (\(status)): \(text)"
        return settled([.quarantine(batch, reason: reason)])
    }

    private mutating func refusesAll(_ status: Int, _ text: String) -> [Action] {
        state = .over
        return [.takeBack(refusals), .stop(.refusesAll(status: status, text: text))]
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
            return failed(.lost("a conflict about a statement that is not there"), 1)
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

    private mutating func failed(_ answer: StoreAnswer, _ jitter: Double) -> [Action] {
        failures += 1
        var why = "no answer"
        var wanted: Int?
        switch answer {
        case .status(let status, _, let retryAfter):
            why = "it answered \(status)"
            wanted = retryAfter
        case .foreign(let status):
            return stop(.address(status: status, text: "a page that is none of a record store's"))
        case .noToken(let status): return stop(.noToken(status: status))
        case .lost(let reason): why = reason
        }
        if let mostFailures, failures >= mostFailures { return stop(.unreachable(why)) }
        if mostFailures != nil, let wanted, wanted > SyncRun.longestWait {
            // Somebody looks on.
            return stop(.unreachable("it wants to be asked again in \(wanted) seconds"))
        }
        state = .waiting
        // A little more than was asked for: not all boxes in the same second. And not less than by itself: some ask for
        // none at all, again and again.
        let asked = wanted.map { Duration.seconds(min(86_400, max(0, $0))) * (1 + min(1, max(0, jitter)) / 10) }
        let wait = Action.wait(max(asked ?? .zero, SyncRun.backoff(failures, jitter)))
        return failures == SyncRun.failuresToNote ? [.note(.unreachable(why)), wait] : [wait]
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
