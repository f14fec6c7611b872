import Foundation
import Gradebook
import Statements

/// Looks at what is kept, and at what it is kept on.
public struct StorageProbe: Probe {
    let folder: String
    let gradebook: String
    let isSyncing: Bool
    let files: SystemFiles

    /// - Parameters:
    ///   - folder: of the gradebook.
    ///   - gradebook: its file.
    ///   - isSyncing: whether the settings name a record store.
    public init(folder: String, gradebook: String, isSyncing: Bool = false, files: SystemFiles = SystemFiles()) {
        self.folder = folder
        self.gradebook = gradebook
        self.isSyncing = isSyncing
        self.files = files
    }

    public var checks: [Check] { [.gradebook, .sync, .disk] }

    public func run(_ journal: Journal) async {
        await journal.measure(.disk, within: .seconds(10)) { [self] in await Race.onThread { [disk] } }
        let outcomes = await journal.measure(.gradebook, within: .seconds(20)) { [self] in
            await Race.onThread { [examined, copies] }
        }
        // The count came with the look at the gradebook, or is asked for by itself.
        let counted = outcomes.first?.measured["answers"].map { Int($0) }
        await journal.measure(.sync, within: .seconds(20)) { [self] in
            await Race.onThread { [SyncFinding(answers: counted ?? answers, state: syncState)] }
        }
    }

    var examined: GradebookFinding {
        GradebookFinding(
            path: gradebook,
            state: {
                guard FileManager.default.fileExists(atPath: gradebook) else { return scratch }
                do throws(GradebookError) {
                    let store = try ProgressStore(path: gradebook)
                    let seen = try store.examine()
                    try store.close()
                    return .examined(seen)
                } catch {
                    if case .busy = error, let answers { return .inUse(answers: answers) }
                    // Without room for the index of its log, SQLite speaks of an error of the disk.
                    if case .inputOutput = error, isFull { return .failed(.diskFull(path: gradebook)) }
                    return .failed(error)
                }
            }())
    }

    private var copies: BackupFinding {
        let backups = Backups(of: gradebook)
        return BackupFinding(
            answers: answers, newest: backups.copies.first, aside: backups.putAside.first,
            now: WallTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)))
    }

    private var isFull: Bool {
        var facts = statvfs()
        return statvfs(folder, &facts) == 0 && facts.f_bavail * facts.f_frsize < 128 << 10
    }

    private var syncState: SyncFinding.State {
        guard isSyncing else { return .notSetUp }
        guard FileManager.default.fileExists(atPath: gradebook),
            let store = try? ProgressStore(path: gradebook, access: .readOnly),
            let outbox = try? store.outboxState()
        else { return .upToDate }
        guard outbox.waiting > 0 else { return .upToDate }
        if let fault = outbox.fault { return .stopped(answers: outbox.waiting, reason: fault) }
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let oldest = outbox.oldest.map { Duration.milliseconds(max(0, now - $0.milliseconds)) } ?? .zero
        let refused = outbox.quarantined > 0 ? "\(outbox.quarantined) were refused: `tutord sync --status`" : nil
        let reason = outbox.trouble ?? refused
        return .waiting(answers: outbox.waiting, oldest: oldest, reason: reason)
    }

    private var answers: Int? {
        guard FileManager.default.fileExists(atPath: gradebook) else { return 0 }
        guard let store = try? ProgressStore(path: gradebook, access: .readOnly) else { return nil }
        return try? store.answerCount()
    }

    /// Writes a file beside where the gradebook would be, flushes it, and takes it away.
    private var scratch: GradebookFinding.State {
        let path = nearest(to: folder) + "/.doctor-\(getpid())"
        let begin = ContinuousClock.now
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { return .folder(reason: String(cString: strerror(errno))) }
        defer {
            close(file)
            unlink(path)
        }
        let block = [UInt8](repeating: 0, count: 4_096)
        guard write(file, block, block.count) == block.count, fsync(file) == 0 else {
            return errno == ENOSPC
                ? .failed(.diskFull(path: gradebook)) : .folder(reason: String(cString: strerror(errno)))
        }
        return .notYet(scratch: ContinuousClock.now - begin)
    }

    /// The folder itself, or the first above it that is there: the first lesson makes the rest.
    private func nearest(to folder: String) -> String {
        var url = URL(filePath: folder).standardizedFileURL
        while !FileManager.default.fileExists(atPath: url.path), url.path != "/" { url.deleteLastPathComponent() }
        return url.path
    }

    var disk: any Finding {
        let path = nearest(to: folder)
        var facts = statvfs()
        var node = stat()
        guard statvfs(path, &facts) == 0, stat(path, &node) == 0 else {
            return NotLookedAt("Nothing is known of the disk of \(path): \(String(cString: strerror(errno))).")
        }
        let block = Int(facts.f_frsize)
        let device = StorageProbe.device(node.st_dev)
        let name = files.target(of: "/sys/dev/block/\(device)")
        // A partition has its file system; the disk above it has its life.
        let disk = name.map { $0.hasPrefix("mmcblk") ? String($0.prefix { $0 != "p" }) : $0 }
        let life = disk.flatMap { files.text("/sys/class/block/\($0)/device/life_time") }?.split(separator: " ")
            .compactMap { Int($0.dropFirst(2), radix: 16) }.max()
        return DiskFinding(
            path: path, free: Int(facts.f_bavail) * block, total: Int(facts.f_blocks) * block,
            freeFiles: facts.f_files > 0 ? Int(facts.f_favail) : nil,
            totalFiles: facts.f_files > 0 ? Int(facts.f_files) : nil,
            isReadOnly: Int32(truncatingIfNeeded: facts.f_flag) & Int32(ST_RDONLY) != 0,
            errors: name.flatMap { files.number("/sys/fs/ext4/\($0)/errors_count") }, lifeUsed: life)
    }

    /// `major:minor` of a device number (makedev(3)).
    private static func device(_ number: dev_t) -> String {
        let number = UInt64(number)
        let major = (number >> 8) & 0xFFF | (number >> 32) & ~0xFFF
        let minor = number & 0xFF | (number >> 12) & ~0xFF
        return "\(major):\(minor)"
    }
}
