import Hardware

/// The one clock of a box: monotonic time since boot, the same that ALSA and GPIO stamp with.
public protocol Timekeeper: Sendable {
    /// Time since boot.
    var now: Duration { get }
    func sleep(for duration: Duration) async throws
}

/// CLOCK_MONOTONIC.
public struct MonotonicTime: Timekeeper {
    public init() {}

    public var now: Duration { MonotonicClock.now }

    public func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration) }
}
