/// Exponential backoff with full jitter: a delay anywhere between nothing and a ceiling that doubles with every attempt.
public struct Backoff: Sendable, Hashable {
    /// Ceiling of the first delay.
    public var base: Duration
    /// Ceiling of every delay.
    public var limit: Duration

    public init(base: Duration = .milliseconds(500), limit: Duration = .seconds(30)) {
        self.base = base
        self.limit = limit
    }

    /// The delay before an attempt.
    /// - Parameters:
    ///   - attempt: 1 for the first attempt after a loss.
    ///   - random: evenly distributed over 0..<1.
    public func delay(attempt: Int, random: Double) -> Duration {
        var ceiling = base
        for _ in 1..<max(1, min(attempt, 64)) where ceiling < limit { ceiling += ceiling }
        return min(ceiling, limit) * min(1, max(0, random))
    }
}
