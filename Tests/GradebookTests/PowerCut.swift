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
        // An erasure flushes what a lazy gradebook has not: it would hide what is looked for.
        var lesson = LessonOnDisk(
            store: store, boot: BootID(rawValue: "boot-\(lives)"), rearranges: harm == .none)
        for _ in 0..<Int.random(in: 10...50, using: &numbers) {
            if image == nil { image = try arm(disk, within: 800) }
            let before = ledger
            let cuts = disk.cuts
            if cuts == 0 { try lesson.step(&ledger, &numbers) }
            guard disk.cuts > 0, let found = image else { continue }
            try look(at: found, cuts == 0 ? [ledger, before] : [ledger])
            image = nil
            return
        }
        // The plug is pulled between two answers.
        let found = try Folder(inMemory: true)
        try disk.cut(to: found)
        try look(at: found, [ledger])
    }

    private mutating func arm(_ disk: VolatileDisk, within operations: Int) throws -> Folder {
        let image = try Folder(inMemory: true)
        disk.cut(after: Int.random(in: 0..<operations, using: &numbers), to: image)
        return image
    }

    /// Starts the program after a cut.
    /// - Parameter ledgers: what may be found; two where the cut came in the midst of something.
    private mutating func look(at image: Folder, _ ledgers: [Ledger]) throws {
        tally.cuts += 1
        tally.acknowledged += ledgers.last?.answers.count ?? 0
        // What the next life begins with is the card, not what this look makes of it.
        let files = try Folder(inMemory: true)
        try image.copyFiles(to: files)
        card = nil
        do {
            let store = try ProgressStore(path: image.path())
            defer { try? store.close() }
            var looks: [(ledger: Ledger, lost: Int, findings: [String])] = []
            for ledger in ledgers {
                let lost = try PowerCut.missing(in: store, of: ledger)
                looks.append((ledger, lost, try PowerCut.contradictions(in: store, ledger)))
                if lost == 0, looks.last?.findings == [] { break }
            }
            guard let look = looks.last else { return }
            let findings = look.findings + (try PowerCut.traces(of: look.ledger.erased, in: image))
            tally.lost += look.lost
            tally.cutsThatLost += look.lost > 0 ? 1 : 0
            tally.inconsistent += findings.map { "cut \(tally.cuts): \($0)" }
            if look.lost == 0, findings.isEmpty { card = (files, look.ledger) }
        } catch {
            tally.damaged += 1
            if harm == .none { tally.inconsistent.append("cut \(tally.cuts): \(error)") }
        }
    }

    /// Where accounts of those who were erased are left in the files.
    private static func traces(of erased: Set<PupilID>, in image: Folder) throws -> [String] {
        guard !erased.isEmpty else { return [] }
        var findings: [String] = []
        for file in try FileManager.default.contentsOfDirectory(at: image.url, includingPropertiesForKeys: nil) {
            let bytes = try Data(contentsOf: file)
            for pupil in erased where bytes.range(of: Data(pupil.rawValue.utf8)) != nil {
                findings.append("\(pupil) was erased, and is left in \(file.lastPathComponent)")
            }
        }
        return findings
    }
}
