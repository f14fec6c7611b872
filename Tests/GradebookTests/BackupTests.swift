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
        let (opened, restoration) = try Backups.open(path: folder.path(), origin: Origin(), now: nil)
        guard case .restored(let from, .some) = restoration else {
            Issue.record("\(String(describing: restoration))"); return
        }
        #expect(from == Backups(of: folder.path()).files[0])
        #expect(try opened.answerCount() == 200)
        #expect(FileManager.default.fileExists(atPath: folder.path() + ".damaged-1"))
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
        #expect(FileManager.default.fileExists(atPath: folder.path() + ".damaged-2"))
    }

    @Test func `a newer gradebook is no broken one`() throws {
        let folder = try Folder()
        let store = try filled(folder, answers: 1)
        try store.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
        try store.close()
        #expect(throws: GradebookError.newerVersion(path: folder.path(), found: 99, known: 3)) {
            try Backups.open(path: folder.path(), origin: Origin(), now: nil)
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path() + ".damaged-1"))
    }

    @Test func `the last of the room is for answers`() throws {
        guard let disk = try SmallDisk(kilobytes: 12_000) else { return }
        let path = disk.path("gradebook.sqlite")
        let store = try ProgressStore(path: path)
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
        #expect(try ProgressStore(path: path).answerCount() == 20)
        #expect(FileManager.default.fileExists(atPath: path + ".reserve"))
    }
}
