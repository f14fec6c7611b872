import Foundation
import GRDB
import Lessons
import Statements
import TestSupport
import Testing

@testable import Gradebook

@Suite struct DiskFaultTests {
    private struct Tally: CustomStringConvertible {
        var faults = 0
        var refused = 0
        var acknowledged = 0
        var reopened = 0

        var description: String {
            "\(faults) faults, \(refused) writes refused, \(acknowledged) answers acknowledged, opened \(reopened) times"
        }
    }

    /// Lets a disk fail again and again under lessons that go on, and cuts its power at the end.
    private func run(
        seed: UInt64, _ fail: (VolatileDisk, _ after: Int, _ times: Int) -> Void, expecting: (GradebookError) -> Bool
    ) throws -> Tally {
        var numbers = SplitMix(seed: seed)
        let disk = try VolatileDisk(seed: numbers.next())
        var tally = Tally()
        var ledger = PowerCut.Ledger()
        func open() throws -> ProgressStore {
            tally.reopened += 1
            let store = try ProgressStore(path: disk.gradebook)
            try store.queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA wal_autocheckpoint = 24")
            }
            return store
        }
        var store = try open()
        defer { try? store.close() }
        var lesson = LessonOnDisk(store: store, boot: "boot-0")
        for round in 0..<Thoroughness.scaled(40, to: 1_000) {
            fail(disk, Int.random(in: 0..<60, using: &numbers), Int.random(in: 1...20, using: &numbers))
            for _ in 0..<12 {
                do throws(GradebookError) {
                    try lesson.step(&ledger, &numbers)
                } catch {
                    tally.refused += 1
                    #expect(expecting(error), "\(error)")
                }
            }
            // Half the time the disk is well again, and the program that runs simply goes on.
            disk.heal()
            if Bool.random(using: &numbers) {
                try? store.close()
                store = try open()
                lesson = LessonOnDisk(store: store, boot: BootID(rawValue: "boot-\(round + 1)"))
            }
            var goesOn = false
            for _ in 0..<8 where !goesOn {
                let before = ledger.answers.count
                try lesson.step(&ledger, &numbers)
                goesOn = ledger.answers.count > before
            }
            #expect(try PowerCut.missing(in: store, of: ledger) == 0)
            // And if the power fails after all that.
            let image = try Folder(inMemory: true)
            try disk.cut(to: image)
            let after = try ProgressStore(path: image.path())
            #expect(try PowerCut.missing(in: after, of: ledger) == 0)
            #expect(try PowerCut.contradictions(in: after, ledger) == [])
            try after.close()
        }
        tally.faults = disk.failures
        tally.acknowledged = ledger.answers.count
        return tally
    }

    @Test(arguments: [1, 2] as [UInt64])
    func `a disk that is full now and then loses nothing that was acknowledged`(seed: UInt64) throws {
        let tally = try run(
            seed: seed, { $0.failWrites(.noSpace, after: $1, times: $2) },
            expecting: { if case .diskFull = $0 { true } else { false } })
        print("full: \(tally)")
        #expect(tally.faults >= 20 && tally.refused >= 20 && tally.acknowledged >= 100, "\(tally)")
    }

    @Test(arguments: [1, 2] as [UInt64])
    func `a disk that fails to write loses nothing that was acknowledged`(seed: UInt64) throws {
        let tally = try run(
            seed: seed, { $0.failWrites(.inputOutput, after: $1, times: $2) },
            expecting: { if case .inputOutput = $0 { true } else { false } })
        print("write: \(tally)")
        #expect(tally.faults >= 20 && tally.refused >= 20 && tally.acknowledged >= 100, "\(tally)")
    }

    @Test(arguments: [VolatileDisk.Fault.noSpace, .inputOutput])
    func `a disk that fails to flush loses nothing that was acknowledged`(fault: VolatileDisk.Fault) throws {
        let tally = try run(
            seed: 7, { $0.failSyncs(fault, after: $1 / 12, times: $2 / 4 + 1) },
            expecting: { if case .inputOutput = $0 { true } else { false } })
        print("flush: \(tally)")
        #expect(tally.faults >= 20 && tally.refused >= 20 && tally.acknowledged >= 100, "\(tally)")
    }

    @Test func `a gradebook cannot be made on a full disk, and can when there is space`() throws {
        for after in stride(from: 0, to: 60, by: 7) {
            let disk = try VolatileDisk(seed: 1)
            disk.failWrites(.noSpace, after: after)
            #expect(throws: GradebookError.diskFull(path: disk.gradebook)) { try ProgressStore(path: disk.gradebook) }
            disk.heal()
            let store = try ProgressStore(path: disk.gradebook)
            let session = try store.startSession(lesson: "sums", boot: "boot", at: .zero)
            try store.record(Samples.attempt(), in: session, at: .zero)
            #expect(try store.answerCount() == 1)
            try store.close()
        }
    }
}
