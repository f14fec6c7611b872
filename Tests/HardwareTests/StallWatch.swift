import Foundation
import Hardware
import Synchronization

/// Notices when the machine itself stands still: a thread that wants to wake every 5 ms and says how late it was.
///
/// Tests in real time share their processors with others; what goes wrong while nobody ran is not the board's fault.
final class StallWatch: Sendable {
    /// Later than this a thread that plays sound would be in trouble, too.
    static let tolerance = Duration.milliseconds(35)
    private static let step = Duration.milliseconds(5)

    private struct Seen {
        var due = MonotonicClock.now + step
        var longest = Duration.zero
        var count = 0
    }

    private let seen = Mutex(Seen())
    private let isOver = Atomic(false)

    init() { Thread.detachNewThread { [self] in watch() } }

    func end() { isOver.store(true, ordering: .relaxed) }

    /// The longest time that it was late, also if it still is.
    var longest: Duration { seen.withLock { max($0.longest, MonotonicClock.now - $0.due) } }

    /// How often it was later than ``tolerance``.
    var count: Int { seen.withLock { $0.count } }

    private func watch() {
        while !isOver.load(ordering: .relaxed) {
            usleep(5_000)
            seen.withLock { seen in
                let now = MonotonicClock.now
                let late = now - seen.due
                seen.longest = max(seen.longest, late)
                if late > StallWatch.tolerance { seen.count += 1 }
                seen.due = now + StallWatch.step
            }
        }
    }
}
