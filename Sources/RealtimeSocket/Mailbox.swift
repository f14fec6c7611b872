import Synchronization

/// A bounded queue between one producer and one consumer. Nothing is dropped: the producer is told when it is full and waits.
final class Mailbox<Element: Sendable>: Sendable {
    enum Fill: Sendable, Hashable { case roomy, full }

    private struct State: Sendable {
        var elements: [(element: Element, cost: Int)] = []
        var head = 0
        var cost = 0
        var finished = false
        var fill = Fill.roomy
        var consumer: CheckedContinuation<Element?, Never>?
        var producer: CheckedContinuation<Void, Never>?
    }

    private enum Taken {
        case element(Element?)
        case elementAndRoom(Element, CheckedContinuation<Void, Never>?)
        case parked
    }

    private let capacity: Int
    /// Called on the consumer's task when there is room again.
    private let onRoom: @Sendable () -> Void
    private let state = Mutex(State())

    init(capacity: Int, onRoom: @escaping @Sendable () -> Void = {}) {
        self.capacity = capacity
        self.onRoom = onRoom
    }

    /// Takes an element in any case, and says whether the producer should wait before the next.
    @discardableResult
    func push(_ element: Element, cost: Int = 1) -> Fill {
        let (consumer, fill): (CheckedContinuation<Element?, Never>?, Fill) = state.withLock { state in
            guard !state.finished else { return (nil, .roomy) }
            if let consumer = state.consumer {
                state.consumer = nil
                return (consumer, state.fill)
            }
            state.elements.append((element, cost))
            state.cost += cost
            if state.cost >= capacity { state.fill = .full }
            return (nil, state.fill)
        }
        consumer?.resume(returning: element)
        return fill
    }

    /// Takes an element only where there is room.
    func offer(_ element: Element) -> Bool {
        if state.withLock({ $0.fill }) == .full { return false }
        push(element)
        return true
    }

    /// Waits until there is room; at once where there is, when the box is finished, or the task is cancelled.
    func room() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let now = state.withLock { state in
                    if state.finished || state.fill == .roomy || Task.isCancelled { return true }
                    state.producer = continuation
                    return false
                }
                if now { continuation.resume() }
            }
        } onCancel: {
            let producer = state.withLock { state in
                defer { state.producer = nil }
                return state.producer
            }
            producer?.resume()
        }
    }

    /// The next element; nil after the last one of a finished box, or when the task is cancelled.
    func next() async -> Element? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                switch state.withLock({ take(from: &$0, orPark: continuation) }) {
                case .element(let element): continuation.resume(returning: element)
                case .elementAndRoom(let element, let producer):
                    producer?.resume()
                    onRoom()
                    continuation.resume(returning: element)
                case .parked: break
                }
            }
        } onCancel: {
            let consumer = state.withLock { state in
                defer { state.consumer = nil }
                return state.consumer
            }
            consumer?.resume(returning: nil)
        }
    }

    private func take(from state: inout State, orPark consumer: CheckedContinuation<Element?, Never>) -> Taken {
        guard state.head < state.elements.count else {
            if state.finished || Task.isCancelled { return .element(nil) }
            state.consumer = consumer
            return .parked
        }
        let (element, cost) = state.elements[state.head]
        state.head += 1
        if state.head * 2 > state.elements.count {
            state.elements.removeFirst(state.head)
            state.head = 0
        }
        state.cost -= cost
        guard state.fill == .full, state.cost * 2 <= capacity else { return .element(element) }
        state.fill = .roomy
        defer { state.producer = nil }
        return .elementAndRoom(element, state.producer)
    }

    /// No more is coming; what is in the box can still be taken.
    func finish() {
        let (consumer, producer) = state.withLock { state in
            state.finished = true
            defer {
                state.consumer = nil
                state.producer = nil
            }
            return (state.consumer, state.producer)
        }
        consumer?.resume(returning: nil)
        producer?.resume()
    }
}
