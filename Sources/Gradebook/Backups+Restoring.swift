import GRDB
public import Statements

// What is done where the gradebook cannot be read any more.
extension Backups {
    /// What a start had to do because the gradebook was broken.
    public enum Restoration: Sendable, Hashable {
        /// A copy was put in its place: what was answered since then is missing here.
        case restored(from: String, made: WallTime?)
        /// There was no copy: a new gradebook was begun. The broken file is kept.
        case begunAnew
    }

    /// How many broken files are kept, for whoever can still read something in them.
    static let keptAside = 2

    /// Opens a gradebook for writing; where it is broken, or is gone while its copies are there, the newest whole copy
    /// takes its place, and the broken file is kept beside it. A file of another program, or of a newer version, is left
    /// alone. The last of the room is kept for answers from then on (``Ballast``).
    ///
    /// - Parameter now: names the broken file; by the clock, right or wrong, where it is not known.
    /// - Throws: ``GradebookError`` for all that a copy does not mend.
    public static func open(
        path: String, origin: Origin, now: WallTime?
    ) throws(GradebookError) -> (ProgressStore, Restoration?) {
        let opened = try Backups(of: path).opened(origin, now)
        Ballast(of: path).take()
        return opened
    }

    private func opened(_ origin: Origin, _ now: WallTime?) throws(GradebookError) -> (ProgressStore, Restoration?) {
        for name in ["-new", "-restored"] { DurableFile.remove(path + name) }
        let isGone = (DurableFile.facts(path)?.bytes ?? 0) == 0 && (DurableFile.facts(path + "-wal")?.bytes ?? 0) == 0
        if isGone, !copies.isEmpty { return try reopen(origin, now) }
        do throws(GradebookError) {
            return (try openWhole(origin), nil)
        } catch {
            switch error {
            case .damaged, .notADatabase: return try reopen(origin, now)
            case .diskFull, .inputOutput, .cannotOpen:
                guard Ballast.isWanted(for: error, path: path), Ballast(of: path).giveUp() else { throw error }
                return (try openWhole(origin), nil)
            case .foreign, .newerVersion, .notDurable, .readOnly, .busy, .unknownSession, .unknownPupil, .invalid,
                .refused:
                throw error
            }
        }
    }

    private func openWhole(_ origin: Origin) throws(GradebookError) -> ProgressStore {
        if DurableFile.exists(suspicion) {
            if DurableFile.exists(path) { try check(path) }
            DurableFile.remove(suspicion)
        }
        let store = try ProgressStore(path: path, origin: origin)
        do {
            // After an error of the disk the log may hold what never reached it: all of it is written anew.
            try store.emptyLog()
        } catch {
            try? store.close()
            throw error
        }
        return store
    }

    private func reopen(_ origin: Origin, _ now: WallTime?) throws(GradebookError) -> (ProgressStore, Restoration?) {
        let lock = try WriterLock(path: path)
        defer { lock.release() }
        let good = copies.first { copy in (try? check(copy.path)) != nil }
        let wasThere = try putAside(now) != nil
        if let good { try DurableFile.copy(good.path, to: path, by: path + "-new") }
        DurableFile.remove(suspicion)
        lock.release()
        let store = try ProgressStore(path: path, origin: origin)
        guard let good else { return (store, wasThere ? .begunAnew : nil) }
        try store.skipNumbers()
        return (store, .restored(from: good.path, made: good.made))
    }

    /// Puts a copy into the gradebook's place, which is put aside.
    /// - Returns: where the gradebook is now; nil where there was none.
    /// - Throws: ``GradebookError/busy(path:)`` while a tutor runs; what is wrong with the copy.
    @discardableResult
    public func restore(
        from file: String, origin: Origin, now: WallTime?
    ) throws(GradebookError) -> String? {
        let lock = try WriterLock(path: path)
        defer { lock.release() }
        try check(file)
        // It may be one of the files that make room for this one.
        try DurableFile.copy(file, to: path + "-restored", by: path + "-new")
        let aside = try putAside(now)
        try DurableFile.move(path + "-restored", to: path)
        lock.release()
        let store = try ProgressStore(path: path, origin: origin)
        try store.skipNumbers()
        try store.close()
        return aside
    }

    /// Broken gradebooks that were put aside, the newest first.
    public var putAside: [Copy] {
        let prefix = path + ".damaged-"
        return DurableFile.names(in: folder).map { folder + "/" + $0 }
            // A log that a power cut has left without its file holds answers, too.
            .filter { $0.hasPrefix(prefix) && (!$0.hasSuffix("-wal") || !DurableFile.exists(String($0.dropLast(4)))) }
            .compactMap(copy).sorted { ($0.made, $0.path) > ($1.made, $1.path) }
    }

    /// Deletes what was put aside before a moment: what pupils did is in it.
    public func removePutAside(before moment: WallTime) {
        for copy in putAside where copy.made < moment { delete(copy) }
    }

    func delete(_ copy: Copy) {
        for suffix in ["", "-wal"] { DurableFile.remove(copy.path + suffix) }
    }

    private func putAside(_ now: WallTime?) throws(GradebookError) -> String? {
        DurableFile.remove(path + "-shm")
        guard DurableFile.exists(path) else {
            DurableFile.remove(path + "-wal")
            return nil
        }
        let time = (now ?? DurableFile.now).description.filter { $0 != ":" && $0 != "-" }
        var target = "\(path).damaged-\(time)"
        var number = 1
        while DurableFile.exists(target) {
            number += 1
            target = "\(path).damaged-\(time)-\(number)"
        }
        if DurableFile.exists(path + "-wal") { try DurableFile.move(path + "-wal", to: target + "-wal") }
        try DurableFile.move(path, to: target)
        for old in putAside.filter({ $0.path != target }).dropFirst(Backups.keptAside - 1) { delete(old) }
        return target
    }
}

extension ProgressStore {
    /// Numbers that may have been given after a copy was made are not given again: a record store may have them.
    func skipNumbers() throws(GradebookError) {
        try write { db in
            try db.execute(
                sql: """
                    UPDATE sqlite_sequence SET seq = max(seq, (SELECT coalesce(max(seq), 0) FROM statement)) + 1000000
                    WHERE name = 'statement'
                    """)
        }
    }
}
