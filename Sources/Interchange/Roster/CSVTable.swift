import Foundation

/// A table as RFC 4180 has it, read with the places of its rows. Commas, semicolons or tabs, as its header shows.
struct CSVTable {
    struct Row {
        /// 1 is the first line of the file.
        let line: Int
        let fields: [String]
    }

    static let mostRows = 200_000
    static let mostField = 10_000

    let path: String
    /// As they stand; spaces around them dropped.
    let header: [String]
    let rows: [Row]

    /// - Throws: ``InterchangeError/faulty(place:what:)`` with file:line:column.
    init(_ data: Data, path: String) throws(InterchangeError) {
        guard var text = String(data: data, encoding: .utf8) else {
            throw .faulty(place: "\(path):1:1", what: "is not UTF-8; save it as \"CSV UTF-8\"")
        }
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        let first = text.unicodeScalars.prefix { $0 != "\n" && $0 != "\r" }
        let separator = [",", ";", "\t"].max { left, right in
            first.count { $0 == left } < first.count { $0 == right }
        }
        var reader = CSVReader(text, separator: separator ?? ",", path: path)
        var read: [Row] = []
        while let row = try reader.next() {
            // An empty line is none.
            if row.fields == [""] { continue }
            read.append(row)
            guard read.count <= CSVTable.mostRows else {
                throw .faulty(place: "\(path):\(row.line):1", what: "more than \(CSVTable.mostRows) rows")
            }
        }
        guard let head = read.first else { throw .faulty(place: "\(path):1:1", what: "is empty") }
        self.path = path
        header = head.fields.map { $0.trimmingCharacters(in: .whitespaces) }
        rows = Array(read.dropFirst())
        for row in rows where row.fields.count > header.count {
            throw .faulty(
                place: "\(path):\(row.line):1",
                what: "\(row.fields.count) fields under \(header.count) headings: is a quote missing?")
        }
    }

    /// The column of a heading, in any case; nil where there is none.
    func column(_ names: String...) -> Int? {
        header.firstIndex { heading in names.contains { $0.lowercased() == heading.lowercased() } }
    }

    func place(_ row: Row, _ column: Int = 0) -> String { "\(path):\(row.line):\(column + 1)" }
}

extension CSVTable.Row {
    /// The field of a column without the spaces around it; nil where it is empty, or there is no such column.
    func value(_ column: Int?) -> String? {
        guard let column, column < fields.count else { return nil }
        let text = fields[column].trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? nil : text
    }
}

private extension Unicode.Scalar {
    static func == (scalar: Unicode.Scalar, text: String) -> Bool { text.unicodeScalars.first == scalar }
}
