import Synchronization
import Tutor

/// Whether nobody is being taught just now: what can wait, waits for that.
public final class Rest: Sendable {
    private let clock: any Timekeeper
    private let lastActive: Mutex<Duration>
    private let pause: Duration

    /// - Parameter pause: so long nothing must have happened.
    public init(after pause: Duration = .seconds(20), clock: any Timekeeper = MonotonicTime()) {
        self.pause = pause
        self.clock = clock
        lastActive = Mutex(clock.now)
    }

    public var isResting: Bool { lastActive.withLock { clock.now - $0 > pause } }

    /// Told each step of a session.
    public func watch(_ step: Step) {
        let isActive = step.actions.contains { action in
            switch action {
            case .show(.listening), .show(.thinking), .show(.speaking), .play, .record: true
            case _: false
            }
        }
        if isActive { lastActive.withLock { $0 = clock.now } }
    }
}
