import Gradebook
import Lessons
import Statements
import TestSupport

/// Writes what a lesson writes, and notes what was acknowledged once it was.
struct LessonOnDisk {
    private let store: ProgressStore
    private let boot: BootID
    private var session: SessionID?
    private var pupil: PupilID = .guest
    private var step = 0
    private var knowsTime = false

    init(store: ProgressStore, boot: BootID) {
        self.store = store
        self.boot = boot
    }

    private var now: Duration { .seconds(step) }
    private var wall: WallTime? {
        knowsTime ? WallTime(milliseconds: Samples.morning.milliseconds + Int64(step) * 1_000) : nil
    }

    /// - Throws: ``GradebookError``: then nothing was acknowledged.
    mutating func step(_ ledger: inout PowerCut.Ledger, _ numbers: inout SplitMix) throws(GradebookError) {
        step += 1
        guard let session else { return try start(&ledger) }
        switch Int.random(in: 0..<20, using: &numbers) {
        case 0:
            try store.endSession(session, at: now, wall: wall)
            self.session = nil
        case 1:
            pupil = try store.addPupil(name: "Pupil \(step)")
            ledger.pupils.insert(pupil)
        case 2...4:
            try store.recordTurn(
                Turn(number: step, outcome: .answered, releaseToCommit: .milliseconds(40)), in: session, at: now,
                wall: wall)
            ledger.turns += 1
        case 5 where !knowsTime:
            try store.stamp(Samples.morning, at: now, boot: boot)
            knowsTime = true
            ledger.stamped.insert(boot)
        case 5, 6: try store.continueSession(session, at: now, wall: wall)
        case _:
            let length = Int.random(in: 1...400, using: &numbers)
            let attempt = Samples.attempt(
                ["a", "b", "c"][step % 3], answer: String("two 🦊 and a half ".prefix(1 + length % 17)) + "\(step)",
                Bool.random(using: &numbers) ? .right : .wrong, number: 1 + length % 3)
            ledger.answers[try store.record(attempt, in: session, at: now, wall: wall)] = attempt
        }
    }

    private mutating func start(_ ledger: inout PowerCut.Ledger) throws(GradebookError) {
        let started = try store.startSession(of: pupil, lesson: "sums", boot: boot, at: now, wall: wall)
        session = started
        ledger.sessions.insert(started)
    }
}
