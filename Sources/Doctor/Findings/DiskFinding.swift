import Tutor

/// The file system that answers are kept on.
public struct DiskFinding: Finding, Hashable {
    /// The folder that was asked for, or the nearest one above it that is there.
    public var path: String
    /// For programs without privileges (bytes).
    public var free: Int
    public var total: Int
    /// Files that can still be made; nil where the file system does not count them.
    public var freeFiles: Int?
    public var totalFiles: Int?
    public var isReadOnly: Bool
    /// What ext4 has noted since its last check (`errors_count`); nil for another file system.
    public var errors: Int?
    /// How much of its life a built-in flash (eMMC) has behind it, in tenths, 1 to 11; nil where it does not tell.
    public var lifeUsed: Int?

    static let little = 500_000_000
    static let full = 50_000_000

    public func judged() -> Judgement {
        let space = "\(free / 1_000_000) MB of \(total / 1_000_000) MB free at \(path)"
        if isReadOnly {
            return .broken(
                .diskFailing, "The disk of \(path) is mounted read-only: nothing can be kept.",
                "The kernel does so when the card fails (`dmesg | grep -i ext4`): copy the data away, replace the card."
            )
        }
        if free < DiskFinding.full { return .broken(.diskFull, "\(space).") }
        if let freeFiles, let totalFiles, totalFiles > 0 {
            if freeFiles == 0 {
                return .broken(.diskFull, "No file can be made at \(path): all \(totalFiles) inodes are used.")
            }
            if freeFiles * 20 < totalFiles {
                return .warning(
                    "Only \(freeFiles) of \(totalFiles) files can still be made at \(path).",
                    "Look for a folder with very many small files.")
            }
        }
        if let errors, errors > 0 {
            return .warning(
                "ext4 has noted \(errors) error\(errors == 1 ? "" : "s") on the disk of \(path) since its last check.",
                "Back up /var/lib/tutor; check it at the next boot (fsck.mode=force), and replace a card that goes on.")
        }
        if let lifeUsed, lifeUsed >= 9 {
            return .warning(
                "The flash of \(path) has \(min(lifeUsed, 10) * 10) % of its life behind it.", "Have a spare ready.")
        }
        if free < DiskFinding.little {
            return .warning("\(space).", "Free space: old logs (journalctl --vacuum-size=50M), recordings, diaries.")
        }
        return .fine("\(space).")
    }

    public var measured: [String: Double] {
        var numbers = ["free_bytes": Double(free), "total_bytes": Double(total)]
        numbers["free_inodes"] = freeFiles.map(Double.init)
        numbers["ext4_errors"] = errors.map(Double.init)
        return numbers
    }
}
