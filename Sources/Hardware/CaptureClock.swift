/// The times of a microphone's samples, smoothed over the jitter with which they are read. Pure.
///
/// A measurement can be late (the thread slept, the device tells its position in steps) but hardly early: an earlier
/// one is believed at once, a later one slowly.
struct CaptureClock: Sendable, Hashable {
    private enum State: Sendable, Hashable {
        case unknown
        /// When the next sample was captured, as far as is known.
        case running(next: Duration)
    }

    private var state = State.unknown
    /// Rate of the samples (Hz).
    let rate: Int
    /// Beyond this the stream was interrupted, and the measurement is believed.
    static let tolerance = Duration.milliseconds(100)

    init(rate: Int) { self.rate = rate }

    /// The time of the first of `samples` new samples, measured as `measured`.
    mutating func stamp(measured: Duration, samples: Int) -> Duration {
        let first: Duration
        switch state {
        case .unknown: first = measured
        case .running(let next):
            let late = measured - next
            if late < .zero || late > CaptureClock.tolerance {
                first = measured
            } else {
                first = next + late / 64
            }
        }
        state = .running(next: first + .samples(samples, at: rate))
        return first
    }

    /// Forgets the past after an interruption.
    mutating func restart() { state = .unknown }
}
