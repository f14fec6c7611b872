import Lessons
import Realtime
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

    func note(_ latency: TurnLatency, lamp: Duration?, at time: Duration) {
        let kept = KeptLatency(
            pressToLamp: lamp?.inMilliseconds,
            releaseToCommit: latency.releaseToCommit.inMilliseconds,
            commitToFirstDelta: latency.commitToFirstDelta.inMilliseconds,
            firstDeltaToAudible: latency.firstDeltaToAudible.inMilliseconds)
        // Losing a latency is no harm: the answers matter.
        thread.post { keeper in try? keeper.note(kept, at: time) }
    }

    func charge(_ spending: Spending, at time: Duration) {
        insist("what was spent", at: time) { try $0.charge(spending, at: time) }
    }

    func report(_ trip: OutputGuard.Trip, at time: Duration) {
        insist("that an answer was stopped", at: time) { try $0.report(trip, at: time) }
    }

    func keep(_ happening: Happening, at time: Duration) {
        insist("what happened beside an answer", at: time) { try $0.keep(happening, at: time) }
    }

    /// What no pupil waits for; when it is lost, somebody is told.
    private func insist(
        _ what: String, at time: Duration, _ work: @escaping @Sendable (any AnswerKeeper) throws -> Void
    ) {
        let fits = thread.post { [inbox, clock] keeper in
            do {
                try work(keeper)
            } catch {
                inbox.post(.recordFailed(KeepingThread.nobody, reason: "\(what): \(error)"), at: clock.now)
            }
        }
        if !fits { inbox.post(.recordFailed(KeepingThread.nobody, reason: what), at: time) }
    }

    /// Has the gradebook write, and tells when it did.
    func check(at time: Duration, _ wrote: @escaping @Sendable () -> Void) {
        insist("that the lesson goes on", at: time) { keeper in
            try keeper.check(at: time)
            wrote()
        }
    }

    private static let nobody = Ticket(rawValue: 0)

    /// Returns when all that was given is on the disk: the gradebook may be closed then.
    func finish() {
        thread.drain()
        thread.finish()
    }
}
