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

    /// - Parameter mostFailures: tries in a row after which it gives up; nil never does.
    public init(mostFailures: Int? = nil) { self.mostFailures = mostFailures }

    public mutating func start() -> [Action] { [.fetch] }

    public mutating func handle(_ event: Event) -> [Action] {
        switch (event, state) {
        case (.batch(nil), .idle):
            state = .over
            return [.done]
        case (.batch(let batch?), .idle):
            state = .posting(batch)
            return [.post(batch)]
        case (.answered(let answer, let jitter), .posting(let batch)):
            return posted(batch, answer, jitter)
        case (.found(let stored), .looking(let batch, let place)):
            return looked(batch, place, stored)
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
        guard case .status(let status, let text, _) = answer else { return failed(batch, answer, jitter) }
        switch status {
        case 200, 204: return settled([.markSent(batch)])
        case 409:
            // An earlier try got in, or one of them is there with other content.
            let place = batch.ids.count == 1 ? Place.only : .first
            state = .looking(batch, place)
            return [.look(batch.ids[0], batch)]
        case 400, 422, 413:
            guard batch.ids.count == 1 else { return settled([.split(batch)]) }
            let reason = status == 413 ? "it is too large for the record store" : "refused (\(status)): \(text)"
            return settled([.quarantine(batch, reason: reason)])
        case 401, 403: return stop(.credentials(status: status))
        case 408, 425, 429, 500...599: return failed(batch, answer, jitter)
        case _: return stop(.address(status: status, text: text))
        }
    }

    private mutating func looked(_ batch: SyncBatch, _ place: Place, _ stored: StoredStatement) -> [Action] {
        switch (place, stored) {
        case (.only, .same), (.last, .same): return settled([.markSent(batch)])
        case (.only, .other):
            return settled([.quarantine(batch, reason: "the record store has another statement under this id")])
        case (.only, .none):
            // It says that it is there, and it is not: the next try will tell.
            return failed(batch, .lost("a conflict about a statement that is not there"), 1)
        case (.first, .same):
            // Batches go in whole: where both ends are, all of it is.
            state = .looking(batch, .last)
            return [.look(batch.ids[batch.ids.count - 1], batch)]
        case (.first, .none), (.first, .other), (.last, .none), (.last, .other): return settled([.split(batch)])
        }
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
        case .status(let status, let text, let retryAfter):
            if status == 401 || status == 403 { return stop(.credentials(status: status)) }
            why = "it answered \(status)\(text.isEmpty ? "" : ": \(text)")"
            wanted = retryAfter
        case .lost(let reason): why = reason
        }
        if let mostFailures, failures >= mostFailures { return stop(.unreachable(why)) }
        state = .waiting(batch)
        return [.wait(wanted.map { .seconds(min(86_400, max(0, $0))) } ?? SyncRun.backoff(failures, jitter))]
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
