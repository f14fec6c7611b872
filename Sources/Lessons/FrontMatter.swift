/// The two parts of a lesson file, cut at its fences; or a file that is YAML from end to end.
struct FrontMatter {
    /// Line of the file that the YAML begins at: below the first fence, where there is one.
    let firstLine: Int
    /// What it is called where it is empty.
    let name: String

    /// The lines between the fences.
    private(set) var lines: [Substring]
    /// The Markdown below the second fence.
    let body: String
    /// Line of the file that the body begins at.
    let bodyLine: Int

    /// Cuts a file; nil where the fences are not there. Tells what is wrong with the lines as lines.
    init?(_ text: String, path: String, faults: inout [Fault]) {
        var all = FrontMatter.lines(of: text)
        if let first = all.first, first.unicodeScalars.first == "\u{FEFF}" {
            all[0] = Substring(String(first.unicodeScalars.dropFirst()))
        }
        guard let first = all.first, FrontMatter.isFence(first) else {
            faults.append(
                Fault(
                    path: path, line: 1, column: 1, wrong: "the file does not begin with a line `---`",
                    expected: "expected the front matter between two lines `---`"))
            return nil
        }
        guard let end = all.dropFirst().firstIndex(where: FrontMatter.isFence) else {
            faults.append(
                Fault(
                    path: path, line: all.count, column: 1, wrong: "the front matter is not closed",
                    expected: "expected a second line `---` below its last key"))
            return nil
        }
        firstLine = 2
        name = "the front matter"
        lines = Array(all[1..<end])
        body = all[(end + 1)...].joined(separator: "\n")
        bodyLine = end + 2
        checkLines(path: path, faults: &faults)
    }

    /// A file that is YAML from end to end.
    init(yaml text: String, path: String, faults: inout [Fault]) {
        firstLine = 1
        name = "the file"
        lines = FrontMatter.lines(of: text)
        if lines.last == "" { lines.removeLast() }
        body = ""
        bodyLine = lines.count + 1
        checkLines(path: path, faults: &faults)
    }

    /// The lines of a text, whatever ends them.
    private static func lines(of text: String) -> [Substring] {
        var before: (UInt8, UInt8) = (0, 0)
        let isPlain = text.utf8.allSatisfy { byte in
            defer { before = (before.1, byte) }
            switch byte {
            case 0x0B...0x0D: return false
            // U+0085, U+2028 and U+2029 are line ends, too.
            case 0x85: return before.1 != 0xC2
            case 0xA8, 0xA9: return before != (0xE2, 0x80)
            case _: return true
            }
        }
        // Most files have the one line end: then bytes tell, and no properties of Unicode are looked up.
        return isPlain
            ? text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Substring.init)
            : text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }

    private mutating func checkLines(path: String, faults: inout [Fault]) {
        let count = faults.count
        for (index, line) in lines.enumerated() {
            FrontMatter.check(line, number: index + firstLine, path: path, faults: &faults)
        }
        for fault in faults[count...] where fault.wrong == FrontMatter.tab {
            // So that the rest of the file is still checked.
            let index = fault.line - firstLine
            lines[index] = Substring(String(lines[index].map { $0 == "\t" ? " " : $0 }))
        }
    }

    static let tab = "a tab indents the line"

    /// Renames a key at a place (line from 1 within the front matter), so that the rest can still be read.
    mutating func rename(_ key: String, to name: String, line: Int, column: Int) {
        let text = lines[line - 1]
        let start = text.unicodeScalars.index(text.unicodeScalars.startIndex, offsetBy: column - 1)
        lines[line - 1] = Substring(String(text[..<start]) + name + String(text[start...].dropFirst(key.count)))
    }

    private static func isFence(_ line: Substring) -> Bool {
        line.hasPrefix("---") && line.dropFirst(3).allSatisfy(\.isWhitespace)
    }

    private static func check(_ line: Substring, number: Int, path: String, faults: inout [Fault]) {
        func add(_ column: Int, _ wrong: String, _ expected: String) {
            faults.append(Fault(path: path, line: number, column: column, wrong: wrong, expected: expected))
        }
        let suspects = line.utf8.contains { $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "&") }
        guard suspects || line.utf8.count > LessonFile.Bounds.line else { return }
        let scalars = Array(line.unicodeScalars)
        let indent = scalars.prefix { $0 == " " || $0 == "\t" }
        if let column = indent.firstIndex(of: "\t"), indent.count < scalars.count {
            add(column + 1, tab, "expected spaces")
        }
        if scalars.count > LessonFile.Bounds.line {
            add(
                LessonFile.Bounds.line + 1, "the line has \(scalars.count) characters",
                "expected at most \(LessonFile.Bounds.line)")
        }
        // An anchor can be doubled by aliases without end; a lesson has no use for one.
        for (index, scalar) in scalars.enumerated() where scalar == "&" && index + 1 < scalars.count {
            let before: Unicode.Scalar = index == 0 ? " " : scalars[index - 1]
            let follows = !scalars[index + 1].properties.isWhitespace
            if [" ", "[", "{", ",", "\t"].contains(before), follows {
                add(index + 1, "`&` begins a YAML anchor", "expected the word \"and\", or the text written out")
            }
        }
    }
}
