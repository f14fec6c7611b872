import Audio

/// What the loudspeaker plays and when, on its way from the speaker's thread to the microphone's, without a lock. What
/// does not fit is lost, and the reader finds its place again by the positions.
final class PlayedSound: Sendable {
    enum Mark: BitwiseCopyable, Sendable {
        /// So many samples follow in ``samples``; the first has this position.
        case samples(from: Int, count: Int)
        /// The device was started; the sample of this position is its first.
        case began(Int, at: Duration)
        /// The sample of this position became audible.
        case audible(Int, at: Duration)
        /// What has this position or a later one was never heard.
        case cut(Int)
    }

    /// 1.4 s of sound, as loud as it was written.
    let samples = Ring<Int16>(capacity: 32_768)
    let marks = Ring<Mark>(capacity: 1_024)

    /// Allocates nothing.
    func add(_ part: UnsafeBufferPointer<Int16>, from position: Int) {
        guard samples.room >= part.count, marks.room > 0 else { return }
        _ = samples.write(part)
        _ = marks.push(.samples(from: position, count: part.count))
    }

    func note(_ mark: Mark) { _ = marks.push(mark) }

    /// Whether a board needs it.
    static func isNeeded(for sound: SoundDevices) -> Bool {
        sound.processing.echoCancellation || sound.duplex == .half
    }
}
