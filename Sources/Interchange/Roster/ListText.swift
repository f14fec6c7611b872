import Foundation

/// Texts that a spreadsheet would take for formulas: with an apostrophe before them it does not, and reading takes the
/// apostrophe off again, so that a list comes back as it was.
enum ListText {
    /// A text as a field of a table (RFC 4180).
    static func field(_ text: String) -> String {
        let guarded = isGuardable(text) ? "'" + text : text
        guard guarded.unicodeScalars.contains(where: { "\",;\t\r\n".unicodeScalars.contains($0) }) else {
            return guarded
        }
        return "\"" + guarded.replacing("\"", with: "\"\"") + "\""
    }

    /// A field's text without what stands around it, and without that apostrophe.
    static func bare(_ field: String) -> String {
        let text = field.trimmingCharacters(in: .whitespacesAndNewlines)
        guard text.hasPrefix("'"), isGuardable(String(text.dropFirst())) else { return text }
        return String(text.dropFirst())
    }

    /// Apostrophes, then what begins a formula.
    private static func isGuardable(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first(where: { $0 != "'" && $0 != " " && $0 != "\u{A0}" }) else {
            return false
        }
        return "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first)
    }
}
