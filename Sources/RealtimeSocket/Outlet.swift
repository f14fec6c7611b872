import Synchronization

/// The outbox of a connection, between any task that sends and the event loop that writes.
final class Outlet: Sendable {
    enum Offer: Sendable, Hashable {
        case taken(Outbox.Outcome)
        case closed
    }

    /// Events that were handed in and never reached the kernel.
    struct Unsent: Sendable, Hashable {
        var control = 0
        var audio = 0
    }

    private enum Phase: Sendable, Hashable {
        case idle
        /// The event loop knows that there is something to write.
        case draining
        case closed
    }

    private struct Waiter: Sendable {
        let bytes: Int
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State: Sendable {
        var phase = Phase.idle
        var outbox: Outbox
        /// Written to the channel, not yet to the kernel.
        var inFlight = Unsent()
        var waiting: [Int: Waiter] = [:]
        var nextWaiter = 0
    }

    /// Bytes that may wait.
    let limit: Int
    private let state: Mutex<State>
    /// Asks the event loop to drain.
    private let wake: @Sendable () -> Void

    init(limit: Int, wake: @escaping @Sendable () -> Void) {
        self.limit = limit
        state = Mutex(State(outbox: Outbox(limit: limit)))
        self.wake = wake
    }

    /// Queues a text without ever waiting.
    func offer(_ text: String, as kind: Outbox.Kind) -> Offer {
        let (offer, asleep): (Offer, Bool) = state.withLock { state in
            guard state.phase != .closed else { return (.closed, false) }
            let outcome = state.outbox.append(text, as: kind)
            guard state.phase == .idle else { return (.taken(outcome), false) }
            state.phase = .draining
            return (.taken(outcome), true)
        }
        if asleep { wake() }
        return offer
    }

    /// Waits until at most the limit would be waiting, then queues a text. Nothing is dropped.
    func send(_ text: String) async throws(SocketError) {
        while true {
            switch offerIfRoom(text) {
            case .taken: return
            case .closed: throw .closed(CloseReason(.goingAway, "nothing can be sent any more"))
            case nil: await room(for: text.utf8.count)
            }
            if Task.isCancelled { throw .closed(CloseReason(.goingAway, "the task was cancelled")) }
        }
    }

    private func offerIfRoom(_ text: String) -> Offer? {
        let full = state.withLock { $0.phase != .closed && !Outlet.hasRoom($0.outbox, for: text.utf8.count) }
        return full ? nil : offer(text, as: .control)
    }

    private static func hasRoom(_ outbox: Outbox, for bytes: Int) -> Bool {
        outbox.isEmpty || outbox.bytes + bytes <= outbox.limit
    }

    private func room(for bytes: Int) async {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let now = state.withLock { state in
                    if state.phase == .closed || Outlet.hasRoom(state.outbox, for: bytes) || Task.isCancelled {
                        return true
                    }
                    state.waiting[id] = Waiter(bytes: bytes, continuation: continuation)
                    return false
                }
                if now { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: id) }?.continuation.resume()
        }
    }

    /// The next text for the wire; nil when all is out (the next offer wakes the event loop again). On the event loop only.
    func take() -> (text: String, kind: Outbox.Kind)? {
        let (next, waiting): ((String, Outbox.Kind)?, [Int: Waiter]) = state.withLock { state in
            guard let next = state.outbox.take() else {
                if state.phase == .draining { state.phase = .idle }
                return (nil, [:])
            }
            state.inFlight.count(next.kind, +1)
            guard !state.waiting.isEmpty else { return (next, [:]) }
            let outbox = state.outbox
            let ready = state.waiting.filter { Outlet.hasRoom(outbox, for: $0.value.bytes) }
            for id in ready.keys { state.waiting[id] = nil }
            return (next, ready)
        }
        for waiter in waiting.values { waiter.continuation.resume() }
        return next
    }

    /// A taken text reached the kernel.
    func wrote(_ kind: Outbox.Kind) { state.withLock { $0.inFlight.count(kind, -1) } }

    /// Takes no more; senders that wait are told.
    func close() {
        let waiting = state.withLock { state in
            state.phase = .closed
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for waiter in waiting { waiter.continuation.resume() }
    }

    var unsent: Unsent {
        state.withLock { state in
            Unsent(
                control: state.outbox.controlCount + state.inFlight.control,
                audio: state.outbox.audioCount + state.inFlight.audio)
        }
    }

    var isEmpty: Bool { state.withLock { $0.outbox.isEmpty } }

    /// Bytes that wait now.
    var bytes: Int { state.withLock { $0.outbox.bytes } }
}

extension Outlet.Unsent {
    fileprivate mutating func count(_ kind: Outbox.Kind, _ change: Int) {
        switch kind {
        case .control: control += change
        case .audio: audio += change
        }
    }
}
