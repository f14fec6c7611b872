/// How a lamp blinks: on, then off, then again.
public struct BlinkPattern: Sendable, Hashable {
    /// Milliseconds of each.
    public var onMilliseconds: Int
    public var offMilliseconds: Int

    public init(onMilliseconds: Int = 500, offMilliseconds: Int = 500) {
        self.onMilliseconds = onMilliseconds
        self.offMilliseconds = offMilliseconds
    }
}

extension BlinkPattern {
    /// Milliseconds that one of both may last.
    public static let bounds = 20...10_000

    /// The shortest round in milliseconds: faster than three flashes a second can bring on a seizure (WCAG 2.3.1).
    public static let shortestRound = 334

    /// Whether the lamp is lit so long after it began to blink, and when that changes.
    func phase(at elapsed: Duration) -> (isLit: Bool, until: Duration) {
        let round = onMilliseconds + offMilliseconds
        let now = max(0, Int(elapsed / .milliseconds(1)))
        let start = now - now % round
        return now - start < onMilliseconds
            ? (true, .milliseconds(start + onMilliseconds)) : (false, .milliseconds(start + round))
    }
}
