import Foundation
import GRDB
import Lessons
import Statements

@testable import Gradebook

extension PowerCut {
    /// What was acknowledged: it must be found.
    struct Ledger {
        struct Kept {
            var attempt: Attempt
            var sitting: SessionID
        }

        /// By what was said, which is never said twice.
        var answers: [String: Kept] = [:]
        /// Those that count, and whose they are.
        var sittings: [SessionID: PupilID] = [:]
        var turns: [SessionID: Int] = [:]
        /// Hints, approvals, answers of the tutor that were stopped.
        var happenings: [SessionID: Int] = [:]
        var pupils: Set<PupilID> = []
        var erased: Set<PupilID> = []
        /// Boots whose statements have their time.
        var stamped: Set<BootID> = []
        /// What is fixed, and not known to be stored.
        var batch: ProgressStore.Batch?
        /// What a record store has: it need not be sent.
        var delivered: Set<StatementID> = []
        /// What was noted to be stored: it is not sent again.
        var sent: Set<StatementID> = []

        mutating func move(_ session: SessionID, to new: SessionID, of pupil: PupilID) {
            sittings[session] = nil
            sittings[new] = pupil
            turns[new] = turns.removeValue(forKey: session)
            happenings[new] = happenings.removeValue(forKey: session)
            for (said, kept) in answers where kept.sitting == session { answers[said]?.sitting = new }
        }

        mutating func erase(_ pupil: PupilID) {
            let gone = Set(sittings.filter { $0.value == pupil }.keys)
            sittings = sittings.filter { $0.value != pupil }
            turns = turns.filter { !gone.contains($0.key) }
            happenings = happenings.filter { !gone.contains($0.key) }
            answers = answers.filter { !gone.contains($0.value.sitting) }
            pupils.remove(pupil)
            erased.insert(pupil)
            // What is left of it is a smaller one.
            batch = nil
        }
    }

    /// How many acknowledged answers are not there as they were given, by whom they are.
    static func missing(in store: ProgressStore, of ledger: Ledger) throws -> Int {
        let found = try store.queue.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT a.answer, a.verdict, a.number, s.id, s.pupil FROM attempt a JOIN session s ON s.seq = a.session
                    WHERE NOT EXISTS (SELECT 1 FROM void WHERE void.statement = a.statement)
                    """)
        }
        var missing = ledger.answers
        for row in found {
            guard let kept = missing[row[0]], kept.attempt.verdict.rawValue == row[1], kept.attempt.number == row[2],
                kept.sitting.rawValue == row[3], ledger.sittings[kept.sitting]?.rawValue == row[4]
            else { continue }
            missing[row[0]] = nil
        }
        return missing.count
    }
}
