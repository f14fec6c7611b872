import Synchronization
import Tutor

/// Where everything that happens meets, in the order it came: the one stream that the session is fed from.
///
/// Bounded: when the session falls behind by a second of microphone, the newest frames are dropped and counted. Nothing
/// else is ever dropped.
final class EventInbox: Sendable {
    struct Stamped: Sendable {
        var event: Session.Event
        var at: Duration
    }

    /// 50 frames of 20 ms.
    static let mostFrames = 50

    private struct Counts {
        var framesWaiting = 0
        var framesDropped = 0
        var phase = Phase.open
    }

    private enum Phase { case open, over }

    let stream: AsyncStream<Stamped>
    private let continuation: AsyncStream<Stamped>.Continuation
    private let counts = Mutex(Counts())

    init() { (stream, continuation) = AsyncStream.makeStream() }

    func post(_ event: Session.Event, at time: Duration) {
        if case .heard = event {
            let fits = counts.withLock { counts in
                guard counts.framesWaiting < EventInbox.mostFrames else {
                    counts.framesDropped += 1
                    return false
                }
                counts.framesWaiting += 1
                return true
            }
            guard fits else { return }
        }
        // A diary keeps whole nanoseconds: the session is given no more, so that a replay is the same.
        continuation.yield(Stamped(event: event, at: .nanoseconds(time.inNanoseconds)))
    }

    /// To be called for each event taken.
    func taken(_ event: Session.Event) {
        if case .heard = event { counts.withLock { $0.framesWaiting -= 1 } }
    }

    /// Microphone frames dropped so far.
    var framesDropped: Int { counts.withLock { $0.framesDropped } }

    /// Whether the conversation has ended.
    var isOver: Bool { counts.withLock { $0.phase == .over } }

    func finish() {
        counts.withLock { $0.phase = .over }
        continuation.finish()
    }
}
