/// Whether a box does its job, as far as a watchdog may know: the microphone's frames move, the loop that handles them
/// turns, and the gradebook writes. Pure.
public struct Watchdog: Sendable, Hashable {
    /// The gradebook is asked to write so often while nothing else is written.
    public static let checkInterval = Duration.seconds(60)
    /// A gradebook that has not written for so long has failed: the process is left to be started again, which opens it anew.
    static let patience = Duration.seconds(180)

    /// A microphone that is known to be away is a state, told and tried again; after so long without a frame a fresh
    /// start may help.
    static let lossPatience = Duration.seconds(300)

    /// How often it must be fed; `nil` where nobody watches.
    let interval: Duration?
    private var fed = Duration.zero
    private var kept: Duration?
    private var framed: Duration?

    /// - Parameter timeout: after which the process is taken for dead.
    public init(timeout: Duration?) { interval = timeout.map { $0 / 2 } }

    /// The gradebook has written.
    public mutating func wrote(at now: Duration) { kept = now }

    /// A frame of the microphone went through the session.
    /// - Returns: whether to feed now.
    public mutating func heard(at now: Duration) -> Bool {
        framed = now
        return feed(at: now)
    }

    /// The loop turned while the microphone was known to be away.
    /// - Returns: whether to feed now.
    public mutating func waited(at now: Duration) -> Bool {
        let last = framed ?? now
        framed = last
        return now - last < Watchdog.lossPatience && feed(at: now)
    }

    private mutating func feed(at now: Duration) -> Bool {
        // The first minutes count from the first frame.
        let lastKept = kept ?? now
        kept = lastKept
        guard let interval, now - fed >= interval, now - lastKept < Watchdog.patience else { return false }
        fed = now
        return true
    }
}
