import Synchronization

/// Hands each value to everybody who listens, in one order. Who does not keep up loses the oldest; that is counted.
final class Broadcast<Value: Sendable>: Sendable {
    /// Values that wait for a listener: about ten seconds of voice.
    static var waiting: Int { 1_024 }

    private struct State {
        var listeners: [Int: AsyncStream<Value>.Continuation] = [:]
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
            state.listeners[state.next] = continuation
            return state.next
        }
        if let number {
            continuation.onTermination = { [weak self] _ in
                self?.state.withLock { _ = $0.listeners.removeValue(forKey: number) }
            }
        } else {
            continuation.finish()
        }
        return stream
    }

    func send(_ value: Value) {
        let listeners = state.withLock { Array($0.listeners.values) }
        for listener in listeners {
            if case .dropped = listener.yield(value) { state.withLock { $0.dropped += 1 } }
        }
    }

    /// Values that somebody who listened too slowly did not get.
    var dropped: Int { state.withLock { $0.dropped } }

    func finish() {
        let listeners = state.withLock { state in
            state.isOver = true
            defer { state.listeners = [:] }
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.finish() }
    }
}
