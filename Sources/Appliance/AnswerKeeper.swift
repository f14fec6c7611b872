public import Lessons
public import Realtime
public import Tutor

/// Keeps marked answers durably: the gradebook, as the run loop sees it.
public protocol AnswerKeeper: Sendable {
    /// Returns when the answer is safe from a power cut. Blocks; called on a thread of its own.
    /// - Parameter time: when it was given, since boot.
    func keep(_ attempt: Attempt, at time: Duration) throws
    /// Notes how long a turn took. Losing one is no harm.
    func note(_ latency: KeptLatency, at time: Duration) throws
    /// Keeps what an answer of the provider used and cost.
    func charge(_ spending: Spending, at time: Duration) throws
    /// Keeps for the teacher that an answer of the tutor was stopped.
    func report(_ trip: OutputGuard.Trip, at time: Duration) throws
    /// Keeps what happened beside the answers.
    func keep(_ happening: Happening, at time: Duration) throws
    /// Proves that it can still write: the session is known to have lasted until now. Blocks.
    func check(at time: Duration) throws
}

/// The latencies of one turn, in milliseconds, as they are kept.
public struct KeptLatency: Sendable, Hashable {
    /// The button's edge to the order for the lamp; `nil` where no button was pressed.
    public var pressToLamp: Double?
    public var releaseToCommit: Double
    public var commitToFirstDelta: Double
    public var firstDeltaToAudible: Double
}
