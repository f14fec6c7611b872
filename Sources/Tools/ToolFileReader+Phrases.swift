import Lessons
import Realtime
import Yams

extension ToolFileReader {
    mutating func phrases(_ node: Node?, _ parameters: JSONValue) -> [String] {
        var phrases: [String] = []
        var sentences = 0
        let required = (parameters["required"]?.arrayValue ?? []).compactMap(\.stringValue)
        for entry in nodes.entries(node, "say", count: ToolFile.Bounds.phrases) {
            guard let text = nodes.text(entry, "say", upTo: ToolFile.Bounds.phrase),
                let template = template(text, "say", at: entry)
            else { continue }
            var count = 1
            for field in template.fields { count *= values(of: field, "say", parameters, at: entry)?.count ?? 1 }
            if Set(template.fields).count < template.fields.count {
                nodes.fault("a phrase has a {parameter} twice", "each once", at: entry)
            }
            check(words: template, at: entry)
            for name in required
            where !template.fields.contains(name) && parameters["properties"]?[name]?["default"] == nil {
                nodes.fault(
                    "the phrase \"\(text)\" does not give `\(name)`, which is required",
                    "{\(name)} in it, or a default", at: entry)
            }
            if phrases.contains(text) { nodes.fault("the phrase \"\(text)\" a second time", "it once", at: entry) }
            phrases.append(text)
            sentences = min(sentences + count, 1_000_000)
        }
        if sentences > ToolFile.Bounds.sentences, let node {
            nodes.fault(
                "`say` comes to \(sentences) sentences",
                "at most \(ToolFile.Bounds.sentences): smaller enums or ranges, or fewer {parameters}", at: node)
        }
        return phrases
    }

    /// Only words that a recogniser can know.
    private mutating func check(words template: ToolTemplate, at node: Node) {
        var hasWords = false
        for part in template.parts {
            switch part {
            case .field: break
            case .text(let text):
                if text.contains(where: \.isLetter) { hasWords = true }
                if !text.allSatisfy({ ($0.isLetter && $0.lowercased() == String($0)) || $0 == " " || $0 == "'" }) {
                    nodes.fault("a phrase has \"\(text)\"", "lower-case words, numbers written out, no signs", at: node)
                }
            }
        }
        if !hasWords { nodes.fault("a phrase of {parameters} alone", "words around them", at: node) }
    }

    /// A text that is spoken, with {parameters}.
    /// - Parameter limited: whether they must be parameters of few values; else fields of a result may stand there.
    mutating func spoken(_ node: Node?, _ key: String, _ parameters: JSONValue, limited: Bool) -> String? {
        guard let node, let text = nodes.text(node, key, upTo: ToolFile.Bounds.spoken),
            let template = template(text, key, at: node)
        else { return nil }
        if limited { for field in template.fields { _ = values(of: field, key, parameters, at: node) } }
        return text
    }

    /// The `{parameters}` of an address, a query, headers and a body must be parameters.
    mutating func checkPlaceholders(
        of kind: ToolDeclaration.Kind, _ values: [String: Node], _ parameters: JSONValue
    ) {
        switch kind {
        case .http(let declaration):
            check(declaration.url, values["url"], parameters)
            for text in declaration.query.values { check(text, values["query"], parameters) }
            for text in declaration.headers.values { check(text, values["headers"], parameters) }
            if let body = declaration.body { check(body: body, values["body"], parameters) }
        case .builtin, .command, .mcp: break
        }
    }

    private mutating func check(body: JSONValue, _ node: Node?, _ parameters: JSONValue) {
        switch body {
        case .string(let text): check(text, node, parameters)
        case .array(let values): for value in values { check(body: value, node, parameters) }
        case .object(let fields): for value in fields.values { check(body: value, node, parameters) }
        case .null, .bool, .integer, .number: break
        }
    }

    private mutating func check(_ text: String, _ node: Node?, _ parameters: JSONValue) {
        guard let node, let template = template(text, "a text", at: node) else { return }
        for field in template.fields where parameters["properties"]?[field] == nil {
            unknown(field, "a text", parameters, at: node)
        }
    }

    private mutating func template(_ text: String, _ key: String, at node: Node) -> ToolTemplate? {
        do {
            return try ToolTemplate(text)
        } catch {
            nodes.fault("`\(key)` has a brace that is no {parameter}", "{parameter}", at: node)
            return nil
        }
    }

    private mutating func unknown(_ field: String, _ key: String, _ parameters: JSONValue, at node: Node) {
        let known = (parameters["properties"]?.objectValue ?? [:]).keys.sorted()
        let nearest = YAMLFile.nearest(to: field, among: known)
        nodes.fault(
            "{\(field)} in `\(key)` is no parameter",
            nearest.map { "{\($0)}" } ?? (known.isEmpty ? "no {parameter}" : "one of \(known.joined(separator: ", "))"),
            at: node)
    }

    /// All values of a parameter that stands in a phrase or a summary; nil where they are too many to be said.
    private mutating func values(
        of field: String, _ key: String, _ parameters: JSONValue, at node: Node
    ) -> [JSONValue]? {
        guard let schema = parameters["properties"]?[field] else {
            unknown(field, key, parameters, at: node)
            return nil
        }
        if let values = SchemaCheck.values(of: schema), values.count <= ToolFile.Bounds.values { return values }
        nodes.fault(
            "{\(field)} in `\(key)` may be anything",
            "an enum, or a range of whole numbers, of at most \(ToolFile.Bounds.values) values", at: node)
        return nil
    }
}
