import Foundation
public import Gradebook
import Lessons
public import Statements

/// Writes the files that leave the box, all from the same rows.
public struct ExportFiles {
    /// A kind of file.
    public enum Format: String, Sendable, Hashable, CaseIterable {
        case html, xlsx, csv, answers, jsonl, oneroster, json
    }

    private let store: ProgressStore
    private let scope: ExportScope
    private let report: ProgressReport
    private let folder: String
    private let stem: String
    private let title: String
    private let progress: (String, Int) -> Void

    /// - Parameters:
    ///   - report: of the same pupils as `scope`.
    ///   - title: the class, or what else the files are about; their names begin with it.
    ///   - stamp: `2026-11-25-0930`; nil where the clock is not set.
    ///   - folder: is made where it is not there.
    ///   - progress: is told what is written and how many rows of it, now and then.
    public init(
        _ store: ProgressStore, _ report: ProgressReport, in scope: ExportScope, title: String, stamp: String?,
        to folder: String, progress: @escaping (String, Int) -> Void = { _, _ in }
    ) throws {
        self.store = store
        self.report = report
        self.scope = scope
        self.folder = folder
        self.title = title
        self.progress = progress
        stem = [ExportFiles.safe(title), stamp].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "-")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// Writes one kind.
    /// - Returns: the path of the file.
    /// - Throws: ``InterchangeError``, ``OneRosterError``, ``ZipError``, `GradebookError`, `CocoaError`.
    public func write(_ format: Format) throws -> String {
        switch format {
        case .html: try whole("class-report.html", report.html(title: title))
        case .csv: try whole("progress.csv", report.csv())
        case .json: try whole("progress.json", String(decoding: report.json(), as: UTF8.self))
        case .answers: try answers()
        case .jsonl: try statements()
        case .xlsx: try workbook()
        case .oneroster: try oneRoster()
        }
    }

    /// The time in a file's name, by the school's clock.
    public static func stamp(_ time: WallTime, _ origin: Origin) -> String {
        let local = WallTime(milliseconds: time.milliseconds + Int64(origin.offset(at: time)) * 1_000).description
        return local.prefix(10) + "-" + local.dropFirst(11).prefix(5).filter { $0 != ":" }
    }

    private func path(_ name: String) -> String { folder + "/" + (stem.isEmpty ? "" : stem + "-") + name }

    private func whole(_ name: String, _ text: String) throws -> String {
        let file = try AsideFile(path: path(name))
        try file.write(text)
        try file.finish()
        return file.path
    }

    private func answers() throws -> String {
        let device = try store.deviceName()
        let file = try AsideFile(path: path("answers.csv"))
        try file.write(CSV.mark + CSV.line(AnswerRow.columns.map { .word($0.title) }))
        try rows("answers.csv") { try file.write(CSV.line($0.cells(device: device))) }
        try file.finish()
        return file.path
    }

    private func statements() throws -> String {
        let file = try AsideFile(path: path("statements.jsonl"))
        var count = 0
        try store.forEachStatement(in: scope) { body in
            try file.write(body + "\n")
            count += 1
            if count.isMultiple(of: 10_000) { progress("statements.jsonl", count) }
        }
        try file.finish()
        return file.path
    }

    private func workbook() throws -> String {
        let device = try store.deviceName()
        let book = try Spreadsheet(path: path("progress.xlsx"))
        try book.begin("Class summary", columns: ProgressReport.summaryColumns)
        for row in report.summary { try book.add(row.map(Spreadsheet.Cell.init)) }
        try book.begin("Answers", columns: AnswerRow.columns)
        try rows("progress.xlsx") { try book.add($0.cells(device: device).map(Spreadsheet.Cell.init)) }
        try book.finish()
        return path("progress.xlsx")
    }

    private func oneRoster() throws -> String {
        let path = path("oneroster.zip")
        let file = try OneRosterFile(report, classes: store.classes())
        try file.write(to: path)
        progress("oneroster.zip", file.summary.results)
        return path
    }

    private func rows(_ name: String, _ body: (AnswerRow) throws -> Void) throws {
        var count = 0
        try store.forEachAnswer(in: scope) { row in
            try body(row)
            count += 1
            if count.isMultiple(of: 10_000) { progress(name, count) }
        }
    }

    /// What every file system takes, also a stick's.
    static func safe(_ title: String) -> String {
        let kept = title.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? $0 : "-" }
        let joined = String(kept).split(separator: "-").joined(separator: "-")
        return String(joined.prefix(60))
    }
}

extension Spreadsheet.Cell {
    init(_ cell: TableCell) {
        switch cell {
        case .text(let text), .word(let text): self = text.isEmpty ? .empty : .text(text)
        case .number(let number): self = .number(number)
        }
    }
}
