import Synchronization

/// Hands each value to everybody who listens, in one order. Who does not keep up loses the oldest; that is counted.
final class Broadcast<Value: Sendable>: Sendable {
    /// Values that wait for a listener: minutes of voice, which comes faster than it can be played.
    static var waiting: Int { 8_192 }

    private struct Listener {
        var number: Int
        var stream: AsyncStream<Value>.Continuation
    }

    private struct State {
        /// Copied for each value without being changed, so it costs nothing where nobody listens.
        var listeners: [Listener] = []
        var next = 0
        var dropped = 0
        var isOver = false
    }

    private let state = Mutex(State())

    /// Values from now on. To be iterated once.
    func listen() -> AsyncStream<Value> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Value.self, bufferingPolicy: .bufferingNewest(Broadcast.waiting))
        let number: Int? = state.withLock { state in
            guard !state.isOver else { return nil }
            state.next += 1
            state.listeners.append(Listener(number: state.next, stream: continuation))
            return state.next
        }
        if let number {
            continuation.onTermination = { [weak self] _ in
                self?.state.withLock { $0.listeners.removeAll { $0.number == number } }
            }
        } else {
            continuation.finish()
        }
        return stream
    }

    /// - Parameter value: made only where somebody listens.
    func send(_ value: @autoclosure () -> Value) {
        let listeners = state.withLock { $0.listeners }
        guard !listeners.isEmpty else { return }
        let value = value()
        for listener in listeners {
            if case .dropped = listener.stream.yield(value) { state.withLock { $0.dropped += 1 } }
        }
    }

    /// Values that somebody who listened too slowly did not get.
    var dropped: Int { state.withLock { $0.dropped } }

    func finish() {
        let listeners = state.withLock { state in
            state.isOver = true
            defer { state.listeners = [] }
            return state.listeners
        }
        for listener in listeners { listener.stream.finish() }
    }
}
