import Glibc

/// The one clock of a box: monotonic time since boot, the same that ALSA and GPIO stamp with.
public protocol Timekeeper: Sendable {
    /// Time since boot.
    var now: Duration { get }
    func sleep(for duration: Duration) async throws
}

/// CLOCK_MONOTONIC.
public struct MonotonicClock: Timekeeper {
    public init() {}

    public var now: Duration {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }

    public func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration) }
}
