import Foundation
import Lessons

/// A table whose first line names its columns, in any case and with any accents.
struct HeadedCSV {
    /// As they are written.
    let headings: [String]
    let first: CSVRecord
    private var reader: CSVReader
    private let columns: [String: Int]
    /// Whether fields may be left out at the end of a line.
    private let allowsShortLines: Bool

    /// - Throws: ``Fault`` where there is no first line, or a column stands in it twice.
    init(_ bytes: [UInt8], path: String, allowsShortLines: Bool = false) throws(Fault) {
        reader = try CSVReader(bytes, path: path)
        self.allowsShortLines = allowsShortLines
        guard let first = try reader.next() else {
            throw Fault(
                path: path, line: 1, column: 1, wrong: "nothing is in it", expected: "a line that names the columns")
        }
        self.first = first
        headings = (0..<first.count).map { first[$0] }
        var columns: [String: Int] = [:]
        for (index, heading) in headings.enumerated() {
            let key = HeadedCSV.key(heading)
            guard !key.isEmpty else { continue }
            guard columns[key] == nil else {
                throw first.fault(index, "a second column “\(heading)”", expected: "each column once")
            }
            columns[key] = index
        }
        self.columns = columns
    }

    /// The column of one of several words; nil where none of them is there.
    func column(_ words: String...) -> Int? { column(words) }

    func column(_ words: [String]) -> Int? { words.lazy.compactMap { columns[HeadedCSV.key($0)] }.first }

    /// - Throws: ``Fault`` where it is not there.
    func required(_ word: String) throws(Fault) -> Int {
        guard let index = column(word) else {
            throw first.fault(
                0, "there is no column “\(word)”", expected: "it among: \(headings.prefix(30).joined(separator: ", "))")
        }
        return index
    }

    /// The next line with as many fields as there are columns.
    mutating func next() throws(Fault) -> CSVRecord? {
        guard let record = try reader.next() else { return nil }
        let isShort = record.count < headings.count && !allowsShortLines
        let isLong = record.count > headings.count && (headings.count..<record.count).contains { !record[$0].isEmpty }
        guard !isShort, !isLong else {
            throw record.fault(
                isLong ? headings.count : record.count - 1, "\(record.count) fields",
                expected: "\(headings.count), as in the first line")
        }
        return record
    }

    /// Without case, accents, spaces and stops.
    static func key(_ heading: String) -> String {
        let folded = heading.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
        return String(folded.unicodeScalars.filter { CharacterSet.alphanumerics.contains($0) })
    }
}
