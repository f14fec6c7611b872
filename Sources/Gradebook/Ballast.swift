import Glibc

/// Room that is kept for answers: a file that takes it until the disk is full, and is given up then.
///
/// What is no answer (diaries, copies, exports, latencies) asks ``isScarce`` first, and stops in time.
public struct Ballast: Sendable {
    /// 50 MB: forty thousand answers.
    public static let bytes = 50 << 20

    private let file: String

    /// - Parameter path: of the gradebook.
    public init(of path: String) { file = path + ".reserve" }

    /// What is kept on a disk of that size: an eighth of a small one, nothing of a tiny one.
    static func wanted(total: Int) -> Int {
        let share = min(bytes, total / 8 / 4_096 * 4_096)
        return share < 1 << 20 ? 0 : share
    }

    /// Whether what is no answer must stop.
    /// - Parameters:
    ///   - free: beside the ballast (bytes).
    ///   - held: by the ballast.
    static func isScarce(free: Int, total: Int, held: Int) -> Bool {
        let wanted = wanted(total: total)
        return held >= wanted ? free < wanted / 50 : free < wanted
    }

    /// Whether only answers may be written now.
    public var isScarce: Bool {
        let space = FreeSpace(at: file)
        return Ballast.isScarce(free: space.bytes, total: space.total, held: held)
    }

    /// Whether something that is no answer must not be written to a folder: it is on this disk, and the room is scarce.
    public func isScarce(for folder: String) -> Bool {
        isScarce && FreeSpace(at: folder).device == FreeSpace(at: file).device
    }

    public var isHeld: Bool { held > 0 }

    private var held: Int { DurableFile.facts(file)?.bytes ?? 0 }

    /// Takes the room while there is twice as much.
    /// - Returns: whether it is held.
    @discardableResult
    public func take() -> Bool {
        let space = FreeSpace(at: file)
        let wanted = Ballast.wanted(total: space.total)
        let held = held
        if held > 0, held >= wanted { return true }
        guard wanted > 0, space.bytes + held >= 2 * wanted else { return held > 0 }
        // What a power cut left of it, or the room of a disk that has grown since.
        unlink(file)
        let handle = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard handle >= 0 else { return false }
        defer { close(handle) }
        FolderOwner.adopt(handle, at: file)
        // Where the file system cannot reserve, nothing is: a file of holes keeps no room.
        guard posix_fallocate(handle, 0, off_t(wanted)) == 0, fsync(handle) == 0 else {
            unlink(file)
            return false
        }
        return true
    }

    /// - Returns: whether there was something to give up.
    @discardableResult
    public func giveUp() -> Bool {
        guard unlink(file) == 0 else { return false }
        // ext4 lends the blocks out only when the deletion is in its journal.
        try? DurableFile.sync(DurableFile.folder(of: file))
        return true
    }

    /// Whether the last of the room is for this. Without room for the index of its log, SQLite speaks of an error of the
    /// disk.
    static func isWanted(for error: GradebookError, path: String) -> Bool {
        switch error {
        case .diskFull: true
        case .inputOutput, .cannotOpen: FreeSpace(at: path).bytes < 128 << 10
        case .notADatabase, .foreign, .damaged, .newerVersion, .notDurable, .readOnly, .busy, .unknownSession,
            .unknownPupil, .invalid, .refused:
            false
        }
    }
}
