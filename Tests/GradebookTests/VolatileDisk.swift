import Foundation
import VolatileVFS

/// A folder whose files forget, at a power cut, what was not synced: Tests/VolatileVFS.
final class VolatileDisk {
    enum Fault {
        case noSpace, inputOutput

        fileprivate var code: Int32 {
            switch self {
            case .noSpace: ENOSPC
            case .inputOutput: EIO
            }
        }
    }

    private let folder: Folder
    private let disk: OpaquePointer

    /// - Parameter image: a folder whose files are on the card already.
    init(seed: UInt64, with image: Folder? = nil) throws {
        folder = try Folder(inMemory: true)
        if let image { try image.copyFiles(to: folder) }
        guard let disk = volatile_disk_insert(folder.url.path, seed) else { throw CocoaError(.fileNoSuchFile) }
        self.disk = disk
    }

    deinit { volatile_disk_remove(disk) }

    var gradebook: String { folder.path() }

    /// From now on a sync changes nothing.
    func lie() { volatile_disk_lie(disk) }

    /// How many cuts there were.
    var cuts: Int { Int(volatile_disk_cuts(disk)) }

    /// How much was written, truncated and synced.
    var operations: Int { Int(volatile_disk_operations(disk)) }

    /// How often the gradebook's log was flushed, and how often anything else.
    var flushes: (ofLog: Int, ofOthers: Int) {
        let log = Int(volatile_disk_syncs(disk, "gradebook.sqlite-wal"))
        return (log, Int(volatile_disk_syncs(disk, nil)) - log)
    }

    var failures: Int { Int(volatile_disk_failures(disk)) }

    /// - Parameter operations: writes, truncations and syncs before the one that it cuts.
    func cut(after operations: Int, to image: Folder) {
        volatile_disk_cut_after(disk, UInt64(operations), image.url.path)
    }

    func cut(to image: Folder) throws {
        guard volatile_disk_cut(disk, image.url.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    func failWrites(_ fault: Fault, after: Int, times: Int = .max) {
        volatile_disk_fail(disk, VOLATILE_WRITE, fault.code, UInt64(after), UInt64(times))
    }

    func failSyncs(_ fault: Fault, after: Int, times: Int = .max) {
        volatile_disk_fail(disk, VOLATILE_SYNC, fault.code, UInt64(after), UInt64(times))
    }

    func heal() { volatile_disk_fail(disk, VOLATILE_WRITE, 0, 0, 0) }
}
