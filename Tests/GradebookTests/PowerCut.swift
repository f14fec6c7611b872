import Foundation
import GRDB
import Lessons
import Statements
import TestSupport

@testable import Gradebook

/// Lessons on a volatile disk whose power is cut, and what is found afterwards.
struct PowerCut {
    /// What is wrong with a box, to see that it would be found.
    enum Harm: Sendable, CaseIterable {
        case none
        /// `synchronous = NORMAL`: the log is flushed now and then.
        case lazyFlush
        /// A card that says it has written what it has not.
        case lyingCard
    }

    struct Tally: Sendable, CustomStringConvertible {
        var cuts = 0
        var acknowledged = 0
        var lost = 0
        var cutsThatLost = 0
        var damaged = 0
        var inconsistent: [String] = []

        var description: String {
            "\(cuts) cuts, \(acknowledged) answers looked for, \(lost) missed in \(cutsThatLost) cuts, "
                + "\(damaged) gradebooks damaged, \(inconsistent.count) that contradict themselves"
        }
    }

    /// What was acknowledged: it must be found.
    struct Ledger {
        var answers: [StatementID: Attempt] = [:]
        var sessions: Set<SessionID> = []
        var pupils: Set<PupilID> = []
        var turns = 0
        /// Boots whose statements have their time.
        var stamped: Set<BootID> = []
    }

    private let harm: Harm
    private var numbers: SplitMix
    private(set) var tally = Tally()
    /// The card as the last cut left it, and what is on it for certain.
    private var card: (files: Folder, ledger: Ledger)?
    private var lives = 0

    init(seed: UInt64, harm: Harm) {
        self.harm = harm
        numbers = SplitMix(seed: seed)
    }

    mutating func run(cuts: Int) throws {
        while tally.cuts < cuts {
            // A gradebook that has grown makes each look long.
            if Int.random(in: 0..<6, using: &numbers) == 0 { card = nil }
            try live()
        }
    }

    /// From one start of the program to the last cut of it.
    private mutating func live() throws {
        lives += 1
        let disk = try VolatileDisk(seed: numbers.next(), with: card?.files)
        if harm == .lyingCard { disk.lie() }
        var ledger = card?.ledger ?? Ledger()
        var image: Folder?
        // Sometimes while the gradebook is made, brought up to date, or read back after the cut before.
        if harm == .none, Int.random(in: 0..<5, using: &numbers) == 0 {
            image = try arm(disk, within: card == nil ? 600 : 60)
        }
        let store = try ProgressStore(path: disk.gradebook)
        defer { try? store.close() }
        try store.queue.writeWithoutTransaction { [harm] db in
            // Checkpoints are to happen, too.
            _ = try Int.fetchOne(db, sql: "PRAGMA wal_autocheckpoint = 24")
            if harm == .lazyFlush { try db.execute(sql: "PRAGMA synchronous = NORMAL") }
        }
        var lesson = LessonOnDisk(store: store, boot: BootID(rawValue: "boot-\(lives)"))
        for _ in 0..<Int.random(in: 10...50, using: &numbers) {
            if image == nil { image = try arm(disk, within: 800) }
            let before = ledger
            let cuts = disk.cuts
            if cuts == 0 { try lesson.step(&ledger, &numbers) }
            guard disk.cuts > 0, let found = image else { continue }
            try look(at: found, cuts == 0 ? before : ledger)
            image = nil
            return
        }
        // The plug is pulled between two answers.
        let found = try Folder(inMemory: true)
        try disk.cut(to: found)
        try look(at: found, ledger)
    }

    private mutating func arm(_ disk: VolatileDisk, within operations: Int) throws -> Folder {
        let image = try Folder(inMemory: true)
        disk.cut(after: Int.random(in: 0..<operations, using: &numbers), to: image)
        return image
    }

    /// Starts the program after a cut.
    private mutating func look(at image: Folder, _ ledger: Ledger) throws {
        tally.cuts += 1
        tally.acknowledged += ledger.answers.count
        // What the next life begins with is the card, not what this look makes of it.
        let files = try Folder(inMemory: true)
        try image.copyFiles(to: files)
        card = nil
        do {
            let store = try ProgressStore(path: image.path())
            defer { try? store.close() }
            let lost = try PowerCut.missing(in: store, of: ledger)
            tally.lost += lost
            tally.cutsThatLost += lost > 0 ? 1 : 0
            let findings = try PowerCut.contradictions(in: store, ledger)
            tally.inconsistent += findings.map { "cut \(tally.cuts): \($0)" }
            if lost == 0, findings.isEmpty { card = (files, ledger) }
        } catch {
            tally.damaged += 1
            if harm == .none { tally.inconsistent.append("cut \(tally.cuts): \(error)") }
        }
    }

    /// How many acknowledged answers are not there as they were given.
    static func missing(in store: ProgressStore, of ledger: Ledger) throws -> Int {
        let found = try store.queue.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT s.id, a.answer, a.verdict, a.number FROM statement s JOIN attempt a ON a.statement = s.seq"
            )
        }
        var missing = ledger.answers
        for row in found {
            let id = StatementID(rawValue: row[0])
            guard let attempt = missing[id], attempt.answer == row[1], attempt.verdict.rawValue == row[2],
                attempt.number == row[3]
            else { continue }
            missing[id] = nil
        }
        return missing.count
    }

    /// What in the gradebook does not agree with itself, or with what else was acknowledged.
    static func contradictions(in store: ProgressStore, _ ledger: Ledger) throws -> [String] {
        try store.queue.read { db in
            var findings: [String] = []
            let check = try String.fetchAll(db, sql: "PRAGMA integrity_check")
            if check != ["ok"] { findings += check }
            let questions = [
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
                "statements that would never be sent":
                    "SELECT count(*) FROM statement WHERE seq NOT IN (SELECT statement FROM outbox)",
                "references to nothing": "SELECT count(*) FROM pragma_foreign_key_check",
            ]
            for (finding, question) in questions.sorted(by: { $0.key < $1.key }) {
                let count = try Int.fetchOne(db, sql: question) ?? 0
                if count != 0 { findings.append("\(count) \(finding)") }
            }
            let sessions = try Set(String.fetchAll(db, sql: "SELECT id FROM session"))
            if !sessions.isSuperset(of: ledger.sessions.map(\.rawValue)) { findings.append("a sitting is lost") }
            let pupils = try Set(String.fetchAll(db, sql: "SELECT id FROM pupil"))
            if !pupils.isSuperset(of: ledger.pupils.map(\.rawValue)) { findings.append("a pupil is lost") }
            let turns = try Int.fetchOne(db, sql: "SELECT count(*) FROM turn") ?? 0
            if turns < ledger.turns { findings.append("\(ledger.turns - turns) turns are lost") }
            for boot in ledger.stamped {
                let open = try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM statement WHERE boot = ? AND wall_ms IS NULL",
                    arguments: [boot.rawValue])
                if open != 0 { findings.append("a boot's time is lost") }
            }
            return findings
        }
    }
}
