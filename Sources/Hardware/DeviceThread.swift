import Glibc

/// A thread of its own for a device that is read or written by blocking calls, as long as a task lives.
package enum DeviceThread {
    private final class Start: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Runs `body` on a new thread and waits for its end; cancelling the task raises `stop`, which `body` must obey.
    /// - Throws: what `body` throws, or ``HardwareError/noResources(operation:code:)``.
    package static func run(
        named name: String, stop: Wakeup, _ body: @escaping @Sendable () throws(HardwareError) -> Void
    ) async throws(HardwareError) {
        let result: Result<Void, HardwareError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let start = Start {
                    nameThisThread(name)
                    do throws(HardwareError) {
                        try body()
                        continuation.resume(returning: .success(()))
                    } catch {
                        continuation.resume(returning: .failure(error))
                    }
                }
                if let code = spawn(start) {
                    continuation.resume(returning: .failure(.noResources(operation: "pthread_create", code: code)))
                }
            }
        } onCancel: {
            stop.signal()
        }
        try result.get()
    }

    /// A second thread beside that of a device. It must be joined.
    struct Companion {
        fileprivate let thread: pthread_t

        /// Waits for its end.
        func join() { pthread_join(thread, nil) }
    }

    /// Runs `body` on one thread more, until it returns.
    /// - Throws: ``HardwareError/noResources(operation:code:)``.
    static func beside(named name: String, _ body: @escaping @Sendable () -> Void) throws(HardwareError) -> Companion {
        let start = Start {
            nameThisThread(name)
            body()
        }
        var thread = pthread_t()
        if let code = spawn(start, as: &thread) { throw .noResources(operation: "pthread_create", code: code) }
        return Companion(thread: thread)
    }

    /// - Returns: errno, when the thread could not be started.
    private static func spawn(_ start: Start) -> Int32? {
        var thread = pthread_t()
        if let code = spawn(start, as: &thread) { return code }
        pthread_detach(thread)
        return nil
    }

    private static func spawn(_ start: Start, as thread: inout pthread_t) -> Int32? {
        let context = Unmanaged.passRetained(start).toOpaque()
        let code = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Start>.fromOpaque(context).takeRetainedValue().body()
                return nil
            }, context)
        guard code == 0 else {
            Unmanaged<Start>.fromOpaque(context).release()
            return code
        }
        return nil
    }

    /// Makes the thread known by name to `top -H` and debuggers; the kernel keeps 15 bytes.
    private static func nameThisThread(_ name: String) {
        let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        _ = write(file, name, min(15, name.utf8.count))
        close(file)
    }
}
