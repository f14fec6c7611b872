public import Tutor

/// One event with what the session answered: a line of the diary, and what watchers see.
public struct Step: Sendable, Hashable, Codable {
    /// Nanoseconds since boot.
    public var at: Int64
    public var event: Session.Event
    public var actions: [Session.Action]
    /// From the button's edge to the order for the lamp, in nanoseconds; of presses that lit it only.
    public var lamp: Int64?

    public init(at: Duration, event: Session.Event, actions: [Session.Action]) {
        self.at = at.inNanoseconds
        self.event = event
        self.actions = actions
    }

    public var time: Duration { .nanoseconds(at) }
}

extension Duration {
    /// Whole nanoseconds, rounded down.
    public var inNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    public var inMilliseconds: Double { Double(inNanoseconds) / 1_000_000 }
}
