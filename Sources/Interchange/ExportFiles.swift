import Foundation
public import Gradebook
public import Lessons
public import Statements

/// Writes the files that leave the box, all from the same rows, each row on its way only: a school's years fit through a
/// small machine.
public struct ExportFiles {
    /// A kind of file.
    public enum Format: String, Sendable, Hashable, CaseIterable {
        case html, xlsx, csv, answers, jsonl, oneroster, json

        var fileName: String {
            switch self {
            case .html: "class-report.html"
            case .xlsx: "progress.xlsx"
            case .csv: "progress.csv"
            case .answers: "answers.csv"
            case .jsonl: "statements.jsonl"
            case .oneroster: "oneroster.zip"
            case .json: "progress.json"
            }
        }
    }

    /// How far it is: the file, the rows so far, and of how many; nil where nobody has counted them.
    public typealias Progress = (_ file: String, _ rows: Int, _ of: Int?) -> Void

    let store: ProgressStore
    let scope: ExportScope
    let lessons: [Lesson]
    let title: String
    let madeAt: WallTime?
    let isUnfrozenToo: Bool
    let folder: String
    let stem: String
    let isReplacing: Bool
    let progress: Progress

    /// - Parameters:
    ///   - lessons: the lessons on the box, which name things.
    ///   - title: the class, or what else the files are about: the heading of the page.
    ///   - madeAt: the time by the calendar, if it is known.
    ///   - stem: what the names of the files begin with, as ``stem(_:_:_:)`` makes it; empty for plain names.
    ///   - unfrozen: also statements that wait for the clock to be set.
    ///   - folder: is made where it is not there.
    ///   - replacing: whether files that are there already are written over.
    ///   - progress: is told how far it is, now and then.
    /// - Throws: ``InterchangeError`` where there can be no such folder.
    public init(
        _ store: ProgressStore, in scope: ExportScope = ExportScope(), lessons: [Lesson], title: String,
        madeAt: WallTime?, stem: String, unfrozen: Bool = false, to folder: String, replacing: Bool = false,
        progress: @escaping Progress = { _, _, _ in }
    ) throws {
        self.store = store
        self.scope = scope
        self.lessons = lessons
        self.title = title
        self.madeAt = madeAt
        self.stem = stem
        isUnfrozenToo = unfrozen
        self.folder = folder
        isReplacing = replacing
        self.progress = progress
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw InterchangeError.notWritten(path: folder, reason: error.localizedDescription)
        }
    }

    /// Writes one kind.
    /// - Returns: the path of the file.
    /// - Throws: ``InterchangeError``, ``OneRosterError``, ``ZipError``, `GradebookError`.
    public func write(_ format: Format) throws -> String {
        switch format {
        case .html: try page()
        case .csv: try summary()
        case .json: try report()
        case .answers: try answers()
        case .jsonl: try statements()
        case .xlsx: try workbook()
        case .oneroster: try oneRoster()
        }
    }

    // MARK: Names

    /// `Year-5-2026-11-25-0930`: the class in letters that every file system takes, also a stick's, and the time by the
    /// school's clock where it is known.
    public static func stem(_ title: String, _ time: WallTime?, _ origin: Origin) -> String {
        [safe(title), time.map { stamp($0, origin) } ?? ""].filter { !$0.isEmpty }.joined(separator: "-")
    }

    /// `2026-11-25-0930`
    public static func stamp(_ time: WallTime, _ origin: Origin) -> String {
        let local = origin.local(time).description
        return local.prefix(10) + "-" + local.dropFirst(11).prefix(5).filter { $0 != ":" }
    }

    static func safe(_ title: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in title.precomposedStringWithCanonicalMapping.unicodeScalars {
            let properties = scalar.properties
            let isKept = properties.isAlphabetic || properties.numericType != nil || scalar == "_"
            kept.append(isKept ? scalar : "-")
            // Names have 255 bytes, and more follows.
            if String(kept).utf8.count > 100 { break }
        }
        return String(kept).split(separator: "-").joined(separator: "-")
    }

    /// Of a file that is to be made.
    /// - Throws: ``InterchangeError/exists(path:)``.
    func newPath(_ format: Format) throws(InterchangeError) -> String {
        let path = path(format.fileName)
        var status = stat()
        guard isReplacing || lstat(path, &status) != 0 else { throw .exists(path: path) }
        return path
    }

    private func path(_ name: String) -> String { folder + "/" + (stem.isEmpty ? "" : stem + "-") + name }

    // MARK: Rows

    func eachAnswer(_ format: Format, _ body: (AnswerRow) throws -> Void) throws {
        let all = try store.answerCount(in: scope)
        var count = 0
        let own = OwnErrors()
        try own.kept {
            try store.forEachAnswer(in: scope) { row in
                try own.noted { try body(row) }
                count += 1
                if count.isMultiple(of: 5_000) { progress(format.fileName, count, max(all, count)) }
            }
        }
        progress(format.fileName, count, count)
    }

    func eachPupil(_ body: (PupilProgress) throws -> Void) throws {
        let own = OwnErrors()
        try own.kept {
            try store.forEachPupil(in: scope, lessons: lessons) { pupil in try own.noted { try body(pupil) } }
        }
    }

    func eachStatement(_ body: (String) throws -> Void) throws {
        var count = 0
        let own = OwnErrors()
        try own.kept {
            try store.forEachStatement(in: scope, unfrozen: isUnfrozenToo) { statement in
                try own.noted { try body(statement) }
                count += 1
                if count.isMultiple(of: 5_000) { progress(Format.jsonl.fileName, count, nil) }
            }
        }
    }
}
