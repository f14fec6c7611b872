import Foundation
import Testing

/// A file system of a few hundred kilobytes in memory. Making one needs the right to mount; without it the test that
/// asks for it says so and is passed over.
final class SmallDisk: Sendable {
    private let folder: Folder
    var path: String { folder.path }

    init?(kilobytes: Int) throws {
        let folder = try Folder()
        guard getuid() == 0,
            try Folder.run("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder.path) == 0
        else {
            print("skipped: this machine does not let us mount a small disk")
            return nil
        }
        self.folder = folder
    }

    deinit { _ = try? Folder.run("umount", "-l", folder.path) }

    /// Takes all the space that is left.
    func fill() throws {
        try Data().write(to: URL(filePath: path + "/filler"))
        let file = try FileHandle(forWritingTo: URL(filePath: path + "/filler"))
        defer { try? file.close() }
        while (try? file.write(contentsOf: Data(repeating: 1, count: 4_096))) != nil {}
    }

    func remountReadOnly() throws { #expect(try Folder.run("mount", "-o", "remount,ro", path) == 0) }
}
