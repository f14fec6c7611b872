import Gradebook
import Lessons
import Statements
import TestSupport

/// Writes what a lesson writes, and what is done beside it, and notes what was acknowledged once it was.
struct LessonOnDisk {
    private let store: ProgressStore
    private let boot: BootID
    /// Whether sittings are moved and pupils erased, too.
    private let rearranges: Bool
    private var session: SessionID?
    private var pupil: PupilID = .guest
    private var step = 0
    private var knowsTime = false

    init(store: ProgressStore, boot: BootID, rearranges: Bool = false) {
        self.store = store
        self.boot = boot
        self.rearranges = rearranges
    }

    private var now: Duration { .seconds(step) }
    private var wall: WallTime? {
        knowsTime ? WallTime(milliseconds: Samples.morning.milliseconds + Int64(step) * 1_000) : nil
    }

    /// - Throws: ``GradebookError``: then nothing was acknowledged.
    mutating func step(_ ledger: inout PowerCut.Ledger, _ numbers: inout SplitMix) throws(GradebookError) {
        step += 1
        guard let session else { return try start(&ledger) }
        switch Int.random(in: 0..<26, using: &numbers) {
        case 0:
            try store.endSession(session, at: now, wall: wall)
            self.session = nil
        case 1:
            pupil = try store.addPupil(name: "Pupil \(step)")
            ledger.pupils.insert(pupil)
        case 2, 3:
            try store.recordTurn(
                Turn(number: step, outcome: .answered, releaseToCommit: .milliseconds(40)), in: session, at: now,
                wall: wall)
            ledger.turns[session, default: 0] += 1
        case 4...6:
            try happen(in: session, &numbers)
            ledger.happenings[session, default: 0] += 1
        case 7 where !knowsTime:
            try store.stamp(Samples.morning, at: now, boot: boot)
            knowsTime = true
            ledger.stamped.insert(boot)
        case 7, 8: try store.continueSession(session, at: now, wall: wall)
        case 9, 10: try send(&ledger)
        case 11, 12: if rearranges { try move(&ledger, &numbers) }
        case 13: if rearranges, Bool.random(using: &numbers) { try erase(&ledger, &numbers) }
        case _:
            let length = Int.random(in: 1...400, using: &numbers)
            let said = String("two 🦊 and a half ".prefix(1 + length % 17)) + "\(boot)-\(step)"
            let attempt = Samples.attempt(
                ["a", "b", "c"][step % 3], answer: said, Int.random(in: 0..<4, using: &numbers) > 0 ? .right : .wrong,
                number: 1 + length % 3)
            try store.record(attempt, in: session, at: now, wall: wall)
            ledger.answers[said] = .init(attempt: attempt, sitting: session)
        }
    }

    private mutating func start(_ ledger: inout PowerCut.Ledger) throws(GradebookError) {
        let started = try store.startSession(of: pupil, lesson: "sums", boot: boot, at: now, wall: wall)
        session = started
        ledger.sittings[started] = pupil
    }

    private func happen(in session: SessionID, _ numbers: inout SplitMix) throws(GradebookError) {
        switch Int.random(in: 0..<3, using: &numbers) {
        case 0: try store.recordHint(1, on: "a", "add", in: session, at: now, wall: wall)
        case 1:
            try store.recordApproval(
                of: "weather", isAllowed: Bool.random(using: &numbers), in: session, at: now, wall: wall)
        case _:
            try store.recordIncident(topic: "violence", excerpt: "words", in: session, at: now, wall: wall)
        }
    }

    /// Fixes a batch, or notes that the record store has the one that is fixed.
    private func send(_ ledger: inout PowerCut.Ledger) throws(GradebookError) {
        guard let batch = ledger.batch else {
            ledger.batch = try store.nextBatch()
            return
        }
        ledger.delivered.formUnion(batch.ids)
        ledger.batch = nil
        try store.markSent(batch.number, at: wall)
        ledger.sent.formUnion(batch.ids)
    }

    private func move(_ ledger: inout PowerCut.Ledger, _ numbers: inout SplitMix) throws(GradebookError) {
        let over = ledger.sittings.filter { $0.key != session }.sorted { $0.key.rawValue < $1.key.rawValue }
        guard let (sitting, pupil) = over.randomElement(using: &numbers) else { return }
        let others = ledger.pupils.union([.guest]).subtracting([pupil]).sorted { $0.rawValue < $1.rawValue }
        guard let right = others.randomElement(using: &numbers) else { return }
        let new = try store.move(sitting, to: right)
        ledger.move(sitting, to: new, of: right)
    }

    /// Also who sits at the box.
    private mutating func erase(_ ledger: inout PowerCut.Ledger, _ numbers: inout SplitMix) throws(GradebookError) {
        let known = ledger.pupils.sorted { $0.rawValue < $1.rawValue }
        guard let gone = known.randomElement(using: &numbers) else { return }
        _ = try store.erase(gone)
        if let session, ledger.sittings[session] == gone { self.session = nil }
        if pupil == gone { pupil = .guest }
        ledger.erase(gone)
    }
}
