import Foundation
import Glibc
public import Gradebook
public import Statements

/// Who looked at, took away or deleted what of pupils, and when: lines that are only ever appended to `access.jsonl`
/// beside the gradebook, 120 to 160 bytes each and 19 more for each pupil after the first, readable by its owner alone. It is
/// kept for ever: ten accesses a day are 600 KB a year. No names and no answers stand in it; pupils stand as digests,
/// so that it says nothing to who has not the gradebook.
public struct AccessLog: Sendable {
    /// Where the data went.
    public enum Destination: String, Sendable, Hashable, Codable {
        /// A terminal or another program.
        case screen
        /// Files in a folder.
        case folder
        /// A USB stick.
        case stick
        /// Nowhere: the gradebook itself was changed.
        case gradebook
    }

    /// One line.
    public struct Entry: Sendable, Hashable, Codable {
        /// `2026-03-02T09:00:07Z`; nil where the clock was not set.
        public var time: String?
        /// Where the clock was not set: the boot, and the seconds since it.
        public var boot: String?
        public var uptime: Int?
        /// The account of the machine that did it; with `sudo`, who called it.
        public var by: String
        /// Such as `export xlsx`.
        public var action: String
        /// Digests of pupils; empty for a whole class or box.
        public var pupils: [String]
        /// What it was done to, where it is no pupil: a class, `all`.
        public var about: String?
        /// Absent in lines of before there was one.
        public var to: Destination?
    }

    public let path: String

    /// - Parameter folder: of the gradebook.
    public init(folder: String) { path = folder + "/access.jsonl" }

    /// Returns when it is on the disk.
    /// - Throws: ``InterchangeError``: what is not noted is not done.
    public func append(
        _ action: String, pupils: [PupilID] = [], about: String? = nil, to destination: Destination = .screen,
        at time: WallTime?, _ store: ProgressStore
    ) throws {
        var entry = Entry(
            time: time?.description, by: AccessLog.user, action: action,
            pupils: try pupils.map { String(try store.digest(of: $0).prefix(16)) }, about: about, to: destination)
        if time == nil {
            entry.boot = BootID.current().rawValue
            entry.uptime = AccessLog.uptime
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = try encoder.encode(entry)
        if try append(text) { return }
        // A full disk is when the marks are wanted elsewhere: the last of its room is for this, too.
        guard Ballast(of: store.path).giveUp(), try append(text) else {
            errno = ENOSPC
            throw failed()
        }
    }

    /// - Returns: false where there is no room.
    private func append(_ text: Data) throws -> Bool {
        // A line that was torn is ended, so that it takes no other with it.
        let line = Data((isTorn ? "\n" : "").utf8) + text + Data("\n".utf8)
        // Not through a link that somebody laid there.
        let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else {
            if errno == ENOSPC { return false }
            throw failed()
        }
        defer { close(file) }
        FolderOwner.adopt(file, at: path)
        // One write: lines of two programs do not mix.
        let written = line.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
        if (0..<line.count).contains(written) || written < 0 && errno == ENOSPC { return false }
        guard written == line.count, fsync(file) == 0 else { throw failed() }
        return true
    }

    /// All lines, the oldest first; what is no line of ours is passed over.
    public func entries() throws -> [Entry] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        // By bytes: one line that is no text hides no other.
        return try Data(contentsOf: URL(filePath: path)).split(separator: UInt8(ascii: "\n")).compactMap {
            try? JSONDecoder().decode(Entry.self, from: $0)
        }
    }

    private var isTorn: Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return false }
        defer { close(file) }
        var last: UInt8 = 0
        return lseek(file, -1, SEEK_END) >= 0 && read(file, &last, 1) == 1 && last != UInt8(ascii: "\n")
    }

    private func failed() -> InterchangeError {
        .notWritten(
            path: path,
            reason: "\(String(cString: strerror(errno))): without its line in the access log nothing is done")
    }

    private static var uptime: Int {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Int(time.tv_sec)
    }

    private static var user: String {
        let environment = ProcessInfo.processInfo.environment
        let name = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "uid \(geteuid())"
        return environment["SUDO_USER"].map { "\($0) as \(name)" } ?? name
    }
}
