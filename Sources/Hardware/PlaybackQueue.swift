import Audio
import Synchronization

/// Sound that waits for the speaker's thread, and the orders to be silent, between the threads.
///
/// Bounded: frames beyond the limit are refused, and that is told once the rest has been played (see
/// ``BoardEvent/silenced(at:)``).
final class PlaybackQueue: Sendable {
    /// What the speaker's thread must do before it plays on.
    struct Orders: Sendable, Hashable {
        /// How often silence was ordered since the last look.
        var silences: Int
        /// 24 kHz samples that wait to be played.
        var waiting: Int
    }

    private struct Content: Sendable {
        var frames: [AudioFrame] = []
        /// Samples of the first frame that are taken already.
        var taken = 0
        var waiting = 0
        var silences = 0
        var refused = 0
    }

    private let content = Mutex(Content())
    /// Most samples that may wait (24 kHz).
    let limit: Int

    init(limit: Duration) { self.limit = AudioFrame.samples(in: limit) }

    /// - Returns: false when it does not fit.
    @discardableResult
    func add(_ frame: AudioFrame) -> Bool {
        content.withLock { content in
            guard content.waiting + frame.samples.count <= limit else {
                content.refused += 1
                return false
            }
            guard !frame.samples.isEmpty else { return true }
            content.frames.append(frame)
            content.waiting += frame.samples.count
            return true
        }
    }

    /// Forgets what waits and notes that silence was ordered.
    func orderSilence() {
        content.withLock { content in content = Content(silences: content.silences + 1) }
    }

    /// Forgets what waits, because the speaker is gone.
    /// - Returns: whether anything was lost or refused.
    func discard() -> Bool {
        content.withLock { content in
            let lost = content.waiting > 0 || content.refused > 0
            content = Content(silences: content.silences)
            return lost
        }
    }

    func takeOrders() -> Orders {
        content.withLock { content in
            defer { content.silences = 0 }
            return Orders(silences: content.silences, waiting: content.waiting)
        }
    }

    /// Whether frames were refused since the last look.
    func takeRefusal() -> Bool {
        content.withLock { content in
            defer { content.refused = 0 }
            return content.refused > 0
        }
    }

    /// The next samples, at most `count`.
    func take(_ count: Int) -> [Int16] {
        content.withLock { content in
            var samples: [Int16] = []
            samples.reserveCapacity(min(count, content.waiting))
            var used = 0
            while samples.count < count, used < content.frames.count {
                let frame = content.frames[used].samples
                let part = frame[content.taken..<min(frame.count, content.taken + count - samples.count)]
                samples += part
                if part.endIndex == frame.count {
                    used += 1
                    content.taken = 0
                } else {
                    content.taken = part.endIndex
                }
            }
            content.frames.removeFirst(used)
            content.waiting -= samples.count
            return samples
        }
    }
}
