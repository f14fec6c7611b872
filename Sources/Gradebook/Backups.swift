import Foundation
import GRDB
public import Statements

/// Copies of a gradebook beside it: two are kept, each proved to be whole before the older one goes.
public struct Backups: Sendable {
    /// What a start had to do because the gradebook was broken.
    public enum Restoration: Sendable, Hashable {
        /// A copy was put in its place: what was answered since then is missing here.
        case restored(from: String, made: WallTime?)
        /// There was no copy: a new gradebook was begun. The broken file is kept.
        case begunAnew
    }

    /// Of the gradebook.
    public let path: String

    public init(of path: String) { self.path = path }

    /// The newest first.
    public var files: [String] {
        let stem = (path as NSString).deletingPathExtension
        return ["\(stem)-backup-1.sqlite", "\(stem)-backup-2.sqlite"]
    }

    /// Makes a copy while the tutor may be writing: over a connection of its own that only reads, so that no answer waits
    /// for it. Blocks for as long as reading and writing the whole file takes.
    ///
    /// - Throws: ``GradebookError``: nothing is changed then. There has to be room for the copy and 50 MB more.
    public func make() throws(GradebookError) {
        let fresh = files[0] + ".part"
        do {
            try? FileManager.default.removeItem(atPath: fresh)
            let size = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
            guard FreeSpace(at: path).bytes > size + Ballast.bytes else { throw GradebookError.diskFull(path: fresh) }
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(5)
            configuration.label = "backup"
            let source = try DatabaseQueue(path: path, configuration: configuration)
            try source.writeWithoutTransaction { db in
                try db.execute(sql: "VACUUM INTO ?", arguments: [fresh])
            }
            try source.close()
            try Backups.check(fresh)
            try Backups.flush(fresh)
            if FileManager.default.fileExists(atPath: files[0]) { try Backups.move(files[0], to: files[1]) }
            try Backups.move(fresh, to: files[0])
            try Backups.flush((path as NSString).deletingLastPathComponent)
        } catch {
            try? FileManager.default.removeItem(atPath: fresh)
            throw GradebookError(error, path: fresh)
        }
    }

    /// Deletes the copies: what was erased is in them.
    public func removeAll() {
        for file in files { try? FileManager.default.removeItem(atPath: file) }
    }

    /// Opens a gradebook for writing; where it is broken, the newest whole copy takes its place, and the broken files are
    /// kept beside it.
    /// - Throws: ``GradebookError`` for all that a copy does not mend.
    public static func open(
        path: String, origin: Origin, now: WallTime?
    ) throws(GradebookError) -> (ProgressStore, Restoration?) {
        do throws(GradebookError) {
            return (try ProgressStore(path: path, origin: origin), nil)
        } catch {
            switch error {
            case .damaged, .notADatabase: break
            case .cannotOpen, .foreign, .newerVersion, .notDurable, .diskFull, .readOnly, .busy, .inputOutput,
                .unknownSession, .unknownPupil, .invalid, .refused:
                throw error
            }
        }
        let backups = Backups(of: path)
        do {
            try backups.putAside(now)
            for file in backups.files where (try? check(file)) != nil {
                let made = (try? FileManager.default.attributesOfItem(atPath: file)[.modificationDate]) as? Date
                try FileManager.default.copyItem(atPath: file, toPath: path)
                try flush(path)
                let time = made.map { WallTime(milliseconds: Int64($0.timeIntervalSince1970 * 1000)) }
                return (try ProgressStore(path: path, origin: origin), .restored(from: file, made: time))
            }
        } catch {
            throw GradebookError(error, path: path)
        }
        return (try ProgressStore(path: path, origin: origin), .begunAnew)
    }

    /// Two broken ones are kept, for whoever can still read something in them.
    private func putAside(_ now: WallTime?) throws {
        let names = ["\(path).damaged-1", "\(path).damaged-2"]
        let free = names.first { !FileManager.default.fileExists(atPath: $0) } ?? names[1]
        for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix) {
            try? FileManager.default.removeItem(atPath: free + suffix)
            try FileManager.default.moveItem(atPath: path + suffix, toPath: free + suffix)
        }
    }

    private static func check(_ file: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        let copy = try DatabaseQueue(path: file, configuration: configuration)
        defer { try? copy.close() }
        let finding = try copy.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") } ?? "no answer"
        guard finding == "ok" else { throw GradebookError.damaged(path: file, finding: finding) }
    }

    private static func move(_ file: String, to other: String) throws {
        guard rename(file, other) == 0 else {
            throw GradebookError.inputOutput(path: other, reason: String(cString: strerror(errno)))
        }
    }

    private static func flush(_ file: String) throws {
        let handle = Glibc.open(file, O_RDONLY | O_CLOEXEC)
        guard handle >= 0, fsync(handle) == 0 else {
            throw GradebookError.inputOutput(path: file, reason: String(cString: strerror(errno)))
        }
        close(handle)
    }
}
