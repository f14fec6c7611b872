/// Tables as RFC 4180 has them, safe to open in a spreadsheet.
enum CSV {
    /// One field, by type: only what people wrote or said can hold a formula.
    enum Field {
        case text(String)
        /// Numbers, times and words of our own.
        case plain(String)
    }

    /// With a byte order mark, which Excel needs to read UTF-8; lines end in CR LF.
    static func table(header: [String], rows: [[Field]]) -> String {
        let lines = [header.map(Field.plain)] + rows
        return "\u{FEFF}" + lines.map { $0.map(written).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func written(_ field: Field) -> String {
        switch field {
        case .text(let text): quoted(guarded(text))
        case .plain(let text): quoted(text)
        }
    }

    /// Puts an apostrophe before a text that a spreadsheet would take for a formula, also behind spaces.
    private static func guarded(_ text: String) -> String {
        let clean = String(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : Character($0) })
        let first = clean.unicodeScalars.first { $0 != " " && $0 != "\u{A0}" && $0 != "\u{FEFF}" }
        guard let first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) else { return clean }
        return "'" + clean
    }

    private static func quoted(_ text: String) -> String {
        let needs = text.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
        guard needs else { return text }
        let doubled = text.unicodeScalars.flatMap { $0 == "\"" ? ["\"", "\""] : [$0] as [Unicode.Scalar] }
        return "\"" + String(String.UnicodeScalarView(doubled)) + "\""
    }
}
