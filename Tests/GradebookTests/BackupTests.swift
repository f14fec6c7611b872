import Foundation
import GRDB
import Lessons
import Statements
import Testing

@testable import Gradebook

@Suite struct BackupTests {
    private func filled(_ folder: Folder, answers: Int) throws -> ProgressStore {
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero, wall: Samples.morning)
        for number in 0..<answers {
            try store.record(
                Samples.attempt(answer: "answer \(number)"), in: session, at: .seconds(number), wall: Samples.morning)
        }
        return store
    }

    private func spoil(_ folder: Folder) throws {
        var bytes = try Data(contentsOf: URL(filePath: folder.path()))
        for index in stride(from: 4_096, to: bytes.count, by: 7) { bytes[index] = 0xA5 }
        try bytes.write(to: URL(filePath: folder.path()))
    }

    @Test func `a copy is made beside a tutor that writes, and two are kept`() throws {
        let folder = try Folder()
        let store = try filled(folder, answers: 30)
        let backups = Backups(of: folder.path())
        try backups.make()
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        try store.record(Samples.attempt(), in: session, at: .zero)
        for _ in 0..<3 { try backups.make() }
        let counts = try backups.files.map { try ProgressStore(path: $0, access: .readOnly).answerCount() }
        #expect(counts == [31, 31])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count { $0.contains("part") } == 0)
    }

    @Test func `a broken gradebook is put aside, and its newest whole copy takes its place`() throws {
        let folder = try Folder()
        let store = try filled(folder, answers: 200)
        try Backups(of: folder.path()).make()
        try store.close()
        try spoil(folder)
        let (opened, restoration) = try Backups.open(path: folder.path(), origin: Origin(), now: Samples.morning)
        guard case .restored(let from, .some) = restoration else {
            Issue.record("\(String(describing: restoration))"); return
        }
        #expect(from == Backups(of: folder.path()).files[0])
        #expect(try opened.answerCount() == 200)
        #expect(Backups(of: folder.path()).putAside.map(\.path) == [folder.path() + ".damaged-20260302T090007Z"])
        try opened.close()
        #expect(try Backups.open(path: folder.path(), origin: Origin(), now: nil).1 == nil)
    }

    @Test func `a broken copy is passed over, and without a copy a new gradebook is begun`() throws {
        let folder = try Folder()
        let store = try filled(folder, answers: 200)
        let backups = Backups(of: folder.path())
        try backups.make()
        try backups.make()
        try store.close()
        try spoil(folder)
        try Data("no database at all".utf8).write(to: URL(filePath: backups.files[0]))
        let (second, restored) = try Backups.open(path: folder.path(), origin: Origin(), now: nil)
        guard case .restored(backups.files[1], _) = restored else {
            Issue.record("\(String(describing: restored))"); return
        }
        #expect(try second.answerCount() == 200)
        try second.close()
        backups.removeAll()
        try spoil(folder)
        let (third, begun) = try Backups.open(path: folder.path(), origin: Origin(), now: nil)
        #expect(begun == .begunAnew)
        #expect(try third.answerCount() == 0)
        #expect(backups.putAside.count == 1)
    }

    @Test func `a newer gradebook is no broken one`() throws {
        let folder = try Folder()
        let store = try filled(folder, answers: 1)
        try store.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
        try store.close()
        #expect(throws: GradebookError.newerVersion(path: folder.path(), found: 99, known: 3)) {
            try Backups.open(path: folder.path(), origin: Origin(), now: nil)
        }
        #expect(Backups(of: folder.path()).putAside.isEmpty)
    }

    @Test func `the last of the room is for answers`() throws {
        guard let disk = try SmallDisk(kilobytes: 12_000) else { return }
        let path = disk.path("gradebook.sqlite")
        let (store, _) = try Backups.open(path: path, origin: Origin(), now: nil)
        #expect(FileManager.default.fileExists(atPath: path + ".reserve"))
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        try disk.fill()
        // Full to the last byte, and yet:
        for number in 0..<20 {
            try store.record(
                Samples.attempt(answer: String(repeating: "x", count: 400)), in: session, at: .seconds(number))
        }
        #expect(!FileManager.default.fileExists(atPath: path + ".reserve"))
        #expect(try store.answerCount() == 20)
        #expect(throws: GradebookError.self) { try Backups(of: path).make() }
        try disk.empty()
        try store.close()
        #expect(try Backups.open(path: path, origin: Origin(), now: nil).0.answerCount() == 20)
        #expect(FileManager.default.fileExists(atPath: path + ".reserve"))
    }

    @Test func `a gradebook that is gone while its copies are there comes back`() throws {
        let folder = try Folder()
        let store = try filled(folder, answers: 12)
        try Backups(of: folder.path()).make()
        try store.close()
        for leavings in [nil, Data()] {
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: folder.path() + suffix) }
            try leavings?.write(to: URL(filePath: folder.path()))
            let (opened, restoration) = try Backups.open(path: folder.path(), origin: Origin(), now: nil)
            guard case .restored = restoration else {
                Issue.record("\(String(describing: restoration))"); return
            }
            #expect(try opened.answerCount() == 12)
            try opened.close()
        }
    }

    @Test func `numbers that may have been given after a copy are not given again`() throws {
        let folder = try Folder()
        let store = try filled(folder, answers: 5)
        try Backups(of: folder.path()).make()
        let last = try #require(
            try store.queue.read { try Int.fetchOne($0, sql: "SELECT max(seq) FROM statement") })
        try store.close()
        try spoil(folder)
        let (opened, _) = try Backups.open(path: folder.path(), origin: Origin(), now: nil)
        let session = try opened.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        try opened.record(Samples.attempt(), in: session, at: .zero)
        let next = try opened.queue.read { try Int.fetchOne($0, sql: "SELECT max(seq) FROM statement") }
        #expect(try #require(next) > last + 1_000_000)
    }

    @Test func `at most two broken gradebooks are kept, and they go with time`() throws {
        let folder = try Folder()
        for hour in 0..<4 {
            let (store, _) = try Backups.open(path: folder.path(), origin: Origin(), now: nil)
            try store.close()
            try Data("no database at all, number \(hour)".utf8).write(to: URL(filePath: folder.path()))
            let later = WallTime(milliseconds: Samples.morning.milliseconds + Int64(hour) * 3_600_000)
            try Backups.open(path: folder.path(), origin: Origin(), now: later).0.close()
        }
        let backups = Backups(of: folder.path())
        #expect(backups.putAside.map { $0.path.suffix(16) } == ["20260302T120007Z", "20260302T110007Z"])
        backups.removePutAside(before: WallTime(milliseconds: DurableFile.now.milliseconds + 1_000))
        #expect(backups.putAside.isEmpty)
    }

    @Test func `a copy is put back by hand, and what was there is put aside`() throws {
        let folder = try Folder()
        let store = try filled(folder, answers: 3)
        let backups = Backups(of: folder.path())
        try backups.make()
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        try store.record(Samples.attempt(), in: session, at: .zero)
        // Not under a tutor that runs: see `one process writes`.
        try store.close()
        #expect(throws: GradebookError.self) {
            try backups.restore(from: folder.path("none.sqlite"), origin: Origin(), now: nil)
        }
        let aside = try #require(try backups.restore(from: backups.files[0], origin: Origin(), now: nil))
        #expect(try ProgressStore(path: folder.path(), access: .readOnly).answerCount() == 3)
        #expect(try backups.check(aside) == 4)
        // And back again.
        try backups.restore(from: aside, origin: Origin(), now: nil)
        #expect(try ProgressStore(path: folder.path(), access: .readOnly).answerCount() == 4)
    }

    @Test func `a gradebook that cannot be copied whole is looked at closely at the next start`() throws {
        let folder = try Folder()
        let store = try filled(folder, answers: 400)
        let backups = Backups(of: folder.path())
        try backups.make()
        _ = try store.queue.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        try spoil(folder)
        #expect(throws: GradebookError.self) { try backups.make() }
        #expect(FileManager.default.fileExists(atPath: backups.suspicion))
        // The copy that there was is as it was.
        #expect(try backups.check(backups.files[0]) == 400)
        try? store.close()
        #expect(try Backups.open(path: folder.path(), origin: Origin(), now: nil).1 != nil)
        #expect(!FileManager.default.fileExists(atPath: backups.suspicion))
    }

    @Test func `what was deleted does not live on in copies`() throws {
        let folder = try Folder()
        let store = try filled(folder, answers: 3)
        let backups = Backups(of: folder.path())
        for _ in 0..<2 { try backups.make() }
        try backups.remake()
        #expect(backups.copies.map(\.path) == [backups.files[0]])
        _ = try store.erase(.guest)
        #expect(backups.copies.isEmpty)
    }

    @Test func `a disk that is full before the start is no reason not to teach`() throws {
        guard let disk = try SmallDisk(kilobytes: 12_000) else { return }
        let path = disk.path("gradebook.sqlite")
        try Backups.open(path: path, origin: Origin(), now: nil).0.close()
        try disk.fill()
        let (store, restoration) = try Backups.open(path: path, origin: Origin(), now: nil)
        #expect(restoration == nil)
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        try store.record(Samples.attempt(), in: session, at: .zero)
        #expect(try store.answerCount() == 1)
        #expect(Ballast(of: path).isScarce)
        try disk.empty()
        #expect(!Ballast(of: path).isScarce)
        #expect(Ballast(of: path).take())
    }

    /// In MiB: free, of the whole, held; and whether what is no answer stops.
    private static let rooms: [(Int, Int, Int, Bool)] = [
        (400, 8_192, 50, false), (2, 8_192, 50, false), (0, 8_192, 50, true),
        (40, 8_192, 0, true), (60, 8_192, 0, false), (1, 8, 0, false), (0, 8, 1, true),
    ]

    @Test(arguments: rooms)
    func `what is no answer stops before the room of answers`(free: Int, total: Int, held: Int, isScarce: Bool) {
        let (free, total, held) = (free << 20, total << 20, held << 20)
        #expect(Ballast.isScarce(free: free, total: total, held: held) == isScarce)
    }
}
