import GRDB
import Glibc
public import Statements

/// Copies of a gradebook beside it: two are kept, each proved to be whole before the older one goes.
///
/// A copy is made beside the running tutor by a second connection that only reads. It never checkpoints, so that the one
/// that writes stays the only one that does (see ``WriterLock``).
public struct Backups: Sendable {
    /// A file that holds a gradebook.
    public struct Copy: Sendable, Hashable, Codable {
        public var path: String
        public var bytes: Int
        /// By the clock of that moment, right or wrong.
        public var made: WallTime

        public init(path: String, bytes: Int, made: WallTime) {
            self.path = path
            self.bytes = bytes
            self.made = made
        }
    }

    /// Of the gradebook.
    public let path: String

    public init(of path: String) { self.path = path }

    var folder: String { DurableFile.folder(of: path) }

    /// Where the copies are, the newest first.
    public var files: [String] {
        let stem = path.hasSuffix(".sqlite") ? String(path.dropLast(7)) : path
        return ["\(stem)-backup-1.sqlite", "\(stem)-backup-2.sqlite"]
    }

    /// The copies that there are, the newest first.
    public var copies: [Copy] { files.compactMap(copy) }

    func copy(_ file: String) -> Copy? {
        DurableFile.facts(file).map {
            Copy(path: file, bytes: $0.bytes, made: WallTime(milliseconds: $0.written))
        }
    }

    /// There while the gradebook is to be read whole at the next start.
    var suspicion: String { path + ".suspect" }

    /// Makes a copy while the tutor may be writing: over a connection of its own that only reads, so that no answer waits
    /// for it. Blocks for as long as reading and writing the whole file takes.
    ///
    /// - Throws: ``GradebookError``: nothing is changed then. There has to be room for the copy beside that of answers.
    ///   Where it is the gradebook that cannot be read whole, it is looked at closely at the next start.
    public func make() throws(GradebookError) {
        let fresh = files[0] + ".part"
        for suffix in ["", "-journal"] { DurableFile.remove(fresh + suffix) }
        let lacking = lackingBytes
        guard lacking <= 0 || giveUpOlder(for: lacking) else { throw .diskFull(path: fresh) }
        do {
            try Backups.reading(path) { db in try db.execute(sql: "VACUUM INTO ?", arguments: [fresh]) }
        } catch {
            DurableFile.remove(fresh)
            let known = GradebookError(error, path: path)
            if case .damaged = known { suspect() }
            throw known
        }
        do throws(GradebookError) {
            try check(fresh)
            FolderOwner.adopt(fresh)
            try DurableFile.sync(fresh)
            if DurableFile.exists(files[0]) { try DurableFile.move(files[0], to: files[1]) }
            try DurableFile.move(fresh, to: files[0])
        } catch {
            DurableFile.remove(fresh)
            throw error
        }
    }

    /// How much more room (bytes) a copy takes than there is beside that of answers.
    private var lackingBytes: Int {
        let bytes = (DurableFile.facts(path)?.bytes ?? 0) + (DurableFile.facts(path + "-wal")?.bytes ?? 0)
        let space = FreeSpace(at: path)
        return bytes + 1 + (Ballast(of: path).isHeld ? 0 : Ballast.wanted(total: space.total)) - space.bytes
    }

    /// Two copies beside a third that is being made may be more than fits: one has to do then, which is read before.
    private func giveUpOlder(for bytes: Int) -> Bool {
        guard let older = copy(files[1]), older.bytes >= bytes, (try? check(files[0])) != nil else { return false }
        return DurableFile.remove(older.path)
    }

    /// Makes the copy of the day. Copies of before the retention clock's last deletion go: what it deleted is in them.
    /// - Throws: ``GradebookError``: nothing is changed then.
    public func makeDaily(_ store: ProgressStore) throws(GradebookError) {
        if let deleted = try store.lastRetention()?.1, copies.contains(where: { $0.made <= deleted }) {
            try remake()
        } else {
            try make()
        }
    }

    /// Makes a copy and deletes the older one: what was deleted from the gradebook must not live on in it.
    public func remake() throws(GradebookError) {
        try make()
        for file in files.dropFirst() { DurableFile.remove(file) }
    }

    /// Deletes the copies, what a power cut left of making one, and what was put aside: what was erased is in them.
    public func removeAll() {
        for file in files + [files[0] + ".part", files[0] + ".part-journal", path + "-new", path + "-restored"] {
            DurableFile.remove(file)
        }
        for copy in putAside { delete(copy) }
    }

    /// Reads a file as a gradebook, page by page.
    /// - Returns: how many answers it holds.
    /// - Throws: ``GradebookError`` where it is none, is damaged, or is of a newer version.
    @discardableResult
    public func check(_ file: String) throws(GradebookError) -> Int {
        do {
            return try Backups.reading(file) { db in
                try ProgressStore.checkVersion(db, path: file)
                let finding = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "no answer"
                guard finding == "ok" else { throw GradebookError.damaged(path: file, finding: finding) }
                guard try db.tableExists("attempt") else {
                    throw GradebookError.damaged(path: file, finding: "there is nothing in it")
                }
                return try Int.fetchOne(db, sql: "SELECT count(*) FROM attempt") ?? 0
            }
        } catch {
            throw GradebookError(error, path: file)
        }
    }

    private func suspect() {
        let file = Glibc.open(suspicion, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        if file >= 0 { close(file) }
    }

    private static func reading<Value>(_ file: String, _ body: (Database) throws -> Value) throws -> Value {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        configuration.label = "backup"
        let queue = try DatabaseQueue(path: file, configuration: configuration)
        defer { try? queue.close() }
        return try queue.inDatabase(body)
    }
}
