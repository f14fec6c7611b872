import Lessons
import Realtime
import Yams

extension ToolFileReader {
    /// The schema of the arguments: as written, or the builtin tool's own. At its root unknown arguments are not allowed
    /// unless the file says so.
    mutating func parameters(
        _ node: Node?, _ kind: ToolDeclaration.Kind?, _ words: [String: String]
    ) -> JSONValue {
        var schema: JSONValue = ["type": "object"]
        if let node {
            schema = self.schema(node, "parameters", depth: 0) ?? schema
            if schema["type"] != "object" {
                nodes.fault("`parameters` is not of type object", "type: object", at: node)
            }
        } else {
            switch kind {
            case .builtin(let builtin)?: schema = builtin.parameters(words: words)
            case .command?, .http?, .mcp?, nil: break
            }
        }
        guard case .object(var object) = schema else { return schema }
        if object["additionalProperties"] == nil { object["additionalProperties"] = false }
        return .object(object)
    }

    /// A schema within the subset that is checked; nil where it is none.
    private mutating func schema(_ node: Node, _ name: String, depth: Int) -> JSONValue? {
        guard depth < ToolFile.Bounds.depth else {
            nodes.fault("`\(name)` is \(depth) schemas deep", "less", at: node)
            return nil
        }
        let values = nodes.keys(of: node, in: "the schema of \(name)", known: SchemaCheck.keywords, required: [])
        guard case .mapping = node else { return nil }
        var schema: JSONObject = [:]
        for (keyword, value) in values { schema[keyword] = self.keyword(keyword, value, name, depth) }
        checkTogether(schema, values, name, at: node)
        return .object(schema)
    }

    private mutating func keyword(_ keyword: String, _ node: Node, _ name: String, _ depth: Int) -> JSONValue? {
        switch keyword {
        case "type":
            let types = nodes.texts(node, "type", count: 1...3, upTo: 20)
            for type in types where !SchemaCheck.types.contains(type) {
                nodes.fault("`type` is \"\(type)\"", "one of \(SchemaCheck.types.joined(separator: ", "))", at: node)
            }
            return types.count == 1 ? types.first.map { .string($0) } : .array(types.map { .string($0) })
        case "description", "title": return nodes.text(node, keyword, upTo: 500).map { .string($0) }
        case "properties":
            var properties: JSONObject = [:]
            for (property, key, value) in nodes.pairs(node, "properties", count: 0...32) {
                if !ToolFileReader.isName(property) {
                    nodes.fault("the parameter \"\(property.prefix(40))\"", "lower-case letters, digits and _", at: key)
                }
                properties[property] = schema(value, property, depth: depth + 1)
            }
            return .object(properties)
        case "required": return .array(nodes.texts(node, "required", count: 0...32, upTo: 64).map { .string($0) })
        case "additionalProperties":
            if case .mapping = node { return schema(node, "more of \(name)", depth: depth + 1) }
            return flag(node, keyword).map { .bool($0) }
        case "uniqueItems": return flag(node, keyword).map { .bool($0) }
        case "items": return schema(node, "an item of \(name)", depth: depth + 1)
        case "anyOf":
            let schemas = nodes.entries(node, "anyOf", count: 1...8)
                .compactMap { schema($0, name, depth: depth + 1) }
            return .array(schemas)
        case "enum":
            let values = nodes.entries(node, "enum", count: 1...ToolFile.Bounds.words.upperBound)
                .compactMap { plain($0, "enum") }
            if Set(values).count < values.count { nodes.fault("`enum` has a value twice", "each once", at: node) }
            return .array(values)
        case "const", "default": return plain(node, keyword)
        case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum":
            let value = plain(node, keyword)
            if value?.doubleValue == nil { nodes.fault("`\(keyword)` of \(name) is no number", "a number", at: node) }
            return value
        case "minLength", "maxLength", "minItems", "maxItems":
            return whole(node, keyword, within: 0...100_000).map { .integer($0) }
        case "pattern":
            guard let text = nodes.text(node, "pattern", upTo: 200) else { return nil }
            do {
                _ = try SafePattern(text)
            } catch {
                nodes.fault(
                    "`pattern` of \(name): \(error)", "letters, classes, groups, | and repeats up to 100", at: node)
            }
            return .string(text)
        case _: return nil
        }
    }

    private mutating func plain(_ node: Node, _ key: String) -> JSONValue? {
        var parts = ToolFile.Bounds.values
        return value(node, key, depth: 0, parts: &parts)
    }

    private mutating func checkTogether(
        _ schema: JSONObject, _ nodesByKeyword: [String: Node], _ name: String, at node: Node
    ) {
        let properties = schema["properties"]?.objectValue ?? [:]
        if let place = nodesByKeyword["required"] {
            for required in schema["required"]?.arrayValue ?? [] {
                guard let property = required.stringValue, properties[property] == nil else { continue }
                let nearest = YAMLFile.nearest(to: property, among: Array(properties.keys))
                nodes.fault(
                    "`required` names `\(property)`", nearest.map { "`\($0)`" } ?? "one of the properties", at: place)
            }
        }
        for (low, high) in [("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems")] {
            if let least = schema[low]?.doubleValue, let most = schema[high]?.doubleValue, least > most,
                let place = nodesByKeyword[low]
            {
                nodes.fault(
                    "`\(low)` of \(name) is above its `\(high)`", "at most \(schema[high]?.text ?? "")", at: place)
            }
        }
        // A value of its own that it would refuse is a slip.
        if let place = nodesByKeyword["default"], let value = schema["default"],
            case .failure(let faults) = SchemaCheck(.object(schema)).check(value, name: name)
        {
            nodes.fault("`default` does not fit: \(faults)", "a value of the schema", at: place)
        }
        if let place = nodesByKeyword["enum"], var without = Optional(schema) {
            without["enum"] = nil
            for value in schema["enum"]?.arrayValue ?? [] {
                if !SchemaCheck(.object(without)).admits(value) {
                    nodes.fault(
                        "`enum` of \(name) has \(value.text), which the rest of its schema refuses",
                        "a value of its type", at: place)
                }
            }
        }
    }

    /// Any value, as JSON.
    /// - Parameter parts: how many more it may consist of.
    mutating func value(_ node: Node, _ key: String, depth: Int, parts: inout Int) -> JSONValue? {
        parts -= 1
        guard parts >= 0, depth < ToolFile.Bounds.depth else {
            if parts == -1 || depth >= ToolFile.Bounds.depth {
                nodes.fault(
                    "`\(key)` is too large", "at most \(ToolFile.Bounds.values) parts, \(ToolFile.Bounds.depth) deep",
                    at: node)
            }
            return nil
        }
        switch node {
        case .scalar(let scalar):
            guard scalar.style == .plain else { return .string(scalar.string) }
            switch scalar.string {
            case "", "~", "null": return .null
            case "true": return true
            case "false": return false
            case let text:
                if let whole = Int(text) { return .integer(whole) }
                let digits = text.contains { $0.isNumber } && !text.contains { $0.isLetter && $0 != "e" && $0 != "E" }
                if digits, let number = Double(text), number.isFinite { return .number(number) }
                return .string(text)
            }
        case .sequence(let sequence):
            return .array(sequence.compactMap { value($0, key, depth: depth + 1, parts: &parts) })
        case .mapping:
            var object: JSONObject = [:]
            for (name, _, node) in nodes.pairs(node, key, count: 0...ToolFile.Bounds.values) {
                object[name] = value(node, name, depth: depth + 1, parts: &parts)
            }
            return .object(object)
        case .alias:
            nodes.fault("`\(key)` is an alias", "the value itself", at: node)
            return nil
        }
    }
}
