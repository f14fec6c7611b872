import Statements

/// Tables as RFC 4180 has them, safe to open in a spreadsheet.
enum CSV {
    /// A byte order mark, which Excel needs to read UTF-8.
    static let mark = "\u{FEFF}"

    /// One record, ended by CR LF. Texts are guarded against being taken for formulas; numbers never are.
    static func append(_ cells: [TableCell], to bytes: inout [UInt8]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            switch cell {
            case .text(let text): append(guarded: text, to: &bytes)
            case .word(let text): append(quoted: text, to: &bytes)
            case .day(let date): bytes.append(contentsOf: date.utf8)
            case .moment(let time): append(time, to: &bytes)
            case .number(let number) where number == number.rounded() && abs(number) < 1e15:
                bytes.append(contentsOf: String(Int(number)).utf8)
            case .number(let number): bytes.append(contentsOf: String(number).utf8)
            case .empty: break
            }
        }
        bytes.append(contentsOf: [0x0D, 0x0A])
    }

    static func line(_ cells: [TableCell]) -> String {
        var bytes: [UInt8] = []
        append(cells, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    static func head(_ columns: [TableColumn]) -> String { mark + line(columns.map { .word($0.title) }) }

    /// One record of plain fields for a machine: nothing is guarded.
    static func record(_ fields: [String]) -> String {
        var bytes: [UInt8] = []
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(quoted: field, to: &bytes)
        }
        bytes.append(contentsOf: [0x0D, 0x0A])
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `2026-03-02 10:00:07`
    private static func append(_ time: WallTime, to bytes: inout [UInt8]) {
        for byte in time.description.utf8.dropLast() { bytes.append(byte == UInt8(ascii: "T") ? 0x20 : byte) }
    }

    private static func append(quoted text: String, to bytes: inout [UInt8]) {
        let needs = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0D || $0 == 0x0A }
        guard needs else { return bytes.append(contentsOf: text.utf8) }
        bytes.append(0x22)
        for byte in text.utf8 {
            if byte == 0x22 { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }

    // MARK: What would be taken for a formula

    private static func append(guarded text: String, to bytes: inout [UInt8]) {
        // Most texts are plain: they begin with a letter or a digit, and nothing in them parts or ends a cell.
        let isPlain =
            text.utf8.first.map(isLetterOrDigit) ?? true
            && !text.utf8.contains { $0 < 0x20 || $0 == UInt8(ascii: ";") }
        append(quoted: isPlain ? text : guarded(text), to: &bytes)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        case _: false
        }
    }

    /// Puts an apostrophe before a text that a spreadsheet would take for a formula, also behind what is not seen; and
    /// inside of it before what would be one where a spreadsheet parts cells by semicolons or tabs, as half of Europe's do
    /// (quotation marks do not hold there: they are not at the beginning of the cell).
    private static func guarded(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        var isStart = true
        var isFirst = true
        // Where the apostrophe goes: before the spaces.
        var start = kept.endIndex
        for scalar in text.unicodeScalars {
            if isStart, isFormulaStart(scalar) || (isFirst && isBreak(scalar)) {
                kept.insert("'", at: start)
                isStart = false
            } else if isStart, !isUnseen(scalar), isFirst || scalar != "\"" {
                // A quotation mark at the beginning of a cell is doubled here: an empty pair, and what follows counts.
                isStart = false
            }
            kept.append(scalar == "\0" ? "\u{FFFD}" : scalar)
            if scalar == ";" || isBreak(scalar) {
                isStart = true
                isFirst = false
                start = kept.endIndex
            }
        }
        return String(kept)
    }

    /// OWASP's list, and what Unicode holds for the same signs.
    private static func isFormulaStart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "−": true
        case _: false
        }
    }

    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\t" || scalar == "\r" || scalar == "\n"
    }

    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: true
        case _: false
        }
    }
}
