/// Decides when a connection is opened again. Pure: time and chance are arguments.
public struct Reconnection: Sendable, Hashable {
    public struct Policy: Sendable, Hashable {
        public var backoff: Backoff
        /// The delay where hurry does not help (401, 403, no quota, a fatal close).
        public var seldom: Duration
        /// A connection that lasted this long was a good one: the next loss starts with the first delay again.
        public var healthyAfter: Duration
        /// Attempts in a row that may fail before it gives up; nil never does.
        public var attempts: Int?

        public init(
            backoff: Backoff = Backoff(), seldom: Duration = .seconds(300), healthyAfter: Duration = .seconds(10),
            attempts: Int? = nil
        ) {
            self.backoff = backoff
            self.seldom = seldom
            self.healthyAfter = healthyAfter
            self.attempts = attempts
        }
    }

    public enum State: Sendable, Hashable {
        case connecting(failures: Int)
        case up(since: Duration, failures: Int)
        case waiting(failures: Int)
        case over
    }

    public enum Event: Sendable, Hashable {
        case connected
        /// The connection ended, or was never made.
        case ended(SocketError)
        /// The owner wants a new connection (session rollover).
        case renew
        /// The delay that `wait` asked for is over.
        case waited
    }

    public enum Action: Sendable, Hashable {
        case connect
        case wait(Duration)
        case giveUp(SocketError)
    }

    public let policy: Policy
    public private(set) var state: State = .connecting(failures: 0)

    /// Begins with an attempt that is under way.
    public init(policy: Policy = Policy()) { self.policy = policy }

    /// - Parameters:
    ///   - now: monotonic time.
    ///   - random: evenly distributed over 0..<1.
    public mutating func handle(_ event: Event, at now: Duration, random: Double) -> Action? {
        switch (state, event) {
        case (.connecting(let failures), .connected):
            state = .up(since: now, failures: failures)
            return nil
        case (.connecting(let failures), .ended(let error)):
            return fail(failures: failures + 1, error, random)
        case (.up(let since, let failures), .ended(let error)):
            let healthy = now - since >= policy.healthyAfter
            return fail(failures: healthy ? 1 : failures + 1, error, random)
        case (.up, .renew), (.waiting, .renew):
            state = .connecting(failures: 0)
            return .connect
        case (.waiting(let failures), .waited):
            state = .connecting(failures: failures)
            return .connect
        // Late or doubled events of a connection that is gone.
        case (.connecting, .renew), (.connecting, .waited), (.up, .connected), (.up, .waited), (.waiting, .connected),
            (.waiting, .ended), (.over, _):
            return nil
        }
    }

    private mutating func fail(failures: Int, _ error: SocketError, _ random: Double) -> Action {
        if let attempts = policy.attempts, failures > attempts {
            state = .over
            return .giveUp(error)
        }
        let delay: Duration
        switch error.retryAdvice {
        case .never:
            state = .over
            return .giveUp(error)
        case .soon: delay = policy.backoff.delay(attempt: failures, random: random)
        // The jitter comes on top: the server's wish is a lower bound.
        case .after(let least): delay = least + policy.backoff.delay(attempt: failures, random: random)
        case .seldom: delay = policy.seldom
        }
        state = .waiting(failures: failures)
        return .wait(delay)
    }
}
