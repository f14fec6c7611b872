import Foundation
public import Gradebook
public import Lessons
public import Statements

/// Everything that is kept of one pupil, for whoever has a right to it: what the roster says, what was learned as a page to
/// read, and every statement.
public enum PupilFile {
    /// Writes a folder; its name holds the account, never the name.
    /// - Returns: its path.
    public static func write(
        of pupil: PupilID, _ store: ProgressStore, lessons: [Lesson], madeAt: WallTime?, to folder: String
    ) throws -> String {
        let stamp = madeAt.map { "-" + ExportFiles.stamp($0, store.origin) } ?? ""
        let path = folder + "/" + ExportFiles.safe(pupil.rawValue) + stamp
        let report = try store.report(of: pupil, lessons: lessons, madeAt: madeAt, answers: 0)
        let files = try ExportFiles(
            store, report, in: ExportScope(pupil: pupil), title: "", stamp: nil, to: path)
        for format in [ExportFiles.Format.html, .json, .answers, .jsonl] { _ = try files.write(format) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let entry = try store.roster().first { $0.account == pupil } ?? RosterEntry(account: pupil)
        let file = try AsideFile(path: path + "/roster.json")
        try file.write(String(decoding: try encoder.encode(entry), as: UTF8.self) + "\n")
        try file.finish()
        return path
    }
}
