import Glibc
import Synchronization

/// Keeps a second process from writing to a gradebook: SQLite before 3.51.3 can lose commits where two connections
/// write and checkpoint at the same moment (sqlite.org/wal.html, "The WAL-reset bug").
///
/// A lock of fcntl(2) on a file beside it: it belongs to the process, and ends with it however it ends.
final class WriterLock: Sendable {
    private let file: Mutex<CInt?>

    /// - Throws: ``GradebookError/busy(path:)``, or what keeps the file from being made.
    init(path: String) throws(GradebookError) {
        let file = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else {
            throw errno == EROFS || errno == EACCES
                ? .readOnly(path: path) : .cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
        FolderOwner.adopt(file, at: path + ".lock")
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        guard fcntl(file, F_SETLK, &lock) == 0 else {
            close(file)
            throw .busy(path: path)
        }
        self.file = Mutex(file)
    }

    func release() {
        file.withLock { file in
            if let file { close(file) }
            file = nil
        }
    }

    deinit { release() }
}
