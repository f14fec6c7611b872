import Foundation

/// A file that appears whole or not at all: written aside, flushed to the disk, and given its name at the end.
public final class AsideFile {
    public let path: String
    private let aside: String
    private let handle: FileHandle
    private var buffer = Data()
    private var isDone = false

    /// - Throws: `CocoaError` where it cannot be written.
    public init(path: String) throws {
        self.path = path
        aside = path + ".part"
        _ = FileManager.default.createFile(atPath: aside, contents: nil, attributes: [.posixPermissions: 0o600])
        handle = try FileHandle(forWritingTo: URL(filePath: aside))
    }

    public func write(_ text: String) throws {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= 1 << 18 { try flush() }
    }

    /// Gives it its name.
    public func finish() throws {
        try flush()
        try handle.synchronize()
        try handle.close()
        guard rename(aside, path) == 0 else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
        }
        isDone = true
    }

    private func flush() throws {
        try handle.write(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    deinit {
        guard !isDone else { return }
        try? handle.close()
        unlink(aside)
    }
}
