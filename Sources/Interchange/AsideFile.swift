import Glibc

/// A file that appears whole or not at all: written aside, flushed to the disk, and given its name at the end. Whatever had
/// that name before stays until then.
final class AsideFile {
    let path: String
    private let aside: String
    private var file: CInt
    private var buffer: [UInt8] = []
    private var isDone = false

    /// Bytes that are gathered before they are written.
    private static let gathered = 1 << 18

    init(path: String) throws(InterchangeError) {
        self.path = path
        aside = AsideFile.aside(path)
        file = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw AsideFile.failure(path) }
        buffer.reserveCapacity(AsideFile.gathered + (1 << 14))
    }

    /// The name that a file has before it is whole.
    static func aside(_ path: String) -> String { path + ".part" }

    func write(_ text: String) throws(InterchangeError) { try write { $0.append(contentsOf: text.utf8) } }

    /// - Parameter append: adds bytes to what is to be written.
    func write(_ append: (inout [UInt8]) -> Void) throws(InterchangeError) {
        append(&buffer)
        if buffer.count >= AsideFile.gathered { try flush() }
    }

    /// Gives it its name.
    func finish() throws(InterchangeError) {
        try flush()
        guard fsync(file) == 0 else { throw AsideFile.failure(path) }
        close(file)
        file = -1
        try AsideFile.name(path)
        isDone = true
    }

    /// Gives what was written aside its name, and waits until the folder knows.
    static func name(_ path: String) throws(InterchangeError) {
        guard rename(aside(path), path) == 0 else { throw failure(path) }
        let folder = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        defer { close(folder) }
        // FAT has no folder that could be flushed: the file itself was.
        _ = fsync(folder)
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    static func failure(_ path: String) -> InterchangeError {
        .notWritten(path: path, reason: String(cString: strerror(errno)))
    }

    private func flush() throws(InterchangeError) {
        var start = 0
        while start < buffer.count {
            let count = buffer.withUnsafeBytes { Glibc.write(file, $0.baseAddress! + start, $0.count - start) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw AsideFile.failure(path) }
            start += count
        }
        buffer.removeAll(keepingCapacity: true)
    }

    deinit {
        guard !isDone else { return }
        if file >= 0 { close(file) }
        unlink(aside)
    }
}
