public import Gradebook
public import Lessons

/// One line of a table.
public struct CSVRecord: Sendable {
    struct Field {
        /// Without the quotation marks around it.
        let range: Range<Int>
        let isQuoted: Bool
        /// Where it begins, with its quotation mark.
        let start: Int
        let line: Int
        let lineStart: Int
    }

    let path: String
    let bytes: [UInt8]
    let fields: [Field]

    public var count: Int { fields.count }

    /// Whether nothing but a line's end stands there.
    var isEmpty: Bool { fields.count == 1 && !fields[0].isQuoted && fields[0].range.isEmpty }

    /// The field's text, its quotation marks taken off; empty behind the last field.
    public subscript(index: Int) -> String {
        guard fields.indices.contains(index) else { return "" }
        let field = fields[index]
        let text = String(decoding: bytes[field.range], as: UTF8.self)
        // By scalars: a combining mark behind a quotation mark does not hide it.
        guard field.isQuoted, bytes[field.range].contains(CSVReader.quote) else { return text }
        var scalars = String.UnicodeScalarView()
        var isSecond = false
        for scalar in text.unicodeScalars {
            if scalar == "\"", !isSecond {
                isSecond = true
                scalars.append(scalar)
            } else if scalar == "\"" {
                isSecond = false
            } else {
                isSecond = false
                scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    public func place(_ index: Int) -> Roster.Place {
        guard let field = fields.indices.contains(index) ? fields[index] : fields.last else {
            return Roster.Place(path: path, line: 1, column: 1)
        }
        return Roster.Place(
            path: path, line: field.line, column: CSVRecord.column(of: field.start, in: field.lineStart, bytes))
    }

    public func fault(_ index: Int, _ wrong: String, expected: String) -> Fault {
        place(index).fault(wrong, expected: expected)
    }

    static func column(of offset: Int, in lineStart: Int, _ bytes: [UInt8]) -> Int {
        String(decoding: bytes[min(lineStart, offset)..<offset], as: UTF8.self).count + 1
    }
}
