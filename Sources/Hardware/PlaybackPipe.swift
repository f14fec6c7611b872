import Audio
import Glibc
import Synchronization

/// What passes between the speaker's thread and the others, without a lock.
///
/// ```
/// PlaybackQueue ──samples, silence orders, gain──> thread "speaker" ──marks──> thread "speaker-events"
/// ```
final class PlaybackPipe: Sendable {
    enum Mark: BitwiseCopyable, Sendable {
        /// The device is open; the index of its card, -1 without one.
        case running(card: Int)
        /// So many more 24 kHz samples became audible.
        case played(Int, at: Duration)
        /// So many orders to be silent were carried out.
        case silenced(Int, at: Duration)
        /// The device is gone; ``reason`` says why. Whether sound was lost with it.
        case lost(unheard: Bool)
        /// Sound came while the device was gone, and was thrown away.
        case dropped
    }

    /// 0.7 s of sound: what the speaker's thread lives on while the others are busy.
    let samples = Ring<Int16>(capacity: 16_384)
    let marks = Ring<Mark>(capacity: 1_024)
    /// Up when the speaker's thread has something to do.
    let orders: Wakeup
    /// Up when the other has.
    let news: Wakeup

    /// How often silence was ordered, and the position before which samples are not to be played.
    let silences = Atomic(0)
    let silencedTo = Atomic(0)
    /// How many of those orders were carried out.
    let silencesDone = Atomic(0)
    /// 24 kHz samples that wait because ``samples`` is full.
    let backlog = Atomic(0)
    /// What samples are multiplied with, as ``SoftGain`` takes it.
    let gain = Atomic(SoftGain.unity)
    /// Whether there is no device: what comes now is thrown away.
    let isLost = Atomic(false)
    /// The position before which every sample has been reported, or dropped.
    let settled = Atomic(0)
    let hasEnded = Atomic(false)

    let underruns = Atomic(0)
    let gaps = Atomic(0)
    let suspensions = Atomic(0)
    /// Taken only where a device fails.
    let reason = Mutex("")

    init() throws(HardwareError) {
        orders = try Wakeup()
        news = try Wakeup()
    }

    /// Whether sound waits to be played.
    var hasSound: Bool { !samples.isEmpty || backlog.load(ordering: .acquiring) > 0 }

    /// Hands a mark to the other thread. Where that has not taken any for 20 s it waits.
    func tell(_ mark: Mark) {
        while !marks.push(mark) { usleep(2_000) }
        news.signal()
    }
}
