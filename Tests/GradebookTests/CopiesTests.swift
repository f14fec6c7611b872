import Foundation
import Lessons
import Statements
import Testing

@testable import Gradebook

/// What lies beside a gradebook: whose it is, how long it lies there, and what a power cut may leave of it.
@Suite struct CopiesTests {
    private func filled(_ path: String, answers: Int) throws -> ProgressStore {
        let store = try ProgressStore(path: path)
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero, wall: Samples.morning)
        for number in 0..<answers {
            try store.record(
                Samples.attempt(answer: "answer \(number)"), in: session, at: .seconds(number), wall: Samples.morning)
        }
        try store.endSession(session, at: .seconds(answers), wall: Samples.morning)
        return store
    }

    @Test func `what root makes beside a gradebook is its owner's`() throws {
        guard getuid() == 0 else { return print("skipped: only root makes files for others") }
        let folder = try Folder()
        #expect(chown(folder.url.path, 64_123, 64_124) == 0)
        let (store, _) = try Backups.open(path: folder.path(), origin: Origin(), now: nil)
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        try store.record(Samples.attempt(), in: session, at: .zero)
        let backups = Backups(of: folder.path())
        try backups.make()
        func owners() throws -> [String: Int] {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
            return try Dictionary(
                uniqueKeysWithValues: names.map { name in
                    let facts = try FileManager.default.attributesOfItem(atPath: folder.path(name))
                    return (name, (facts[.ownerAccountID] as? NSNumber)?.intValue ?? -1)
                })
        }
        let beside = try owners()
        #expect(beside.count >= 5 && beside.values.allSatisfy { $0 == 64_123 }, "\(beside)")
        try store.close()
        try backups.restore(from: backups.files[0], origin: Origin(), now: nil)
        #expect(try owners().values.allSatisfy { $0 == 64_123 })
    }

    @Test func `root gives nobody a file that has another name elsewhere`() throws {
        guard getuid() == 0 else { return print("skipped: only root makes files for others") }
        let folder = try Folder()
        let elsewhere = try Folder()
        let secret = elsewhere.path("secret")
        try Data("root's".utf8).write(to: URL(filePath: secret))
        #expect(chown(folder.url.path, 64_123, 64_124) == 0)
        #expect(link(secret, folder.path() + ".lock") == 0)
        try ProgressStore(path: folder.path()).close()
        let facts = try FileManager.default.attributesOfItem(atPath: secret)
        #expect((facts[.ownerAccountID] as? NSNumber)?.intValue == 0)
        #expect(unlink(folder.path() + ".lock") == 0)
        try FileManager.default.createSymbolicLink(atPath: folder.path() + ".lock", withDestinationPath: secret)
        #expect(throws: GradebookError.self) { try ProgressStore(path: folder.path()) }
    }

    @Test func `what a power cut left of a copy is erased, too`() throws {
        let folder = try Folder()
        let store = try filled(folder.path(), answers: 3)
        let backups = Backups(of: folder.path())
        let left = [
            backups.files[0] + ".part", backups.files[0] + ".part-journal", folder.path() + "-new",
            folder.path() + "-restored", folder.path() + ".damaged-20260302T090007Z-wal",
        ]
        for file in left { try Data("answer 1".utf8).write(to: URL(filePath: file)) }
        _ = try store.erase(.guest)
        for file in left { #expect(!FileManager.default.fileExists(atPath: file), "\(file)") }
    }

    @Test func `copies of before a deletion go with the next one, also where the first try failed`() throws {
        let folder = try Folder()
        let store = try filled(folder.path(), answers: 3)
        let backups = Backups(of: folder.path())
        for _ in 0..<2 { try backups.makeDaily(store) }
        #expect(backups.copies.count == 2)
        let later = WallTime(milliseconds: DurableFile.now.milliseconds + 400 * 86_400_000)
        let rule = RetentionRule(yearEnds: RetentionRule.DayOfYear(month: 7, day: 31), keepDays: 60)
        // A year on; what is deleted is noted at that time, and the copies are older.
        #expect(try store.retain(rule, now: later).statements > 0)
        try backups.makeDaily(store)
        #expect(backups.copies.count == 1)
        #expect(try backups.check(backups.files[0]) == 0)
    }

    @Test func `where two copies and a third do not fit, one that is whole has to do`() throws {
        guard let disk = try SmallDisk(kilobytes: 7_000) else { return }
        let path = disk.path("gradebook.sqlite")
        let store = try filled(path, answers: 300)
        try store.emptyLog()
        let backups = Backups(of: path)
        for _ in 0..<2 { try backups.make() }
        func leaveHalfOfACopy() throws {
            try disk.fill()
            let filler = disk.path("filler")
            let half = (DurableFile.facts(path)?.bytes ?? 0) / 2
            #expect(truncate(filler, off_t((DurableFile.facts(filler)?.bytes ?? 0) - half)) == 0)
        }
        try leaveHalfOfACopy()
        try backups.make()
        #expect(backups.copies.map(\.path) == backups.files)
        #expect(try backups.check(backups.files[0]) == 300)
        // Not where the newest is broken: then the older is all that there is.
        try disk.empty()
        try backups.make()
        try Data(repeating: 7, count: 40_000).write(to: URL(filePath: backups.files[0]))
        try leaveHalfOfACopy()
        #expect(throws: GradebookError.diskFull(path: backups.files[0] + ".part")) { try backups.make() }
        #expect(try backups.check(backups.files[1]) == 300)
    }

    @Test func `the room of answers is taken again after a power cut in the midst of it`() throws {
        guard let disk = try SmallDisk(kilobytes: 12_000) else { return }
        let path = disk.path("gradebook.sqlite")
        for left in [0, 4_096] {
            try Data(count: left).write(to: URL(filePath: path + ".reserve"))
            #expect(Ballast(of: path).take())
            #expect(DurableFile.facts(path + ".reserve")?.bytes == Ballast.wanted(total: 12_000 << 10))
        }
    }
}
