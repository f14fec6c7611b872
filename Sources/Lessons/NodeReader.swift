package import Yams

/// Reads typed values out of YAML nodes and keeps everything that is wrong with them, with its place.
package struct NodeReader {
    package let path: String
    /// Lines of the file above the first line of YAML.
    let lineOffset: Int
    /// The lines of YAML, where a fault within a text is to have its own column.
    private let lines: [Substring]
    package private(set) var faults: [Fault] = []

    package init(path: String, lineOffset: Int) {
        self.init(path: path, lineOffset: lineOffset, lines: [])
    }

    init(path: String, lineOffset: Int, lines: [Substring]) {
        self.path = path
        self.lineOffset = lineOffset
        self.lines = lines
    }

    package mutating func fault(_ wrong: String, _ expected: String, at node: Node) {
        let place = Place(node.mark)
        fault(wrong, expected, line: place.line + lineOffset, column: place.column)
    }

    mutating func fault(_ wrong: String, _ expected: String, line: Int, column: Int) {
        faults.append(Fault(path: path, line: line, column: column, wrong: wrong, expected: "expected " + expected))
    }

    /// A fault of a formula that stands in a text: at its own column where the text stands in one line as it is read.
    mutating func fault(_ fault: Formula.Fault, in key: String, _ text: String, at node: Node) {
        var place = Place(node.mark)
        if case .scalar(let scalar) = node, place.line <= lines.count {
            let quote = scalar.style == .doubleQuoted || scalar.style == .singleQuoted ? 1 : 0
            let line = lines[place.line - 1].unicodeScalars.dropFirst(place.column - 1 + quote)
            if line.starts(with: text.unicodeScalars.prefix(fault.offset)) {
                place = Place(line: place.line, column: place.column + quote + fault.offset)
            }
        }
        self.fault(
            "`\(key)`: \(fault.wrong)", fault.expected, line: place.line + lineOffset, column: place.column)
    }

    /// The values of a mapping by key, of the keys that it may have.
    mutating func keys(of node: Node, _ set: KeySet) -> [String: Node] {
        keys(of: node, in: set.name, known: set.known, required: set.required)
    }

    /// Where a key of a mapping stands.
    static func key(_ name: String, of node: Node) -> Node {
        guard case .mapping(let mapping) = node else { return node }
        return mapping.first { $0.key.scalar?.string == name }?.key ?? node
    }

    /// The values of a mapping by key; unknown and missing keys are faults.
    package mutating func keys(of node: Node, in place: String, known: [String], required: [String]) -> [String: Node] {
        guard case .mapping(let mapping) = node else {
            fault("\(place) is \(NodeReader.kind(of: node))", "keys: \(known.joined(separator: ", "))", at: node)
            return [:]
        }
        var values: [String: Node] = [:]
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else {
                fault("a key that is \(NodeReader.kind(of: key))", "a name", at: key)
                continue
            }
            let name = scalar.string
            if known.contains(name) {
                values[name] = value
            } else if !name.hasPrefix(FrontMatter.duplicate) {
                let nearest = Nearest.word(to: name, among: known)
                fault(
                    "unknown key `\(name.prefix(40))` in \(place)",
                    nearest.map { "`\($0)`" } ?? "one of \(known.joined(separator: ", "))", at: key)
            }
        }
        for name in required where values[name] == nil {
            fault("\(place) has no `\(name)`", "the key `\(name)`", at: node)
        }
        return values
    }

    /// One line of text; nil where the key is missing or its value is wrong.
    package mutating func text(_ node: Node?, _ key: String, upTo bound: Int) -> String? {
        guard let node else { return nil }
        guard case .scalar(let scalar) = node else {
            fault("`\(key)` is \(NodeReader.kind(of: node))", "a text", at: node)
            return nil
        }
        let isPlain = NodeReader.isPlain(scalar.string)
        let text = isPlain ? scalar.string : NodeReader.oneLine(scalar.string)
        if text.isEmpty || NodeReader.isNull(scalar) {
            fault("`\(key)` is empty", "a text", at: node)
            return nil
        }
        if !isPlain, text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }) {
            fault("`\(key)` holds a control character", "printable text", at: node)
            return nil
        }
        if text.utf8.count > bound, text.count > bound {
            fault("`\(key)` has \(text.count) characters", "at most \(bound)", at: node)
            return nil
        }
        return text
    }

    /// A number in digits within bounds.
    mutating func number(_ node: Node?, _ key: String, within bounds: ClosedRange<Double>) -> Double? {
        guard let node, let text = text(node, key, upTo: 20) else { return nil }
        guard let number = Double(text), bounds.contains(number) else {
            fault(
                "`\(key)` is \"\(text)\"",
                "a number from \(NodeReader.short(bounds.lowerBound)) to \(NodeReader.short(bounds.upperBound))",
                at: node)
            return nil
        }
        return number
    }

    /// A whole number in digits within bounds.
    mutating func count(_ node: Node?, _ key: String, within bounds: ClosedRange<Int>) -> Int? {
        guard let node, let text = text(node, key, upTo: 20) else { return nil }
        guard let number = Int(text), bounds.contains(number) else {
            fault(
                "`\(key)` is \"\(text)\"", "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)", at: node)
            return nil
        }
        return number
    }

    /// `true` or `false`.
    mutating func flag(_ node: Node?, _ key: String) -> Bool? {
        guard let node, let text = text(node, key, upTo: 20) else { return nil }
        guard let flag = Bool(text) else {
            fault("`\(key)` is \"\(text)\"", "true or false", at: node)
            return nil
        }
        return flag
    }

    /// A language tag.
    mutating func language(_ node: Node?, _ key: String) -> String? {
        guard let node, let text = text(node, key, upTo: LessonFile.Bounds.language) else { return nil }
        guard LanguageTag.isValid(text) else {
            fault("`\(key)` is \"\(text)\"", "a BCP 47 tag such as en, en-GB or pt-BR", at: node)
            return nil
        }
        return text
    }

    /// A number as short as it can be written: 1 rather than 1.0.
    static func short(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
    }

    /// A name of lower-case letters, digits and hyphens.
    mutating func id(_ node: Node?, _ key: String) -> String? {
        guard let node, let text = text(node, key, upTo: LessonFile.Bounds.id) else { return nil }
        let isName = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
        }
        guard isName, text.utf8.first != UInt8(ascii: "-"), text.utf8.last != UInt8(ascii: "-") else {
            fault(
                "`\(key)` is \"\(text)\"", "lower-case letters, digits and hyphens, such as six-times-seven", at: node)
            return nil
        }
        return text
    }

    /// The entries of a list; a single value counts as a list of one. A missing key has none.
    package mutating func entries(_ node: Node?, _ key: String, count bounds: ClosedRange<Int>) -> [Node] {
        guard let node else { return [] }
        let entries: [Node]
        switch node {
        case .sequence(let sequence): entries = Array(sequence)
        case .scalar(let scalar) where NodeReader.isNull(scalar): entries = []
        case .scalar, .mapping, .alias: entries = [node]
        }
        if !bounds.contains(entries.count) {
            let expected = bounds.lowerBound == 0 ? "at most" : "\(bounds.lowerBound) to"
            let wrong =
                entries.isEmpty
                ? "`\(key)` is empty" : "`\(key)` has \(entries.count) \(entries.count == 1 ? "entry" : "entries")"
            fault(wrong, "\(expected) \(bounds.upperBound)", at: node)
        }
        return entries.count > bounds.upperBound ? Array(entries.prefix(bounds.upperBound)) : entries
    }

    /// A list of texts.
    package mutating func texts(_ node: Node?, _ key: String, count bounds: ClosedRange<Int>, upTo bound: Int)
        -> [String]
    {
        placed(node, key, count: bounds, upTo: bound).map(\.text)
    }

    /// A text and the node that it stands in.
    struct Placed {
        let text: String
        let node: Node
    }

    /// A list of texts with their places.
    mutating func placed(_ node: Node?, _ key: String, count bounds: ClosedRange<Int>, upTo bound: Int) -> [Placed] {
        entries(node, key, count: bounds).compactMap { entry in
            text(entry, key, upTo: bound).map { Placed(text: $0, node: entry) }
        }
    }

    /// A list of texts, none of which stands there twice.
    mutating func distinct(
        _ node: Node?, _ key: String, count bounds: ClosedRange<Int>, upTo bound: Int
    ) -> [Placed] {
        var seen: Set<String> = []
        return placed(node, key, count: bounds, upTo: bound).filter { entry in
            if seen.insert(entry.text).inserted { return true }
            fault("`\(key)` has \"\(entry.text)\" a second time", "it once", at: entry.node)
            return false
        }
    }

    private static func isNull(_ scalar: Node.Scalar) -> Bool {
        scalar.style == .plain && scalar.string.utf8.count <= 4 && ["", "~", "null"].contains(scalar.string)
    }

    /// Whether a text is one line as it is, without control characters: most are, and need no second look.
    private static func isPlain(_ text: String) -> Bool {
        var before = UInt8(ascii: " ")
        for byte in text.utf8 {
            // Behind 0xC2 come the control characters beyond ASCII and the space that does not break.
            guard byte >= 0x20, byte != 0x7F, before != 0xC2 || byte > 0xA0 else { return false }
            if byte == UInt8(ascii: " "), before == byte { return false }
            before = byte
        }
        return before != UInt8(ascii: " ")
    }

    /// Each run of white space as one space, none at the ends.
    private static func oneLine(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var pending = false
        for scalar in text.unicodeScalars {
            if scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" || scalar == "\u{A0}" {
                pending = !result.isEmpty
            } else {
                if pending { result.append(" ") }
                pending = false
                result.append(scalar)
            }
        }
        return String(result)
    }

    static func kind(of node: Node) -> String {
        switch node {
        case .scalar(let scalar): scalar.string.isEmpty ? "empty" : "a text"
        case .mapping: "a mapping of keys"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }
}
