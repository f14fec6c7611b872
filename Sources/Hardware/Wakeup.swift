import Glibc

/// A flag that a blocking thread can wait for beside its devices. It stays up until cleared.
package final class Wakeup: Sendable {
    /// Can be read while the flag is up: one end of a pipe.
    let descriptor: Int32
    private let writer: Int32

    package init() throws(HardwareError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .noResources(operation: "pipe", code: errno) }
        (descriptor, writer) = (ends[0], ends[1])
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
    }

    deinit {
        close(descriptor)
        close(writer)
    }

    /// Never blocks: a full pipe means that the flag is up.
    package func signal() {
        var mark: UInt8 = 1
        _ = write(writer, &mark, 1)
    }

    func clear() {
        var marks: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        while read(descriptor, &marks, 32) == 32 {}
    }

    package var isSignalled: Bool { Wakeup.wait(for: self, self, atMost: .zero).first }

    /// Waits until one of two flags is up, or the time is up. Allocates nothing.
    /// - Returns: which are up now.
    static func wait(
        for first: Wakeup, _ second: Wakeup, atMost limit: Duration?
    ) -> (first: Bool, second: Bool) {
        var polled = (
            pollfd(fd: first.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: second.descriptor, events: Int16(POLLIN), revents: 0)
        )
        let count = withUnsafeMutablePointer(to: &polled) { pair in
            pair.withMemoryRebound(to: pollfd.self, capacity: 2) { poll($0, 2, limit?.pollMilliseconds ?? -1) }
        }
        // Interrupted by a signal: as if nothing had happened; callers look again.
        guard count > 0 else { return (false, false) }
        return (polled.0.revents != 0, polled.1.revents != 0)
    }

    /// Waits until one of the descriptors can be read (or is broken), or the time is up.
    /// - Returns: for each descriptor whether it can be read now.
    static func wait(for descriptors: [Int32], atMost limit: Duration?) -> [Bool] {
        var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let count = poll(&polled, nfds_t(polled.count), limit?.pollMilliseconds ?? -1)
        // Interrupted by a signal: as if nothing had happened; callers look again.
        guard count > 0 else { return descriptors.map { _ in false } }
        return polled.map { $0.revents != 0 }
    }
}
