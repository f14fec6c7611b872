import Synchronization
import Tutor

/// Where everything that happens meets, in the order it came: the one order that the session is fed in.
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
    /// Periods of sound that nobody waits for are handed over five at a time, or with the next event: while nobody
    /// takes a turn, ten wakes a second instead of fifty.
    static let periodsAtRest = 5

    private typealias Reader = CheckedContinuation<[Stamped], Never>

    private enum Phase {
        case open
        /// The session waits; periods of sound alone wake it when there are so many.
        case awaited(Reader, periods: Int)
        case over
    }

    private struct Content {
        var phase = Phase.open
        var waiting: [Stamped] = []
        /// Frames of the microphone that wait, and reports of the speaker.
        var frames = 0
        var reports = 0
        var framesDropped = 0

        mutating func takeAll() -> [Stamped] {
            frames = 0
            reports = 0
            defer { waiting = [] }
            return waiting
        }

        func isDue(atPeriods wanted: Int) -> Bool {
            max(frames, reports) >= wanted || waiting.count > frames + reports
        }
    }

    private let content = Mutex(Content())

    func post(_ event: Session.Event, at time: Duration) {
        // A diary keeps whole nanoseconds: the session is given no more, so that a replay is the same.
        let stamped = Stamped(event: event, at: .nanoseconds(time.inNanoseconds))
        let due: (Reader, [Stamped])? = content.withLock { content in
            if case .over = content.phase { return nil }
            if case .heard = event {
                guard content.frames < EventInbox.mostFrames else {
                    content.framesDropped += 1
                    return nil
                }
                content.frames += 1
            }
            if case .played = event { content.reports += 1 }
            content.waiting.append(stamped)
            guard case .awaited(let reader, let wanted) = content.phase, content.isDue(atPeriods: wanted) else {
                return nil
            }
            content.phase = .open
            return (reader, content.takeAll())
        }
        if let (reader, events) = due { reader.resume(returning: events) }
    }

    /// What has happened since, in order: at least one event; none when it is over. To be called by one task.
    /// - Parameter hurried: whether each period of sound is waited for.
    func next(hurried: Bool) async -> [Stamped] {
        await withTaskCancellationHandler {
            await withCheckedContinuation { reader in
                let wanted = hurried ? 1 : EventInbox.periodsAtRest
                let due: [Stamped]? = content.withLock { content in
                    if case .over = content.phase { return content.takeAll() }
                    if content.isDue(atPeriods: wanted) { return content.takeAll() }
                    content.phase = .awaited(reader, periods: wanted)
                    return nil
                }
                if let due { reader.resume(returning: due) }
            }
        } onCancel: {
            finish()
        }
    }

    /// Microphone frames dropped so far.
    var framesDropped: Int { content.withLock { $0.framesDropped } }

    /// Whether the conversation has ended.
    var isOver: Bool {
        content.withLock { content in
            if case .over = content.phase { true } else { false }
        }
    }

    func finish() {
        let waiting: Reader? = content.withLock { content in
            defer { content.phase = .over }
            if case .awaited(let reader, _) = content.phase { return reader }
            return nil
        }
        waiting?.resume(returning: [])
    }
}
