import Synchronization

/// The one order of a board's events, fed from several threads: handed on as they come, or kept to be read.
///
/// Bounded: when nobody reads, the oldest microphone frames beyond 30 s are dropped and counted; buttons, states and
/// silences are never dropped, and reports of played samples that meet each other are added up.
public final class BoardEventQueue: Sendable {
    /// Microphone frames kept while nobody reads: 30 s.
    public static let framesKept = 1_500

    /// To be iterated once, where they are not handed on.
    public let events: AsyncStream<BoardEvent>
    private let inside = Inside()

    public init() {
        let inside = inside
        events = AsyncStream(unfolding: { await inside.next() }, onCancel: { inside.finish() })
    }

    public func post(_ event: BoardEvent) { inside.post(event) }

    /// Hands on what is queued, and from now on each event as it comes, on the thread that posts it, one at a time.
    /// - Parameter notice: must return at once, and not post.
    public func forward(to notice: @escaping @Sendable (BoardEvent) -> Void) { inside.forward(to: notice) }

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
            case forwarded(@Sendable (BoardEvent) -> Void)
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
                case .forwarded(let notice):
                    notice(event)
                    return nil
                case .finished: return nil
                }
            }
            waiting?.resume(returning: event)
        }

        func forward(to notice: @escaping @Sendable (BoardEvent) -> Void) {
            shared.withLock { shared in
                guard case .open = shared.state else { return }
                while let event = shared.backlog.popFirst() { notice(event) }
                shared.state = .forwarded(notice)
            }
        }

        func finish() {
            let waiting: CheckedContinuation<BoardEvent?, Never>? = shared.withLock { shared in
                switch shared.state {
                case .open, .forwarded, .finished:
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
                    case .awaited, .forwarded:
                        // A second reader: events go to one, so the newcomer is told that it is over.
                        return .some(nil)
                    case .finished: return .some(nil)
                    }
                }
                if let answer { continuation.resume(returning: answer) }
            }
        }
    }
}
