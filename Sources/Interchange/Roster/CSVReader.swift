public import Lessons

/// Reads tables as people and spreadsheets write them (RFC 4180, and what differs from it in practice): a byte order mark,
/// lines that end in CR LF, LF or CR, fields in quotes with line breaks inside, and `;` or TAB for the comma where the
/// first line shows it. Lines with nothing in them are passed over.
///
/// Fields are cut, not copied: what nobody asks for is never made into a text.
public struct CSVReader {
    /// What a table may not exceed.
    public struct Limits: Sendable {
        public var fileBytes = 64 << 20
        public var fieldBytes = 64 << 10
        public var columns = 256
        public var rows = 2_000_000

        public init() {}
    }

    /// As it is named in faults.
    public let path: String
    /// The byte between two fields.
    public let separator: UInt8
    private let bytes: [UInt8]
    private let limits: Limits
    private var offset = 0
    private var line = 1
    private var lineStart = 0
    private var rows = 0

    /// - Throws: where it is no text in UTF-8, or too long.
    public init(_ bytes: [UInt8], path: String, limits: Limits = Limits()) throws(Fault) {
        self.path = path
        self.bytes = bytes
        self.limits = limits
        guard bytes.count <= limits.fileBytes else {
            throw Fault(
                path: path, line: 1, column: 1, wrong: "\(bytes.count) bytes",
                expected: "at most \(limits.fileBytes)")
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw Fault(
                path: path, line: 1, column: 1, wrong: "a text in UTF-16", expected: "“CSV UTF-8” when it is saved")
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
        lineStart = offset
        // Excel's own way to name the separator: a first line `sep=;`.
        if bytes.dropFirst(offset).starts(with: Array("sep=".utf8)), bytes.count > offset + 5,
            CSVReader.isLineEnd(bytes[offset + 5])
        {
            separator = bytes[offset + 4]
            offset += 5
            skipLineEnd()
        } else {
            separator = CSVReader.separator(bytes.dropFirst(offset))
        }
        try checkText()
    }

    /// The next line that is not empty; nil at the end.
    public mutating func next() throws(Fault) -> CSVRecord? {
        while offset < bytes.count {
            let record = try record()
            guard !record.isEmpty else { continue }
            rows += 1
            guard rows <= limits.rows else {
                throw record.fault(0, "more than \(limits.rows) lines", expected: "fewer, in several files")
            }
            return record
        }
        return nil
    }

    private mutating func record() throws(Fault) -> CSVRecord {
        var fields: [CSVRecord.Field] = []
        while true {
            fields.append(try field())
            guard fields.count <= limits.columns else {
                throw fault("more than \(limits.columns) columns", expected: "fewer")
            }
            guard offset < bytes.count else { break }
            if bytes[offset] == separator {
                offset += 1
            } else {
                skipLineEnd()
                break
            }
        }
        return CSVRecord(path: path, bytes: bytes, fields: fields)
    }

    /// Up to the separator, the end of the line or of the file, which it does not take.
    private mutating func field() throws(Fault) -> CSVRecord.Field {
        let start = (offset: offset, line: line, lineStart: lineStart)
        guard offset < bytes.count, bytes[offset] == CSVReader.quote else {
            while offset < bytes.count, bytes[offset] != separator, !CSVReader.isLineEnd(bytes[offset]) {
                guard bytes[offset] != CSVReader.quote else {
                    throw fault(
                        "a quotation mark inside a field that does not begin with one",
                        expected: "the whole field in quotation marks, those inside doubled")
                }
                offset += 1
            }
            try checkLength(from: start.offset)
            return CSVRecord.Field(
                range: start.offset..<offset, isQuoted: false, start: start.offset, line: start.line,
                lineStart: start.lineStart)
        }
        offset += 1
        while true {
            guard offset < bytes.count else {
                throw Fault(
                    path: path, line: start.line, column: column(of: start.offset, in: start.lineStart),
                    wrong: "a quotation mark that is never closed", expected: "another at the end of the field")
            }
            if bytes[offset] == CSVReader.quote {
                guard offset + 1 < bytes.count, bytes[offset + 1] == CSVReader.quote else { break }
                offset += 2
            } else if CSVReader.isLineEnd(bytes[offset]) {
                skipLineEnd()
            } else {
                offset += 1
            }
            guard offset - start.offset - 1 <= limits.fieldBytes else {
                throw Fault(
                    path: path, line: start.line, column: column(of: start.offset, in: start.lineStart),
                    wrong: "a field of more than \(limits.fieldBytes) bytes",
                    expected: "a shorter one; is a quotation mark not closed?")
            }
        }
        let range = start.offset + 1..<offset
        offset += 1
        if offset < bytes.count, bytes[offset] != separator, !CSVReader.isLineEnd(bytes[offset]) {
            throw fault("text behind a closing quotation mark", expected: "quotation marks inside a field doubled")
        }
        return CSVRecord.Field(
            range: range, isQuoted: true, start: start.offset, line: start.line, lineStart: start.lineStart)
    }

    /// CR LF, LF or CR.
    private mutating func skipLineEnd() {
        let isCR = bytes[offset] == 13
        offset += 1
        if isCR, offset < bytes.count, bytes[offset] == 10 { offset += 1 }
        line += 1
        lineStart = offset
    }

    private func checkLength(from start: Int) throws(Fault) {
        guard offset - start <= limits.fieldBytes else {
            throw fault("a field of more than \(limits.fieldBytes) bytes", expected: "a shorter one")
        }
    }

    /// That it is UTF-8, and has no zero byte, which other programs take for the end.
    private func checkText() throws(Fault) {
        var parser = Unicode.UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        var (line, lineStart, offset) = (1, self.lineStart, 0)
        while true {
            switch parser.parseScalar(from: &rest) {
            case .valid(let scalar):
                if scalar.first == 10 || scalar.first == 13 {
                    let isPair = scalar.first == 10 && offset > 0 && bytes[offset - 1] == 13
                    if !isPair { line += 1 }
                    lineStart = offset + 1
                }
                guard scalar.first != 0 else {
                    throw Fault(
                        path: path, line: line, column: column(of: offset, in: lineStart), wrong: "a zero byte",
                        expected: "a text")
                }
                offset += scalar.count
            case .error:
                throw Fault(
                    path: path, line: line, column: column(of: offset, in: lineStart),
                    wrong: "bytes that are not UTF-8", expected: "“CSV UTF-8” when it is saved")
            case .emptyInput: return
            }
        }
    }

    private func fault(_ wrong: String, expected: String) -> Fault {
        Fault(
            path: path, line: line, column: column(of: offset, in: lineStart), wrong: wrong, expected: expected)
    }

    private func column(of offset: Int, in lineStart: Int) -> Int {
        CSVRecord.column(of: offset, in: lineStart, bytes)
    }

    static let quote = UInt8(ascii: "\"")

    static func isLineEnd(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }

    /// The one of `,`, `;` and TAB that is found most often in the first line, outside quotation marks.
    private static func separator(_ bytes: ArraySlice<UInt8>) -> UInt8 {
        var isQuoted = false
        var counts: [UInt8: Int] = [:]
        for byte in bytes {
            if byte == quote { isQuoted.toggle() }
            if isQuoted { continue }
            if isLineEnd(byte) { break }
            counts[byte, default: 0] += 1
        }
        let marks = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        return marks.reduce(marks[0]) { counts[$1, default: 0] > counts[$0, default: 0] ? $1 : $0 }
    }
}
