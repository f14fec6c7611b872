import GRDB
import Synchronization

/// What pupils have done, in one SQLite file that keeps every acknowledged answer through a power cut.
///
/// One connection (`DatabaseQueue`), write-ahead log, flushed at each commit. Writes are serialised; each returns only
/// after its commit, and cancelling a task does not take back a write that has begun.
public final class ProgressStore: Sendable {
    /// What the store is opened for.
    public enum Access: Sendable, Hashable {
        case readWrite
        /// Reports beside a running tutor: changes nothing, makes no file.
        case readOnly
    }

    /// A gradebook up to this size is read whole when it is opened (bytes).
    static let checkedBytes = 256 << 20

    public let path: String
    /// Where its statements come from.
    public let origin: Origin
    let queue: DatabaseQueue
    /// Held by the one process that writes; nil where it only reads.
    private let lock: WriterLock?
    /// How many rows had been changed when the log was last written back.
    let writtenBack = Mutex(0)

    /// Opens the gradebook, makes it where there is none, and brings an older one up to date, of which a copy is made
    /// before (``Backups``).
    ///
    /// - Throws: ``GradebookError`` where the file is missing its folder, is no gradebook, is damaged, is of a newer
    ///   version, cannot be written, or where SQLite does not take the settings that durability needs.
    public init(
        path: String, access: Access = .readWrite, origin: Origin = Origin()
    ) throws(GradebookError) {
        self.path = path
        self.origin = origin
        do {
            switch access {
            case .readOnly: lock = nil
            case .readWrite:
                lock = try WriterLock(path: path)
                FolderOwner.make(path)
            }
            var configuration = Configuration()
            configuration.foreignKeysEnabled = true
            configuration.busyMode = .timeout(5)
            configuration.readonly = access == .readOnly
            configuration.label = "gradebook"
            let file = try DatabaseQueue(path: path, configuration: configuration)
            let version = try file.writeWithoutTransaction { db in
                try ProgressStore.checkVersion(db, path: path)
                if access == .readWrite { try ProgressStore.makeDurable(db, path: path) }
                if access == .readWrite { try ProgressStore.checkPages(db, path: path) }
                return try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            }
            switch access {
            case .readOnly where version < ProgressStore.version: queue = try ProgressStore.migratedCopy(of: file)
            case .readOnly: queue = file
            case .readWrite:
                queue = file
                // For whoever has to go back to the program before this one; where there is no room, without.
                if version > 0, version < ProgressStore.version { try? Backups(of: path).make() }
                try ProgressStore.migrator.migrate(file)
                try settle()
            }
        } catch {
            throw GradebookError(error, path: path)
        }
    }

    /// An older gradebook that is only read is read as it would be: nothing is changed on the disk.
    private static func migratedCopy(of file: DatabaseQueue) throws -> DatabaseQueue {
        let memory = try DatabaseQueue()
        try file.backup(to: memory)
        try migrator.migrate(memory)
        return memory
    }

    /// What the last run left undone: sittings without an end, and what was reckoned by older models.
    private func settle() throws {
        try endAbandoned()
        // Where somebody reads just now it is done at another start.
        if try isErasing() { try? finishErasing() }
        let isCurrent = try reading { db in try ProgressStore.isCurrent(db) }
        if !isCurrent { try rebuildSkills() }
    }

    /// Writes the log back into the database and ends. A store that is not closed loses nothing.
    public func close() throws(GradebookError) {
        do { try queue.close() } catch { throw GradebookError(error, path: path) }
        lock?.release()
    }

    /// Set after opening and read back, because GRDB sets `synchronous` to NORMAL when it turns the log on itself.
    private static func makeDurable(_ db: Database, path: String) throws {
        let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL") ?? "none"
        guard mode.lowercased() == "wal" else {
            throw GradebookError.notDurable(path: path, setting: "journal_mode", value: mode)
        }
        try db.execute(
            sql: """
                PRAGMA synchronous = FULL;
                PRAGMA secure_delete = ON;
                PRAGMA wal_autocheckpoint = 1000;
                """)
        _ = try Int.fetchOne(db, sql: "PRAGMA journal_size_limit = 4194304")
        for (setting, expected) in [("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)] {
            let value = try Int.fetchOne(db, sql: "PRAGMA \(setting)")
            guard value == expected else {
                throw GradebookError.notDurable(
                    path: path, setting: setting, value: value.map(String.init) ?? "not known")
            }
        }
    }

    /// A big one would take a card half a minute to read: it is checked in the copy that is made each day.
    private static func checkPages(_ db: Database, path: String) throws {
        let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        guard pages * (try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0) <= checkedBytes else { return }
        let finding = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "no answer"
        guard finding == "ok" else { throw GradebookError.damaged(path: path, finding: finding) }
    }
}
