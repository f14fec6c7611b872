/// Waits until nothing changes any more: an editor that empties a file, writes it and renames it is done once.
public struct Settling: Sendable, Hashable {
    /// So long nothing may change before the files are read.
    public static let quiet = Duration.milliseconds(200)
    /// What changes without end is read after so long all the same.
    public static let longest = Duration.seconds(2)

    private enum State: Sendable, Hashable {
        case quiet
        case changing(since: Duration, last: Duration)
    }

    private var state = State.quiet

    public init() {}

    public mutating func changed(at now: Duration) {
        switch state {
        case .quiet: state = .changing(since: now, last: now)
        case .changing(let since, _): state = .changing(since: since, last: now)
        }
    }

    /// How long to sleep unless something changes; nil is for ever.
    public func wait(at now: Duration) -> Duration? {
        switch state {
        case .quiet: nil
        case .changing(let since, let last):
            max(.zero, min(last + Settling.quiet, since + Settling.longest) - now)
        }
    }

    /// Whether to read now: once for each run of changes.
    public mutating func isDue(at now: Duration) -> Bool {
        guard let wait = wait(at: now), wait <= .zero else { return false }
        state = .quiet
        return true
    }
}
