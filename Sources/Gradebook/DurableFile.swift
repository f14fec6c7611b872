import Glibc
import Statements

/// Files that are there after the plug was pulled: flushed, and their folder with them.
enum DurableFile {
    /// - Throws: ``GradebookError/inputOutput(path:reason:)`` or what the disk says.
    static func sync(_ path: String) throws(GradebookError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw failure(path) }
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Renames, and waits until the folder knows.
    static func move(_ old: String, to new: String) throws(GradebookError) {
        guard rename(old, new) == 0 else { throw failure(new) }
        try sync(folder(of: new))
    }

    /// Takes a file away; true where it was there.
    @discardableResult
    static func remove(_ path: String) -> Bool { unlink(path) == 0 }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Of what is in a folder; empty where there is none.
    static func names(in folder: String) -> [String] {
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            names.append(
                withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names
    }

    /// Bytes, and when it was last written (ms since 1970); nil where there is none.
    static func facts(_ path: String) -> (bytes: Int, written: Int64)? {
        var node = stat()
        guard stat(path, &node) == 0 else { return nil }
        return (
            Int(node.st_size), Int64(node.st_mtim.tv_sec) * 1_000 + Int64(node.st_mtim.tv_nsec) / 1_000_000
        )
    }

    /// A copy that appears whole or not at all.
    /// - Parameter new: its name before it is whole.
    static func copy(_ source: String, to target: String, by new: String) throws(GradebookError) {
        let from = open(source, O_RDONLY | O_CLOEXEC)
        guard from >= 0 else { throw failure(source) }
        defer { close(from) }
        let to = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard to >= 0 else { throw failure(new) }
        defer { close(to) }
        FolderOwner.adopt(to, at: new)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(from, &buffer, buffer.count)
            guard count >= 0 else { throw failure(source) }
            if count == 0 { break }
            var done = 0
            while done < count {
                let step = buffer.withUnsafeBytes { write(to, $0.baseAddress.map { $0 + done }, count - done) }
                guard step > 0 else { throw failure(new) }
                done += step
            }
        }
        guard fsync(to) == 0 else { throw failure(new) }
        try move(new, to: target)
    }

    /// The system's clock, right or wrong.
    static var now: WallTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return WallTime(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    static func failure(_ path: String) -> GradebookError {
        switch errno {
        case ENOSPC, EDQUOT: .diskFull(path: path)
        case EROFS, EACCES, EPERM: .readOnly(path: path)
        case ENOENT: .cannotOpen(path: path, reason: String(cString: strerror(errno)))
        case _: .inputOutput(path: path, reason: String(cString: strerror(errno)))
        }
    }
}
