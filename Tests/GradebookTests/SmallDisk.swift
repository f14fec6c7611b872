import Foundation
import Testing

/// A file system of a few hundred kilobytes in memory. Making one needs the right to mount; without it the test that
/// asks for it says so and is passed over.
final class SmallDisk: Sendable {
    private let folder: Folder

    init?(kilobytes: Int) throws {
        let folder = try Folder()
        guard getuid() == 0 else {
            print("skipped: mounting a small disk needs root")
            return nil
        }
        let arguments = ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder.url.path]
        guard try SmallDisk.run("mount", arguments) == 0 else {
            print("skipped: this machine does not let us mount a small disk")
            return nil
        }
        self.folder = folder
    }

    deinit { _ = try? SmallDisk.run("umount", ["-l", folder.url.path]) }

    func path(_ name: String) -> String { folder.path(name) }

    /// Takes all the space that is left.
    func fill() throws {
        let path = folder.path("filler")
        try Data().write(to: URL(filePath: path))
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? file.close() }
        let block = Data(repeating: 1, count: 4_096)
        while (try? file.write(contentsOf: block)) != nil {}
    }

    /// Gives it back. Emptied before it is deleted: a process that another test starts just now may hold it for a moment.
    func empty() throws {
        #expect(truncate(folder.path("filler"), 0) == 0)
        try FileManager.default.removeItem(atPath: folder.path("filler"))
    }

    func remountReadOnly() throws {
        #expect(try SmallDisk.run("mount", ["-o", "remount,ro", folder.url.path]) == 0)
    }

    private static func run(_ tool: String, _ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
