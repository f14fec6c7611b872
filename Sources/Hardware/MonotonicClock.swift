import CALSA
import CGPIO
import Glibc

/// The clock that GPIO edges and sound are stamped with: CLOCK_MONOTONIC, as a duration since boot.
public enum MonotonicClock {
    public static var now: Duration {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Duration(time)
    }
}

extension Duration {
    init(_ time: timespec) { self = .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec) }

    /// Whole milliseconds, rounded up, as `poll` takes them: a wait never ends before its time.
    var pollMilliseconds: Int32 {
        let (seconds, attoseconds) = components
        let milliseconds = seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(clamping: max(0, milliseconds))
    }

    /// How long a number of samples last at a rate (Hz).
    static func samples(_ count: Int, at rate: Int) -> Duration {
        .nanoseconds(Int64(count) * 1_000_000_000 / Int64(rate))
    }
}
