import Lessons
import Realtime
import Yams

/// Reads a tool's declaration out of YAML nodes, and keeps all that is wrong with it.
struct ToolFileReader {
    /// What a key belongs to.
    enum Owner: String, CaseIterable { case builtin, command, http, mcp }

    /// Every key of a tool file, with the kinds that it goes with.
    static let keys: [(name: String, owners: [Owner])] = [
        ("name", Owner.allCases), ("description", Owner.allCases), ("kind", Owner.allCases),
        ("say", [.builtin, .command, .http]), ("parameters", [.builtin, .command, .http]),
        ("result", [.builtin, .command, .http]), ("timeout", Owner.allCases), ("size", Owner.allCases),
        ("approval", Owner.allCases), ("summary", Owner.allCases), ("wait", Owner.allCases),
        ("builtin", [.builtin]), ("words", [.builtin]),
        ("command", [.command, .mcp]), ("environment", [.command, .mcp]), ("secrets", [.command, .http, .mcp]),
        ("network", [.command, .mcp]), ("state", [.command, .mcp]), ("cpu", [.command, .mcp]),
        ("memory", [.command, .mcp]), ("files", [.command, .mcp]),
        ("method", [.http]), ("url", [.http, .mcp]), ("query", [.http]), ("headers", [.http, .mcp]), ("body", [.http]),
        ("hosts", [.http]), ("transport", [.mcp]), ("authorization", [.mcp]),
    ]

    var nodes: NodeReader
    private let path: String

    init(path: String) {
        self.path = path
        nodes = NodeReader(path: path, lineOffset: 0)
    }

    var faults: [Fault] { nodes.faults }

    /// Nil where anything is wrong.
    mutating func declaration(_ node: Node) -> ToolDeclaration? {
        let values = nodes.keys(
            of: node, in: "the tool", known: ToolFileReader.keys.map(\.name),
            required: ["name", "description", "kind"])
        guard case .mapping = node else { return nil }
        let name = name(values["name"])
        let description = nodes.text(values["description"], "description", upTo: ToolFile.Bounds.description)
        let owner: Owner? = choice(values["kind"], "kind")
        if let owner { refuseForeign(values, owner) }
        let timeout = number(values["timeout"], "timeout", within: ToolFile.Bounds.timeout) ?? 10
        let size = whole(values["size"], "size", within: ToolFile.Bounds.size) ?? 16 * 1024
        let approval: ToolDeclaration.Approval = choice(values["approval"], "approval") ?? .none
        let waiting: ToolDeclaration.Waiting = choice(values["wait"], "wait") ?? .turn
        let words = words(values["words"])
        var kind: ToolDeclaration.Kind?
        if let owner { kind = self.kind(owner, values, at: node) }
        let parameters = parameters(values["parameters"], kind, words)
        let phrases = phrases(values["say"], parameters)
        let summary = spoken(values["summary"], "summary", parameters, limited: true)
        let result = spoken(values["result"], "result", parameters, limited: false)
        if let kind { checkPlaceholders(of: kind, values, parameters) }
        guard faults.isEmpty, let name, let description, let kind else { return nil }
        return ToolDeclaration(
            name: name, description: description, phrases: phrases, parameters: parameters,
            timeout: .milliseconds(Int((timeout * 1000).rounded())), mostBytes: size, approval: approval,
            summary: summary, waiting: waiting, result: result, words: words, kind: kind)
    }

    private mutating func name(_ node: Node?) -> String? {
        guard let node, let text = nodes.text(node, "name", upTo: ToolFile.Bounds.name) else { return nil }
        guard ToolFileReader.isName(text) else {
            nodes.fault("`name` is \"\(text)\"", "lower-case letters, digits and _, beginning with a letter", at: node)
            return nil
        }
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let stem = file.hasSuffix(".yaml") ? String(file.dropLast(5)) : file
        if text != stem {
            nodes.fault("`name` is \"\(text)\" in the file \(file)", "the file's name, \(stem)", at: node)
        }
        return text
    }

    private mutating func refuseForeign(_ values: [String: Node], _ owner: Owner) {
        for (name, owners) in ToolFileReader.keys where !owners.contains(owner) {
            guard let node = values[name] else { continue }
            let kinds = owners.map(\.rawValue).joined(separator: " or ")
            nodes.fault("`\(name)` with kind \(owner.rawValue)", "it only with kind \(kinds)", at: node)
        }
    }

    private mutating func words(_ node: Node?) -> [String: String] {
        var words: [String: String] = [:]
        for (word, key, value) in nodes.pairs(node, "words", count: ToolFile.Bounds.words) {
            if word.isEmpty || word.count > 40 || word != word.lowercased()
                || !word.allSatisfy({ $0.isLetter || $0 == " " })
            {
                nodes.fault("the word \"\(word.prefix(40))\"", "lower-case letters and spaces, at most 40", at: key)
            }
            words[word] = nodes.text(value, word, upTo: ToolFile.Bounds.meaning)
        }
        return words
    }

    // Values of which there are many.

    mutating func choice<Value: RawRepresentable & CaseIterable>(_ node: Node?, _ key: String) -> Value?
    where Value.RawValue == String {
        guard let node, let text = nodes.text(node, key, upTo: 40) else { return nil }
        if let value = Value(rawValue: text) { return value }
        let known = Value.allCases.map(\.rawValue)
        let nearest = YAMLFile.nearest(to: text, among: known).map { "\($0) (one of \(known.joined(separator: ", ")))" }
        nodes.fault("`\(key)` is \"\(text)\"", nearest ?? "one of \(known.joined(separator: ", "))", at: node)
        return nil
    }

    mutating func number(_ node: Node?, _ key: String, within bounds: ClosedRange<Double>) -> Double? {
        guard let node, let text = nodes.text(node, key, upTo: 40) else { return nil }
        if let number = Double(text), bounds.contains(number) { return number }
        nodes.fault("`\(key)` is \"\(text)\"", "a number from \(bounds.lowerBound) to \(bounds.upperBound)", at: node)
        return nil
    }

    mutating func whole(_ node: Node?, _ key: String, within bounds: ClosedRange<Int>) -> Int? {
        guard let node, let text = nodes.text(node, key, upTo: 40) else { return nil }
        if let number = Int(text), bounds.contains(number) { return number }
        nodes.fault(
            "`\(key)` is \"\(text)\"", "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)", at: node)
        return nil
    }

    mutating func flag(_ node: Node?, _ key: String) -> Bool? {
        guard let node, let text = nodes.text(node, key, upTo: 40) else { return nil }
        if ["true", "false"].contains(text) { return text == "true" }
        nodes.fault("`\(key)` is \"\(text)\"", "true or false", at: node)
        return nil
    }

    /// Whether it can be the name of a tool or a parameter.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
        return text.utf8.count <= 64
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                case _: false
                }
            }
    }
}
