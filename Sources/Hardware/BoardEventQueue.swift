import Synchronization

/// The one ordered stream of a board's events, fed from several threads.
///
/// Bounded: when nobody reads, the oldest microphone frames beyond 30 s are dropped and counted; buttons, states and
/// silences are never dropped, and reports of played samples that meet each other are added up.
public final class BoardEventQueue: Sendable {
    /// Microphone frames kept while nobody reads: 30 s.
    public static let framesKept = 1_500

    /// To be iterated once.
    public let events: AsyncStream<BoardEvent>
    private let inside = Inside()

    public init() {
        let inside = inside
        events = AsyncStream(unfolding: { await inside.next() }, onCancel: { inside.finish() })
    }

    public func post(_ event: BoardEvent) { inside.post(event) }

    /// Ends the stream after what is queued.
    public func finish() { inside.finish() }

    /// Microphone frames that were dropped because nobody read them.
    public var framesDropped: Int { inside.framesDropped }
}

extension BoardEventQueue {
    private final class Inside: Sendable {
        private enum State {
            case open
            case awaited(CheckedContinuation<BoardEvent?, Never>)
            case finished
        }

        private let shared = Mutex((state: State.open, backlog: BoardEventBacklog(framesKept: framesKept)))

        var framesDropped: Int { shared.withLock { $0.backlog.framesDropped } }

        func post(_ event: BoardEvent) {
            let waiting: CheckedContinuation<BoardEvent?, Never>? = shared.withLock { shared in
                switch shared.state {
                case .open:
                    shared.backlog.append(event)
                    return nil
                case .awaited(let continuation):
                    shared.state = .open
                    return continuation
                case .finished: return nil
                }
            }
            waiting?.resume(returning: event)
        }

        func finish() {
            let waiting: CheckedContinuation<BoardEvent?, Never>? = shared.withLock { shared in
                switch shared.state {
                case .open, .finished:
                    shared.state = .finished
                    return nil
                case .awaited(let continuation):
                    shared.state = .finished
                    return continuation
                }
            }
            waiting?.resume(returning: nil)
        }

        func next() async -> BoardEvent? {
            await withCheckedContinuation { continuation in
                let answer: BoardEvent?? = shared.withLock { shared in
                    if let event = shared.backlog.popFirst() { return .some(event) }
                    switch shared.state {
                    case .open:
                        shared.state = .awaited(continuation)
                        return nil
                    case .awaited:
                        // A second reader: the stream is to be iterated once, so the newcomer is told that it is over.
                        return .some(nil)
                    case .finished: return .some(nil)
                    }
                }
                if let answer { continuation.resume(returning: answer) }
            }
        }
    }
}
