import Lessons
import Tutor
import Yams

/// What a file of words has: lines of `key: "A sentence."`, and every fault with its place. What is faulty is left out.
struct PromptFile {
    private(set) var sentences: [PromptKey: String] = [:]
    /// "Number {digits}."
    private(set) var number: String?
    private(set) var faults: [Fault] = []

    static let mostBytes = 65_536
    /// Characters of a sentence: about fifteen seconds of speech.
    static let longest = 200
    /// The key of ``number``.
    static let numberKey = "code"

    private let path: String

    /// - Parameter path: how faults name the file; nothing is read from there.
    init(_ bytes: [UInt8], path: String) {
        self.path = path
        read(bytes)
    }

    private mutating func read(_ bytes: [UInt8]) {
        guard bytes.count <= PromptFile.mostBytes else {
            return tell("the file has \(bytes.count) bytes", "expected at most \(PromptFile.mostBytes)")
        }
        guard var text = String(validating: bytes, as: UTF8.self) else {
            return tell("the file is not UTF-8", "expected text saved as UTF-8")
        }
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        do {
            guard let node = try Yams.compose(yaml: text) else { return }
            guard let mapping = node.mapping else {
                return tell("no words", "expected lines of `key: \"A sentence.\"`", at: node.mark)
            }
            for (name, value) in mapping { read(name, value) }
            faults.sort { ($0.line, $0.column) < ($1.line, $1.column) }
        } catch let error as YamlError {
            told(error, in: text)
        } catch {
            tell("cannot be read as YAML: \(error)", "expected lines of `key: \"A sentence.\"`")
        }
    }

    private mutating func read(_ name: Node, _ value: Node) {
        let written = name.scalar?.string ?? "?"
        let isNumber = written == PromptFile.numberKey
        let key = PromptKey(rawValue: written)
        guard isNumber || key != nil else {
            let known = PromptKey.allCases.map(\.rawValue) + [PromptFile.numberKey]
            let meant = Nearest.word(to: written, among: known).map { "did you mean '\($0)'?" }
            return tell(
                "unknown key '\(written)'", meant ?? "`tutord prompts list` shows the keys that there are",
                at: name.mark)
        }
        guard let scalar = value.scalar, PromptFile.isText(scalar, value) else {
            return tell("'\(written)' is not text", "expected a sentence in quotation marks", at: value.mark)
        }
        let words = scalar.string.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard words.contains(where: \.isLetter) || isNumber && !words.isEmpty else {
            return tell("'\(written)' says nothing", "expected a sentence, or no line for it", at: value.mark)
        }
        guard words.count <= PromptFile.longest else {
            return tell(
                "'\(written)' has \(words.count) characters", "expected at most \(PromptFile.longest): a child listens",
                at: value.mark)
        }
        guard words.contains(PromptBook.digits) == isNumber else {
            let expected = isNumber ? "expected \(PromptBook.digits) in it" : "expected it in 'code' alone"
            let wrong = isNumber ? "'\(written)' has no \(PromptBook.digits)" : "'\(written)' has \(PromptBook.digits)"
            return tell(wrong, expected, at: value.mark)
        }
        if let key { sentences[key] = words } else { number = words }
    }

    /// YAML reads `muted: no` as a truth and `key: 5` as a number; a value in quotation marks is always text.
    private static func isText(_ scalar: Node.Scalar, _ node: Node) -> Bool {
        guard scalar.style == .plain else { return true }
        return node.bool == nil && node.float == nil && node.null == nil && node.timestamp == nil
    }

    private mutating func tell(_ wrong: String, _ expected: String, at mark: Mark? = nil) {
        faults.append(
            Fault(path: path, line: mark?.line ?? 1, column: mark?.column ?? 1, wrong: wrong, expected: expected))
    }

    private mutating func told(_ error: YamlError, in text: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            tell(problem, "expected lines of `key: \"A sentence.\"`", at: mark)
        case .duplicatedKeysInMapping(let keys, _):
            for key in keys.sorted() {
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                let second = lines.indices.filter { lines[$0].hasPrefix("\(key):") }.dropFirst().first ?? 0
                faults.append(
                    Fault(
                        path: path, line: second + 1, column: 1, wrong: "the key '\(key)' twice",
                        expected: "expected it once"))
            }
        case .reader(let problem, _, _, _): tell(problem, "expected text saved as UTF-8")
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            tell("cannot be read as YAML", "expected lines of `key: \"A sentence.\"`")
        }
    }
}
