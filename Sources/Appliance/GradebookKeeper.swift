import Foundation
public import Gradebook
public import Lessons
public import Realtime
public import Statements
import Synchronization
public import Tutor

/// The gradebook as the run loop's keeper: one sitting of one pupil.
public final class GradebookKeeper: AnswerKeeper {
    private let store: ProgressStore
    public let session: SessionID
    private let turns = Mutex(0)

    /// Begins a sitting.
    /// - Throws: ``GradebookError``.
    public init(store: ProgressStore, pupil: PupilID, lesson: Lesson, at time: Duration) throws(GradebookError) {
        self.store = store
        session = try store.startSession(
            of: pupil, lesson: lesson.id, language: lesson.language, boot: BootID.current(), at: time,
            wall: GradebookKeeper.wall())
    }

    public func keep(_ attempt: Attempt, at time: Duration) throws {
        try store.record(attempt, in: session, at: time, wall: GradebookKeeper.wall())
    }

    public func note(_ latency: KeptLatency, at time: Duration) throws {
        let number = turns.withLock { turns in
            turns += 1
            return turns
        }
        let commit = Duration.milliseconds(latency.releaseToCommit)
        let delta = commit + .milliseconds(latency.commitToFirstDelta)
        try store.recordTurn(
            Turn(
                number: number, outcome: .answered, pressToLamp: latency.pressToLamp.map { .milliseconds($0) },
                releaseToCommit: commit, releaseToFirstAudio: delta,
                releaseToAudible: delta + .milliseconds(latency.firstDeltaToAudible)),
            in: session, at: time, wall: GradebookKeeper.wall())
    }

    public func charge(_ spending: Spending, at time: Duration) throws {
        try store.record(spending, in: session, at: time, wall: GradebookKeeper.wall())
    }

    public func report(_ trip: OutputGuard.Trip, at time: Duration) throws {
        try store.recordIncident(
            topic: trip.topic, excerpt: trip.excerpt, in: session, at: time, wall: GradebookKeeper.wall())
    }

    public func keep(_ happening: Happening, at time: Duration) throws {
        let wall = GradebookKeeper.wall()
        switch happening {
        case .hint(let exercise, let objective, let number):
            try store.recordHint(number, on: exercise, objective, in: session, at: time, wall: wall)
        case .approval(let tool, let isAllowed):
            try store.recordApproval(of: tool, isAllowed: isAllowed, in: session, at: time, wall: wall)
        }
    }

    /// The end so far: a sitting that a power cut ends has one, to the minute.
    public func check(at time: Duration) throws {
        let wall = GradebookKeeper.wall()
        if let wall, try store.hasOpenTimes() { try store.stamp(wall, at: time, boot: BootID.current()) }
        try store.continueSession(session, at: time, wall: wall)
    }

    /// Ends the sitting.
    public func end(at time: Duration) throws(GradebookError) {
        try store.endSession(session, at: time, wall: GradebookKeeper.wall())
    }

    private static let clock = Mutex((setting: ClockTrust.Setting.auto, isKnown: false))

    /// What the settings say of this machine's clock: told once, before anything is kept.
    public static func believe(_ setting: ClockTrust.Setting) { clock.withLock { $0 = (setting, false) } }

    /// The time by the calendar, or `nil` while the clock is not known to be set (``ClockTrust``). Once it is known it
    /// stays so while the program runs: without its time server it drifts by seconds.
    public static func wall() -> WallTime? {
        let facts = ClockTrust.facts()
        let isKnown = clock.withLock { clock in
            clock.isKnown = ClockTrust.isSet(facts, clock.isKnown ? .trust : clock.setting)
            return clock.isKnown
        }
        return isKnown ? WallTime(milliseconds: facts.milliseconds) : nil
    }
}
