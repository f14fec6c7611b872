import Lessons
import Tutor

/// Writes answers to the gradebook away from the audio path, and tells the session when each is safe.
///
/// Not part of a task that may be cancelled: an answer on its way to the disk arrives there.
struct KeepingThread: Sendable {
    private let thread: WorkThread<any AnswerKeeper>
    private let inbox: EventInbox
    private let clock: any Timekeeper

    init(_ keeper: any AnswerKeeper, inbox: EventInbox, clock: any Timekeeper) {
        thread = WorkThread(named: "gradebook") { keeper }
        self.inbox = inbox
        self.clock = clock
    }

    func keep(_ attempt: Attempt, _ ticket: Ticket, at time: Duration) {
        let fits = thread.post { [inbox, clock] keeper in
            do {
                try keeper.keep(attempt, at: time)
                inbox.post(.recorded(ticket), at: clock.now)
            } catch {
                inbox.post(.recordFailed(ticket, reason: "\(error)"), at: clock.now)
            }
        }
        if !fits {
            inbox.post(
                .recordFailed(ticket, reason: "the gradebook is too far behind: is the card full or dying?"), at: time)
        }
    }

    func note(_ latency: TurnLatency, at time: Duration) {
        let kept = KeptLatency(
            releaseToCommit: latency.releaseToCommit.inMilliseconds,
            commitToFirstDelta: latency.commitToFirstDelta.inMilliseconds,
            firstDeltaToAudible: latency.firstDeltaToAudible.inMilliseconds)
        // Losing a latency is no harm: the answers matter.
        thread.post { keeper in try? keeper.note(kept, at: time) }
    }

    func finish() { thread.finish() }
}
