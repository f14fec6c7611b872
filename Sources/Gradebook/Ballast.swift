import Glibc

/// Room that is kept for answers: a file that takes it until the disk is full, and is given up then.
struct Ballast: Sendable {
    /// 50 MB: forty thousand answers.
    static let bytes = 50 << 20

    private let file: String

    init(of path: String) { file = path + ".reserve" }

    /// Takes the room while there is plenty: at most a tenth of what is free.
    func take() {
        let wanted = min(Ballast.bytes, FreeSpace(at: file).bytes / 10)
        guard access(file, F_OK) != 0, wanted >= 1 << 16 else { return }
        let handle = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard handle >= 0 else { return }
        // Where the file system cannot reserve, nothing is: a file of holes keeps no room.
        if posix_fallocate(handle, 0, off_t(wanted)) != 0 { unlink(file) }
        close(handle)
    }

    /// - Returns: whether there was something to give up.
    func giveUp() -> Bool { unlink(file) == 0 }
}
