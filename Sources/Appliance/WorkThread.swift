import Dispatch
import Foundation
import Synchronization

/// A thread of its own for work that blocks: a recogniser, a voice, a disk. Work is done in the order it was posted.
///
/// Bounded: what is posted beyond the limit is refused.
final class WorkThread<State>: Sendable {
    typealias Work = @Sendable (inout State) -> Void

    private enum Phase { case working, finishing }

    private struct Queue {
        var work: [Work] = []
        var phase = Phase.working
    }

    private let queue = Mutex(Queue())
    private let ready = DispatchSemaphore(value: 0)
    private let limit: Int

    /// - Parameters:
    ///   - limit: how much may wait.
    ///   - makeState: makes what the work needs, on the thread itself.
    init(named name: String, limit: Int = 4096, makeState: @escaping @Sendable () -> State) {
        self.limit = limit
        let thread = Thread { [self] in
            var state = makeState()
            while let work = next() { work(&state) }
        }
        thread.name = name
        thread.stackSize = 2 << 20
        thread.start()
    }

    /// Returns whether there was room.
    @discardableResult
    func post(_ work: @escaping Work) -> Bool {
        let fits = queue.withLock { queue in
            guard queue.phase == .working, queue.work.count < limit else { return false }
            queue.work.append(work)
            return true
        }
        if fits { ready.signal() }
        return fits
    }

    /// Waits until what was posted is done.
    func drain() {
        let done = DispatchSemaphore(value: 0)
        let fits = queue.withLock { queue in
            guard queue.phase == .working else { return false }
            queue.work.append { _ in done.signal() }
            return true
        }
        if fits {
            ready.signal()
            done.wait()
        }
    }

    /// What was posted is still done; then the thread ends.
    func finish() {
        queue.withLock { $0.phase = .finishing }
        ready.signal()
    }

    private func next() -> Work? {
        while true {
            ready.wait()
            let found: Work?? = queue.withLock { queue in
                if !queue.work.isEmpty { return .some(queue.work.removeFirst()) }
                return queue.phase == .finishing ? .some(nil) : nil
            }
            if let found { return found }
        }
    }
}
