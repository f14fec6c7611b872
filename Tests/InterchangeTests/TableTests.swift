import Foundation
import Gradebook
import Lessons
import Statements
import TestSupport
import Testing

@testable import Interchange

@Suite struct TableTests {
    private static let pieces = [
        "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", ";", ",", "\"", "'", " ", "\0", "\u{7}", "\u{200B}", "\u{FEFF}",
        "\u{A0}", "＝", "＋", "－", "＠", "﹦", "cmd|' /C calc'!A0", "SUM(1)", "שלום", "🦊\u{200D}🔥", "3/4", "0012", "a", "é",
    ]

    private static func texts(_ count: Int) -> [String] {
        var random = SplitMix(seed: 6)
        return (0..<count).map { _ in
            (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
        }
    }

    /// Cells as a spreadsheet has them: parted by a sign, with quotation marks only where a cell begins with one.
    private static func cells(_ text: String, by separator: Unicode.Scalar) -> [String] {
        var cells: [String] = []
        var cell = String.UnicodeScalarView()
        var isQuoted = false
        var isStart = true
        // Behind a quotation mark in a quoted cell: another is one of the text, anything else is behind its end.
        var isClosing = false
        for scalar in text.unicodeScalars {
            if isClosing {
                isClosing = false
                if scalar == "\"" {
                    cell.append(scalar)
                    continue
                }
                isQuoted = false
            }
            switch scalar {
            case "\"" where isStart: isQuoted = true
            case "\"" where isQuoted: isClosing = true
            case separator where !isQuoted, "\r" where !isQuoted, "\n" where !isQuoted:
                cells.append(String(cell))
                cell = String.UnicodeScalarView()
                isStart = true
                continue
            case _: cell.append(scalar)
            }
            isStart = false
        }
        return cells + [String(cell)]
    }

    @Test func `no text becomes a formula, by whatever sign cells are parted`() {
        for text in TableTests.texts(Thoroughness.scaled(4_000, to: 100_000)) {
            let line = CSV.line([.number(1), .text(text), .number(2)])
            for separator: Unicode.Scalar in [",", ";", "\t"] {
                for cell in TableTests.cells(line, by: separator) {
                    let first = cell.unicodeScalars.first {
                        let category = $0.properties.generalCategory
                        return category != .control && category != .format && category != .spaceSeparator
                    }
                    let isFormula = first.map { "=+-@＝＋－＠﹦".unicodeScalars.contains($0) } ?? false
                    #expect(!isFormula, "\(text.debugDescription) by \(separator): \(cell.debugDescription)")
                }
            }
        }
    }

    @Test func `a zero byte, which ends a text for some, is shown as what cannot be shown`() {
        #expect(CSV.line([.text("a\0b"), .text("\0=1")]) == "a\u{FFFD}b,'\u{FFFD}=1\r\n")
    }

    @Test func `a table reads back as what was written, apostrophes apart`() throws {
        let plain = TableTests.texts(500).map {
            $0.filter { !"\0\u{FEFF}".unicodeScalars.contains($0.unicodeScalars.first!) }
        }
        for text in plain {
            let table = try CSVReaderTests.rows(CSV.record(["a", "b"]) + CSV.line([.text(text), .text("z")]))
            #expect(table.count == 2, "\(text.debugDescription)")
        }
    }

    @Test func `more rows than a sheet takes go on in another`() throws {
        let folder = try Folder()
        let path = folder.path("book.xlsx")
        let book = try Spreadsheet(path: path, rowsOfSheet: 4)
        try book.begin("Answers", columns: [TableColumn("A", 9)])
        for number in 0..<7 { try book.add([.number(Double(number))]) }
        try book.finish()
        let names = (1...4).map { "xl/worksheets/sheet\($0).xml" }
        let archive = try ZipArchive(path: path)
        let parts = try Dictionary(
            uniqueKeysWithValues: (names + ["xl/workbook.xml"]).compactMap { name in
                try archive.bytes(of: name).map { (name, $0) }
            })
        let workbook = String(decoding: try #require(parts["xl/workbook.xml"]), as: UTF8.self)
        for name in ["\"Answers\"", "\"Answers 2\"", "\"Answers 3\""] { #expect(workbook.contains("name=\(name)")) }
        let sheets = names.compactMap { parts[$0] }.map { String(decoding: $0, as: UTF8.self) }
        #expect(sheets.map { $0.ranges(of: "<row ").count } == [4, 4, 2])
        for sheet in sheets { #expect(sheet.contains("<autoFilter") && sheet.contains("topLeftCell=\"A2\"")) }
    }

    @Test func `a workbook holds texts as texts, dates as dates and whatever was said`() throws {
        let folder = try Folder()
        let path = folder.path("book.xlsx")
        let book = try Spreadsheet(path: path)
        try book.begin("S", columns: [TableColumn("A", 9)])
        for text in TableTests.texts(300) + [String(repeating: "é🦊", count: 20_000)] { try book.add([.text(text)]) }
        try book.add([.text("=1+1"), .day("2026-03-02"), .moment(Samples.morning), .empty, .number(0.5)])
        try book.finish()
        let sheet = String(
            decoding: try #require(try ZipArchive(path: path).bytes(of: "xl/worksheets/sheet1.xml")), as: UTF8.self)
        #expect(!sheet.contains("<f>"))
        #expect(sheet.contains("<t>=1+1</t>"))
        #expect(sheet.contains("<v>46083</v>") && sheet.contains("<v>46083.3750810185"))
        #expect(XMLNodes.isWellFormed(sheet))
    }

    @Test func `what fails leaves the old file and nothing beside it`() throws {
        let folder = try Folder()
        let path = folder.path("answers.csv")
        try Data("old".utf8).write(to: URL(filePath: path))
        do {
            let file = try AsideFile(path: path)
            try file.write(String(repeating: "new", count: 200_000))
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["answers.csv"])
        // A folder has the name.
        try FileManager.default.createDirectory(
            atPath: folder.path("out/progress.csv"), withIntermediateDirectories: true)
        let store = try ExportFilesTests.school(folder)
        let files = try ExportFiles(
            store, lessons: [], title: "", madeAt: nil, stem: "", to: folder.path("out"), replacing: true)
        let error = #expect(throws: InterchangeError.self) { try files.write(.csv) }
        #expect("\(error!)".contains("out/progress.csv could not be written: Is a directory"))
        let nowhere = #expect(throws: InterchangeError.self) {
            try ExportFiles(store, lessons: [], title: "", madeAt: nil, stem: "", to: path)
        }
        #expect("\(nowhere!)".contains("answers.csv could not be written"))
    }

    @Test func `a full stick is not taken for a broken gradebook`() throws {
        let folder = try Folder()
        let store = try ExportFilesTests.school(folder)
        let files = try ExportFiles(store, lessons: [], title: "", madeAt: nil, stem: "", to: folder.path("out"))
        let full = InterchangeError.notWritten(path: "x", reason: "No space left on device")
        #expect(throws: full) { try files.eachAnswer(.csv) { _ in throw full } }
        #expect(throws: full) { try files.eachPupil { _ in throw full } }
        #expect(throws: full) { try files.eachStatement { _ in throw full } }
    }

    @Test func `names of files suit a stick`() {
        let origin = Origin(device: "k", zone: .gmt)
        #expect(ExportFiles.stem("Year 5", Samples.morning, origin) == "Year-5-2026-03-02-0900")
        #expect(ExportFiles.stem("a/b\\c:d*e?f\"g<h>i|j", nil, origin) == "a-b-c-d-e-f-g-h-i-j")
        #expect(ExportFiles.stem("../..", nil, origin) == "")
        #expect(ExportFiles.stem("四年级", nil, origin) == "四年级")
        #expect(ExportFiles.stem(String(repeating: "a\u{301}四", count: 500), nil, origin).utf8.count < 110)
    }

    @Test(arguments: [
        ("abc", 3), ("四年级", 6), ("🦊", 2), ("👩\u{200D}🚀", 2), ("e\u{301}", 1), ("ｆ", 2), ("שלום", 4), ("❤\u{FE0F}", 2),
        ("", 0),
        ("한국", 4),
    ])
    func `a terminal's columns are counted as it counts them`(text: String, width: Int) {
        #expect(TerminalText.width(text) == width)
        #expect(TerminalText.width(TerminalText.padded(text, to: 10)) == 10)
    }

    @Test func `a terminal obeys nothing that a name says`() {
        #expect(TerminalText.printable("a\u{1B}[31m\u{202E}b\u{2028}c\u{200D}") == "a[31mbc\u{200D}")
    }
}

/// Whether a text is XML.
private enum XMLNodes {
    static func isWellFormed(_ text: String) -> Bool {
        var open: [Substring] = []
        for match in text.matches(of: /<(\/?)([A-Za-z:]+)[^>]*?(\/?)>/) {
            if match.1 == "/" {
                guard open.popLast() == match.2 else { return false }
            } else if match.3 != "/" {
                open.append(match.2)
            }
        }
        let isLegal = text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" || $0 == "\r" }
        return open.isEmpty && isLegal
    }
}
