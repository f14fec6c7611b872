import Synchronization

/// What the capture thread hands to the thread that delivers, without a lock.
final class CapturePipe: Sendable {
    enum Mark: BitwiseCopyable, Sendable {
        /// A device delivers.
        case running
        /// So many 24 kHz samples follow in ``samples``; when the first was captured.
        case samples(Int, at: Duration)
        /// Samples were lost here.
        case interrupted
        /// The device is gone; ``reason`` says why.
        case lost
    }

    /// 2.7 s of sound.
    let samples = Ring<Int16>(capacity: 65_536)
    let marks = Ring<Mark>(capacity: 1_024)
    /// Up when there is something to deliver.
    let news: Wakeup
    let overruns = Atomic(0)
    let suspensions = Atomic(0)
    let hasEnded = Atomic(false)
    /// Taken only where a device fails.
    let reason = Mutex("")

    init() throws(HardwareError) { news = try Wakeup() }
}
