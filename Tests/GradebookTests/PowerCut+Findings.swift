import Foundation
import GRDB
import Lessons
import Statements

@testable import Gradebook

extension PowerCut {
    private static let questions = [
        "answers that are not what their statement says": """
        SELECT count(*) FROM statement s LEFT JOIN attempt a ON a.statement = s.seq
        WHERE s.verb = 'answered'
          AND (a.statement IS NULL OR a.answer IS NOT json_extract(s.body, '$.result.response')
            OR (a.verdict = 'right') IS NOT json_extract(s.body, '$.result.success'))
        """,
        "statements that are not what their row says": """
        SELECT count(*) FROM statement
        WHERE id IS NOT json_extract(body, '$.id') OR verb IS NOT json_extract(body, '$.verb.display.en')
           OR (wall_ms IS NULL) IS NOT (json_extract(body, '$.timestamp') IS NULL)
        """,
        "answers that no statement tells of":
            "SELECT count(*) FROM attempt WHERE statement NOT IN (SELECT seq FROM statement WHERE verb = 'answered')",
        "answers that count twice": """
        SELECT count(*) - count(DISTINCT answer) FROM attempt
        WHERE NOT EXISTS (SELECT 1 FROM void WHERE void.statement = attempt.statement)
        """,
        "statements of sittings that were given away, and still count": """
        SELECT count(*) FROM statement st JOIN session s ON s.seq = st.session
        WHERE s.moved IS NOT NULL AND st.verb <> 'voided'
          AND NOT EXISTS (SELECT 1 FROM void WHERE void.statement = st.seq)
        """,
        "voids of which no statement tells": """
        SELECT count(*) FROM void LEFT JOIN statement st ON st.seq = void.by
        WHERE st.verb IS NOT 'voided' OR json_extract(st.body, '$.object.id')
          IS NOT (SELECT id FROM statement WHERE seq = void.statement)
        """,
        "pupils of whom statements say another account": """
        SELECT count(*) FROM statement st JOIN session s ON s.seq = st.session
        WHERE json_extract(st.body, '$.actor.account.name') IS NOT s.pupil
        """,
        "references to nothing": "SELECT count(*) FROM pragma_foreign_key_check",
    ].sorted { $0.key < $1.key }

    /// What in the gradebook does not agree with itself, or with what else was acknowledged.
    static func contradictions(in store: ProgressStore, _ ledger: Ledger) throws -> [String] {
        try store.queue.read { db in
            var findings: [String] = []
            let check = try String.fetchAll(db, sql: "PRAGMA integrity_check")
            if check != ["ok"] { findings += check }
            for (finding, question) in questions {
                let count = try Int.fetchOne(db, sql: question) ?? 0
                if count != 0 { findings.append("\(count) \(finding)") }
            }
            findings += try sittings(db, ledger) + pupils(db, ledger) + sending(db, ledger)
            for boot in ledger.stamped {
                let open = try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM statement WHERE boot = ? AND wall_ms IS NULL",
                    arguments: [boot.rawValue])
                if open != 0 { findings.append("a boot's time is lost") }
            }
            if try ProgressStore.fold(.all, db) != ProgressStore.cached(.all, db) {
                findings.append("what is known is not what the answers come to")
            }
            return findings
        }
    }

    private static func sittings(_ db: Database, _ ledger: Ledger) throws -> [String] {
        var missing = ledger.sittings
        var (turns, happenings) = (ledger.turns, ledger.happenings)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT s.id, s.pupil, (SELECT count(*) FROM turn WHERE turn.session = s.seq),
                       (SELECT count(*) FROM statement st WHERE st.session = s.seq
                        AND st.verb IN ('interacted', 'approved', 'denied', 'flagged')
                        AND NOT EXISTS (SELECT 1 FROM void WHERE void.statement = st.seq))
                FROM session s WHERE s.moved IS NULL
                """)
        for row in rows {
            let id = SessionID(rawValue: row[0])
            if missing[id]?.rawValue == row[1] { missing[id] = nil }
            if turns[id] ?? 0 <= row[2] { turns[id] = nil }
            if happenings[id] ?? 0 <= row[3] { happenings[id] = nil }
        }
        return [(missing.count, "sittings"), (turns.count, "turns"), (happenings.count, "happenings")]
            .filter { $0.0 > 0 }.map { "\($0.1) are lost" }
    }

    private static func pupils(_ db: Database, _ ledger: Ledger) throws -> [String] {
        let pupils = try Set(String.fetchAll(db, sql: "SELECT id FROM pupil"))
        let digests = try Set(String.fetchAll(db, sql: "SELECT digest FROM tombstone"))
        var findings: [String] = []
        if !pupils.isSuperset(of: ledger.pupils.map(\.rawValue)) { findings.append("a pupil is lost") }
        for pupil in ledger.erased {
            if pupils.contains(pupil.rawValue) { findings.append("a pupil who was erased is back") }
            if try !digests.contains(ProgressStore.digest(pupil.rawValue, db)) {
                findings.append("that a pupil was erased is forgotten")
            }
        }
        return findings
    }

    private static func sending(_ db: Database, _ ledger: Ledger) throws -> [String] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, EXISTS (SELECT 1 FROM outbox WHERE outbox.statement = seq)
                    OR EXISTS (SELECT 1 FROM quarantine WHERE quarantine.statement = seq) FROM statement
                """)
        var findings: [String] = []
        if let batch = ledger.batch {
            let bodies = try String.fetchAll(
                db,
                sql: """
                    SELECT st.body FROM outbox o JOIN statement st ON st.seq = o.statement
                    WHERE o.batch = ? ORDER BY o.statement
                    """, arguments: [batch.number])
            if bodies != batch.bodies { findings.append("a batch is not what it was") }
        }
        for row in rows {
            let id = StatementID(rawValue: row[0])
            if row[1] {
                if ledger.sent.contains(id) { findings.append("a statement would be sent again") }
            } else if !ledger.delivered.contains(id) {
                findings.append("a statement would never be sent")
            }
        }
        return findings
    }
}
