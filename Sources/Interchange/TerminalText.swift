/// Text in the columns of a terminal.
enum TerminalText {
    /// Without what a terminal would obey: control characters, and what turns the writing of the rest of the line.
    static func printable(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .surrogate: continue
            // Joiners make letters and emoji; the others turn the line around.
            case .format where scalar != "\u{200C}" && scalar != "\u{200D}": continue
            case _: kept.append(scalar)
            }
        }
        return String(kept)
    }

    /// Columns that a text takes, as terminals count them: two for East Asian wide characters and emoji.
    static func width(_ text: String) -> Int { text.reduce(0) { $0 + width($1) } }

    static func padded(_ text: String, to columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - width(text)))
    }

    private static func width(_ character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        let isEmoji =
            first.properties.isEmojiPresentation || character.unicodeScalars.contains("\u{FE0F}")
        if isEmoji || wide.contains(where: { $0.contains(first.value) }) { return 2 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        case _: return 1
        }
    }

    /// Wide and full-width (Unicode 15, EastAsianWidth.txt), as blocks.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
        0x16FE0...0x18AFF, 0x1B000...0x1B2FF, 0x20000...0x3FFFD,
    ]
}
