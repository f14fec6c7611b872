import FoundationEssentials
import Glibc

/// The file of a key.
enum KeyFile {
    private static let mostBytes = 4_096

    static func read(_ path: String) throws(SigningError) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: mostBytes + 1)
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        guard count <= mostBytes else { throw .noKey(path: path, expected: "a file of a few lines") }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// Writes a file that was not there, with its mode from the first moment, and waits for the disk.
    static func write(_ text: String, to path: String, mode: mode_t) throws(SigningError) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard file >= 0 else {
            if errno == EEXIST { throw .exists(path: path) }
            throw .notWritten(path: path, reason: String(cString: strerror(errno)))
        }
        defer { close(file) }
        let bytes = Array(text.utf8)
        guard fchmod(file, mode) == 0, Glibc.write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(path)
            throw .notWritten(path: path, reason: reason)
        }
    }
}
