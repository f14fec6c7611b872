import Foundation
import GRDB
import Gradebook
import Lessons
import Testing

@Suite struct ProgressStoreFaultTests {
    private func error(_ path: String, access: ProgressStore.Access = .readWrite) -> GradebookError? {
        do {
            _ = try ProgressStore(path: path, access: access)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a database of a newer version is refused and left as it is`() throws {
        let folder = try Folder()
        try ProgressStore(path: folder.path()).close()
        let queue = try DatabaseQueue(path: folder.path())
        try queue.write { try $0.execute(sql: "PRAGMA user_version = 7") }
        try queue.close()
        let before = try Data(contentsOf: URL(filePath: folder.path()))
        #expect(error(folder.path()) == .newerVersion(path: folder.path(), found: 7, known: 3))
        #expect(try Data(contentsOf: URL(filePath: folder.path())) == before)
    }

    @Test func `a database of another program is refused`() throws {
        let folder = try Folder()
        let queue = try DatabaseQueue(path: folder.path())
        try queue.write { try $0.execute(sql: "CREATE TABLE photo (id INTEGER)") }
        try queue.close()
        #expect(error(folder.path()) == .foreign(path: folder.path()))
    }

    @Test func `a file that is no database is refused`() throws {
        let folder = try Folder()
        try Data(String(repeating: "Dear diary. ", count: 400).utf8).write(to: URL(filePath: folder.path()))
        #expect(error(folder.path()) == .notADatabase(path: folder.path()))
    }

    @Test func `a missing folder and a missing file to read are told`() throws {
        let folder = try Folder()
        for (path, access) in [
            (folder.path("none/g.sqlite"), ProgressStore.Access.readWrite), (folder.path("none.sqlite"), .readOnly),
        ] {
            guard case .cannotOpen(path, _) = error(path, access: access) else {
                Issue.record("opened \(path)")
                continue
            }
        }
    }

    @Test func `a damaged database is found at opening`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        for number in 1...200 {
            try store.record(
                Samples.attempt(answer: String(repeating: "x", count: 300), number: number), in: session, at: .zero)
        }
        try store.close()
        // Every page but the first few: the header stays good.
        var bytes = try Data(contentsOf: URL(filePath: folder.path()))
        for index in stride(from: 8 * 4_096, to: bytes.count, by: 7) { bytes[index] = 0xA5 }
        try bytes.write(to: URL(filePath: folder.path()))
        guard case .damaged = error(folder.path()) else {
            Issue.record("\(String(describing: error(folder.path())))")
            return
        }
    }

    @Test func `a full disk is told, keeps what was acknowledged, and is over when there is space`() throws {
        guard let disk = try SmallDisk(kilobytes: 800) else { return }
        let path = disk.path("gradebook.sqlite")
        print("S1"); let store = try ProgressStore(path: path)
        print("S2"); let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        var kept = 0
        var failure: GradebookError?
        while failure == nil, kept < 5_000 {
            do {
                try store.record(
                    Samples.attempt(answer: String(repeating: "x", count: 400)), in: session, at: .zero)
                kept += 1
                if kept == 5 { try disk.fill() }
            } catch {
                failure = error as? GradebookError
            }
        }
        print("S3", kept, FreeSpace(at: path).bytes)
        #expect(failure == .diskFull(path: path))
        #expect(try store.answerCount() == kept)
        print("S4"); try disk.empty(); print("S5", FreeSpace(at: path).bytes)
        try store.record(Samples.attempt(), in: session, at: .zero)
        print("S6"); try store.close()
        print("S7"); #expect(try ProgressStore(path: path).answerCount() == kept + 1)
    }

    @Test func `a disk that is mounted read-only is told`() throws {
        guard let disk = try SmallDisk(kilobytes: 800) else { return }
        let path = disk.path("gradebook.sqlite")
        try ProgressStore(path: path).close()
        try disk.remountReadOnly()
        switch error(path) {
        case .readOnly(path), .cannotOpen(path, _), .notDurable(path, _, _): break
        case let other: Issue.record("\(String(describing: other))")
        }
    }

    @Test func `every error says what to do`() {
        let errors: [GradebookError] = [
            .cannotOpen(path: "p", reason: "r"), .notADatabase(path: "p"), .foreign(path: "p"),
            .damaged(path: "p", finding: "f"), .newerVersion(path: "p", found: 2, known: 1),
            .notDurable(path: "p", setting: "s", value: "v"), .diskFull(path: "p"), .readOnly(path: "p"),
            .busy(path: "p"), .inputOutput(path: "p", reason: "r"),
        ]
        #expect(Set(errors.map(\.description)).count == errors.count)
        #expect(
            errors.allSatisfy { $0.description.contains("p") && $0.description.contains(where: { ";:".contains($0) }) })
    }
}
