import Synchronization

/// How many calls run at once, and how many wait for their turn, in the order in which they came.
final class CallGate: Sendable {
    enum Admission: Sendable, Hashable {
        case admitted
        /// As many wait as may.
        case full
        case cancelled
    }

    private struct State {
        var running = 0
        var waiting: [(id: Int, continuation: CheckedContinuation<Admission, Never>)] = []
        var next = 0
    }

    private let most: Int
    private let mostWaiting: Int
    private let state = Mutex(State())

    init(_ most: Int, waiting: Int) {
        self.most = most
        mostWaiting = waiting
    }

    /// Returns when the call may run; ``leave()`` must follow where it was admitted.
    func enter() async -> Admission {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isCancelled = Task.isCancelled
                let now: Admission? = state.withLock { state in
                    if isCancelled { return .cancelled }
                    if state.running < most {
                        state.running += 1
                        return .admitted
                    }
                    guard state.waiting.count < mostWaiting else { return .full }
                    state.waiting.append((id, continuation))
                    return nil
                }
                if let now { continuation.resume(returning: now) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiting.firstIndex { $0.id == id }.map { state.waiting.remove(at: $0).continuation }
            }
            waiter?.resume(returning: .cancelled)
        }
    }

    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Admission, Never>? in
            if !state.waiting.isEmpty { return state.waiting.removeFirst().continuation }
            state.running -= 1
            return nil
        }
        next?.resume(returning: .admitted)
    }
}
