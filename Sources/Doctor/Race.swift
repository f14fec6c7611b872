import Glibc
import Synchronization

/// Work against the clock: whoever is first is listened to.
///
/// What is too late is cancelled and left alone: a name server that hangs, or a card that dies, cannot be made to end.
enum Race {
    /// The work's value, or nil when it took longer.
    static func run<Value: Sendable>(
        within limit: Duration, _ work: @escaping @Sendable () async -> Value
    ) async -> Value? {
        let finish = Finish<Value?>()
        return await withCheckedContinuation { continuation in
            finish.wait(continuation)
            let task = Task { finish.cross(await work()) }
            Task {
                try? await Task.sleep(for: limit)
                finish.cross(nil)
                task.cancel()
            }
        }
    }

    /// Work that blocks, on a thread of its own.
    static func onThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            let start = Start { continuation.resume(returning: work()) }
            let context = Unmanaged.passRetained(start).toOpaque()
            var thread = pthread_t()
            let code = pthread_create(
                &thread, nil,
                { context in
                    guard let context else { return nil }
                    Unmanaged<Start>.fromOpaque(context).takeRetainedValue().body()
                    return nil
                }, context)
            if code == 0 {
                pthread_detach(thread)
            } else {
                // Out of threads: better on this one than not at all.
                Unmanaged<Start>.fromOpaque(context).takeRetainedValue().body()
            }
        }
    }

    private final class Start: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    private final class Finish<Value: Sendable>: Sendable {
        private let waiting = Mutex<CheckedContinuation<Value, Never>?>(nil)

        func wait(_ continuation: CheckedContinuation<Value, Never>) { waiting.withLock { $0 = continuation } }

        func cross(_ value: Value) {
            let continuation = waiting.withLock { waiting in
                defer { waiting = nil }
                return waiting
            }
            continuation?.resume(returning: value)
        }
    }
}
