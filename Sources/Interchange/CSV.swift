/// Tables as RFC 4180 has them, safe to open in a spreadsheet.
enum CSV {
    /// A byte order mark, which Excel needs to read UTF-8.
    static let mark = "\u{FEFF}"

    /// One record, ended by CR LF. Texts are guarded against being taken for formulas; numbers never are.
    static func line(_ cells: [TableCell]) -> String {
        var line = ""
        for (index, cell) in cells.enumerated() {
            if index > 0 { line += "," }
            switch cell {
            case .text(let text): line += quoted(guarded(text))
            case .word(let text): line += quoted(text)
            case .number(let number):
                line += number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
            }
        }
        return line + "\r\n"
    }

    /// One record of plain fields for a machine: nothing is guarded.
    static func record(_ fields: [String]) -> String { fields.map(quoted).joined(separator: ",") + "\r\n" }

    /// Puts an apostrophe before a text that a spreadsheet would take for a formula, also behind spaces.
    private static func guarded(_ text: String) -> String {
        // Most begin with a letter or a digit, and have no zero.
        if let first = text.utf8.first, first < 0x80, UInt8(ascii: "0") <= first, first != UInt8(ascii: "="),
            first != UInt8(ascii: "@"), !text.utf8.contains(0)
        {
            return text
        }
        let clean = String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
        let first = clean.unicodeScalars.first { $0 != " " && $0 != "\u{A0}" && $0 != "\u{FEFF}" && $0 != "\u{3000}" }
        guard let first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) else { return clean }
        return "'" + clean
    }

    private static func quoted(_ text: String) -> String {
        let needs = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0D || $0 == 0x0A }
        guard needs else { return text }
        let doubled = text.unicodeScalars.flatMap { $0 == "\"" ? ["\"", "\""] : [$0] as [Unicode.Scalar] }
        return "\"" + String(String.UnicodeScalarView(doubled)) + "\""
    }
}
