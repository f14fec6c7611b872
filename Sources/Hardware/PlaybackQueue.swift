import Audio
import Synchronization

/// Sound that waits for the speaker's thread, on the side of those who may wait for a lock: it hands on what the pipe
/// has room for, and knows what was refused or thrown away.
///
/// Bounded: frames beyond the limit are refused, and that is told once the rest has been played (see
/// ``BoardEvent/silenced(at:)``). While there is no device everything is thrown away, and that is told at once.
final class PlaybackQueue: Sendable {
    private struct Content: Sendable {
        var frames: [AudioFrame] = []
        /// Samples of the first frame that are handed on already.
        var taken = 0
        /// Samples that are not handed on.
        var waiting = 0
        var wasRefused = false
        /// Something was thrown away, and nobody knows yet.
        var wasThrownAway = false
    }

    private let content = Mutex(Content())
    private let pipe: PlaybackPipe
    /// Most samples that may wait (24 kHz).
    let limit: Int

    init(limit: Duration, into pipe: PlaybackPipe) {
        self.limit = AudioFrame.samples(in: limit)
        self.pipe = pipe
    }

    /// - Returns: false when it does not fit, or there is no device.
    @discardableResult
    func add(_ frame: AudioFrame) -> Bool {
        let isTaken = content.withLock { content in
            // Until the loss is told nobody could know that this is not part of it.
            guard !content.wasThrownAway, !pipe.isLost.load(ordering: .acquiring) else {
                content.wasThrownAway = true
                return false
            }
            guard content.waiting + pipe.samples.count + frame.samples.count <= limit else {
                content.wasRefused = true
                return false
            }
            guard !frame.samples.isEmpty else { return true }
            content.frames.append(frame)
            content.waiting += frame.samples.count
            handOn(&content)
            return true
        }
        if isTaken { pipe.orders.signal() } else { pipe.news.signal() }
        return isTaken
    }

    /// Forgets what waits and orders silence.
    func orderSilence() {
        content.withLock { content in
            content = Content()
            pipe.backlog.store(0, ordering: .releasing)
            pipe.silencedTo.store(pipe.samples.writtenCount, ordering: .releasing)
            pipe.silences.add(1, ordering: .releasing)
        }
        pipe.orders.signal()
    }

    /// Hands on what the pipe has room for now.
    func handOn() {
        content.withLock { content in
            guard content.waiting > 0 else { return }
            handOn(&content)
        }
    }

    /// Forgets what waits, because the speaker is gone.
    /// - Parameter unheard: whether the speaker's thread has lost something, too.
    func lose(unheard: Bool) {
        content.withLock { content in
            let isLoss = unheard || content.waiting > 0 || content.wasRefused || content.wasThrownAway
            content = Content(wasThrownAway: isLoss)
            pipe.backlog.store(0, ordering: .releasing)
        }
    }

    /// Tells once, when it is time, that sound was refused or thrown away.
    /// - Parameters:
    ///   - settled: the position before which everything has been reported.
    ///   - tell: called with the lock held, so that nothing can be added between the loss and its being told.
    func tellLoss(settled: Int, _ tell: () -> Void) {
        content.withLock { content in
            let isDone = content.waiting == 0 && settled == pipe.samples.writtenCount
            guard content.wasThrownAway || content.wasRefused && isDone else { return }
            content.wasThrownAway = false
            content.wasRefused = false
            tell()
        }
    }

    private func handOn(_ content: inout Content) {
        var used = 0
        while used < content.frames.count {
            let frame = content.frames[used].samples
            let count = frame.withUnsafeBufferPointer {
                pipe.samples.write(UnsafeBufferPointer(rebasing: $0[content.taken...]))
            }
            content.waiting -= count
            content.taken += count
            guard content.taken == frame.count else { break }
            content.taken = 0
            used += 1
        }
        content.frames.removeFirst(used)
        pipe.backlog.store(content.waiting, ordering: .releasing)
    }
}
