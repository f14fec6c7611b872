import Foundation
import Glibc
public import Gradebook
public import Statements

/// Who looked at, took away or deleted what of pupils, and when: lines that are only ever appended to `access.jsonl`
/// beside the gradebook, 150 to 250 bytes each, readable by its owner alone. No names and no answers stand in it; pupils
/// stand as digests, so that it says nothing to who has not the gradebook.
public struct AccessLog: Sendable {
    /// One line.
    public struct Entry: Sendable, Hashable, Codable {
        /// `2026-03-02T09:00:07Z`; nil where the clock was not set.
        public var time: String?
        /// The account of the machine that did it; with `sudo`, who called it.
        public var by: String
        /// Such as `export xlsx`.
        public var action: String
        /// Digests of pupils; empty for a whole class or box.
        public var pupils: [String]
        /// What it was done to, where it is no pupil: a class, `all`.
        public var about: String?
    }

    public let path: String

    /// - Parameter folder: of the gradebook.
    public init(folder: String) { path = folder + "/access.jsonl" }

    /// Returns when it is on the disk.
    /// - Throws: ``InterchangeError``: what is not noted is not done.
    public func append(
        _ action: String, pupils: [PupilID] = [], about: String? = nil, at time: WallTime?, _ store: ProgressStore
    ) throws {
        let entry = Entry(
            time: time?.description, by: AccessLog.user, action: action,
            pupils: try pupils.map { String(try store.digest(of: $0).prefix(16)) }, about: about)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = try encoder.encode(entry) + Data("\n".utf8)
        let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failed() }
        defer { close(file) }
        // One write: lines of two programs do not mix.
        let written = line.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
        guard written == line.count, fsync(file) == 0 else { throw failed() }
    }

    /// All lines, the oldest first; what is no line of ours is passed over.
    public func entries() throws -> [Entry] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").compactMap {
            try? JSONDecoder().decode(Entry.self, from: Data($0.utf8))
        }
    }

    private func failed() -> InterchangeError {
        .notWritten(
            path: path,
            reason: "\(String(cString: strerror(errno))): without its line in the access log nothing is done")
    }

    private static var user: String {
        let environment = ProcessInfo.processInfo.environment
        let name = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "uid \(geteuid())"
        return environment["SUDO_USER"].map { "\($0) as \(name)" } ?? name
    }
}
