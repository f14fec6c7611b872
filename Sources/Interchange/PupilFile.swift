import Foundation
public import Gradebook
public import Lessons
public import Statements

/// Everything that is kept of one pupil, for whoever has a right to it: what the roster says, what was learned as a page to
/// read, every answer and statement, the sittings, and what of the tutor's words was stopped in them.
public enum PupilFile {
    private struct Sittings: Encodable {
        let sittings: [SittingRow]
        let incidents: [IncidentRecord]
    }

    /// Writes a folder; its name holds the account, never the name.
    /// - Parameter replacing: whether a folder that is there already is written into.
    /// - Returns: its path.
    /// - Throws: ``InterchangeError``, `GradebookError`; nothing is made where nobody has that account.
    public static func write(
        of pupil: PupilID, _ store: ProgressStore, lessons: [Lesson], madeAt: WallTime?, to folder: String,
        replacing: Bool = false
    ) throws -> String {
        let entry = try pupil == .guest ? RosterEntry(account: pupil) : store.rosterEntry(of: pupil)
        let path = folder + "/" + ExportFiles.stem(pupil.rawValue, madeAt, store.origin)
        guard replacing || !FileManager.default.fileExists(atPath: path) else {
            throw InterchangeError.exists(path: path)
        }
        let files = try ExportFiles(
            store, in: ExportScope(pupil: pupil), lessons: lessons, title: "", madeAt: madeAt, stem: "",
            unfrozen: true, to: path, replacing: replacing)
        for format in [ExportFiles.Format.html, .json, .answers, .jsonl] { _ = try files.write(format) }
        try write(entry, to: path + "/roster.json")
        try write(
            Sittings(
                sittings: try store.sittings(of: pupil, limit: .max),
                incidents: try store.incidents(limit: .max).filter { $0.pupil == pupil }),
            to: path + "/sittings.json")
        return path
    }

    private static func write(_ value: some Encodable, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let file = try AsideFile(path: path)
        try file.write(String(decoding: try encoder.encode(value), as: UTF8.self) + "\n")
        try file.finish()
    }
}
