public import Realtime

/// Checks values against the subset of JSON Schema that tool files have, and corrects what models get wrong harmlessly.
///
/// Corrected are: a number or a boolean that is written as a text ("3", "true"), a whole number that is written as 3.0, a
/// number where a text is wanted, another case of a word of an enum ("Lima"), and a null in the place of an argument that
/// may be left out. Everything else is a fault, in words for the model. Keywords that are not known here are passed over:
/// a tool file has none, and an MCP server checks its own.
public struct SchemaCheck: Sendable {
    /// What a tool file's schema may say.
    public static let keywords = [
        "type", "description", "title", "default", "properties", "required", "additionalProperties", "enum", "const",
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "pattern", "items",
        "minItems", "maxItems", "uniqueItems", "anyOf",
    ]
    public static let types = ["object", "array", "string", "integer", "number", "boolean", "null"]

    /// Faults that are told at once.
    private static let mostFaults = 8
    /// Values within each other.
    private static let depth = 16
    /// UTF-8 bytes of all arguments together.
    private static let size = 32 * 1024

    private let schema: JSONValue

    public init(_ schema: JSONValue) { self.schema = schema }

    /// The arguments of a call, corrected.
    public func check(_ arguments: JSONObject) -> Result<JSONObject, SchemaFaults> {
        let value = JSONValue.object(arguments)
        guard value.text.utf8.count <= SchemaCheck.size else {
            return .failure(SchemaFaults(["the arguments have more than \(SchemaCheck.size) bytes"]))
        }
        return check(value, name: "the arguments").map { $0.objectValue ?? [:] }
    }

    /// One value, corrected.
    /// - Parameter name: how the faults name it.
    public func check(_ value: JSONValue, name: String) -> Result<JSONValue, SchemaFaults> {
        var faults: [String] = []
        let corrected = checked(value, schema, name, 0, &faults)
        return faults.isEmpty ? .success(corrected) : .failure(SchemaFaults(faults))
    }

    /// Whether it is right as it stands.
    public func admits(_ value: JSONValue) -> Bool { (try? check(value, name: "").get()) == value }

    /// All values that a schema allows, where those are an enum, a constant or a range of whole numbers; nil for others.
    public static func values(of schema: JSONValue) -> [JSONValue]? {
        if let value = schema["const"] { return [value] }
        if let values = schema["enum"]?.arrayValue { return values }
        guard schema["type"] == "integer",
            let least = bound(schema, "minimum", "exclusiveMinimum", 1),
            let most = bound(schema, "maximum", "exclusiveMaximum", -1), least <= most, most - least < 100_000
        else { return nil }
        return (least...most).map { .integer($0) }
    }

    private static func bound(_ schema: JSONValue, _ inclusive: String, _ exclusive: String, _ step: Int) -> Int? {
        let candidates = [schema[inclusive]?.integerValue, schema[exclusive]?.integerValue.map { $0 &+ step }]
            .compactMap { $0 }.filter { abs($0) < 1_000_000_000 }
        return step > 0 ? candidates.max() : candidates.min()
    }

    /// Whether a text has the form of a pattern.
    /// - Throws: what is wrong with a pattern that cannot be bounded.
    package static func matches(_ pattern: String, _ text: String) throws -> Bool {
        try SafePattern(pattern).matches(text)
    }

    // The walk.

    private func checked(
        _ given: JSONValue, _ schema: JSONValue, _ name: String, _ depth: Int, _ faults: inout [String]
    ) -> JSONValue {
        func fault(_ text: String) { if faults.count < SchemaCheck.mostFaults { faults.append(text) } }
        // `true` and `{}` allow all.
        guard case .object(let rules) = schema else {
            if schema == false { fault("\(quoted(name)) is not allowed") }
            return given
        }
        guard depth < SchemaCheck.depth else {
            fault("\(quoted(name)) has too many values within each other")
            return given
        }
        if let choices = rules["anyOf"]?.arrayValue, !choices.isEmpty {
            let results = choices.prefix(16).map { choice -> (JSONValue, [String]) in
                var own: [String] = []
                return (checked(given, choice, name, depth + 1, &own), own)
            }
            guard
                let fitting = results.first(where: { $0.1.isEmpty && $0.0 == given })
                    ?? results.first(where: { $0.1.isEmpty })
            else {
                fault(results.flatMap(\.1).prefix(3).joined(separator: ", or "))
                return given
            }
            return checked(fitting.0, .object(rules.filter { $0.key != "anyOf" }), name, depth + 1, &faults)
        }
        var value = given
        let types =
            rules["type"]?.arrayValue?.compactMap(\.stringValue) ?? rules["type"]?.stringValue.map { [$0] } ?? []
        if !types.isEmpty {
            guard let typed = SchemaCheck.typed(given, types) else {
                let expected =
                    SchemaCheck.choices(rules).map { "one of \($0)" }
                    ?? types.map(SchemaCheck.words).joined(separator: " or ")
                fault("\(quoted(name)) is \(SchemaCheck.shown(given)): expected \(expected)")
                return given
            }
            value = typed
        }
        if let constant = rules["const"], value != constant {
            fault("\(quoted(name)) is \(SchemaCheck.shown(value)): expected \(constant.text)")
        }
        if let allowed = rules["enum"]?.arrayValue, !allowed.contains(value) {
            let similar = allowed.filter {
                $0.stringValue?.lowercased() == value.stringValue?.lowercased() && value.stringValue != nil
            }
            if similar.count == 1 {
                value = similar[0]
            } else {
                fault(
                    "\(quoted(name)) is \(SchemaCheck.shown(value)): expected one of \(SchemaCheck.choices(rules) ?? "")"
                )
            }
        }
        switch value {
        case .integer, .number: bounds(value, rules, name, fault)
        case .string(let text): checkText(text, rules, name, fault)
        case .array(let items): value = .array(checkItems(items, rules, name, depth, &faults))
        case .object(let fields): value = .object(checkFields(fields, rules, name, depth, &faults))
        case .null, .bool: break
        }
        return value
    }

    private func bounds(_ value: JSONValue, _ rules: JSONObject, _ name: String, _ fault: (String) -> Void) {
        guard let number = value.doubleValue else { return }
        let tests: [(String, String, (Double, Double) -> Bool)] = [
            ("minimum", "at least", { $0 >= $1 }), ("maximum", "at most", { $0 <= $1 }),
            ("exclusiveMinimum", "more than", { $0 > $1 }), ("exclusiveMaximum", "less than", { $0 < $1 }),
        ]
        for (keyword, words, holds) in tests {
            if let bound = rules[keyword], let limit = bound.doubleValue, !holds(number, limit) {
                fault("\(quoted(name)) is \(value.text): expected \(words) \(bound.text)")
            }
        }
    }

    private func checkText(_ text: String, _ rules: JSONObject, _ name: String, _ fault: (String) -> Void) {
        // JSON Schema counts characters of Unicode.
        let count = text.unicodeScalars.count
        if let least = rules["minLength"]?.integerValue, count < least {
            fault("\(quoted(name)) has \(count) characters: expected at least \(least)")
        }
        if let most = rules["maxLength"]?.integerValue, count > most {
            fault("\(quoted(name)) has \(count) characters: expected at most \(most)")
        }
        if let source = rules["pattern"]?.stringValue, let pattern = try? SafePattern(source), !pattern.matches(text) {
            fault("\(quoted(name)) is \(SchemaCheck.shown(.string(text))): expected the form \(source)")
        }
    }

    private func checkItems(
        _ items: [JSONValue], _ rules: JSONObject, _ name: String, _ depth: Int, _ faults: inout [String]
    ) -> [JSONValue] {
        func fault(_ text: String) { if faults.count < SchemaCheck.mostFaults { faults.append(text) } }
        if let least = rules["minItems"]?.integerValue, items.count < least {
            fault("\(quoted(name)) has \(items.count) entries: expected at least \(least)")
        }
        if let most = rules["maxItems"]?.integerValue, items.count > most {
            fault("\(quoted(name)) has \(items.count) entries: expected at most \(most)")
        }
        var result = items
        if let schema = rules["items"] {
            for (index, item) in items.enumerated() {
                result[index] = checked(item, schema, "\(name)[\(index)]", depth + 1, &faults)
            }
        }
        if rules["uniqueItems"] == true, Set(result).count < result.count {
            fault("\(quoted(name)) has an entry twice: expected each once")
        }
        return result
    }

    private func checkFields(
        _ fields: JSONObject, _ rules: JSONObject, _ name: String, _ depth: Int, _ faults: inout [String]
    ) -> JSONObject {
        func fault(_ text: String) { if faults.count < SchemaCheck.mostFaults { faults.append(text) } }
        let properties = rules["properties"]?.objectValue ?? [:]
        let required = (rules["required"]?.arrayValue ?? []).compactMap(\.stringValue)
        let path = depth == 0 ? "" : "\(name)."
        var result = fields
        for key in fields.keys.sorted() {
            guard let value = fields[key] else { continue }
            if let schema = properties[key] {
                if value == .null, !required.contains(key), !SchemaCheck(schema).admits(.null) {
                    result[key] = nil
                } else {
                    result[key] = checked(value, schema, path + key, depth + 1, &faults)
                }
            } else if let more = rules["additionalProperties"] {
                if more == false {
                    let known = properties.keys.sorted().map { "`\($0)`" }
                    fault(
                        "\(quoted(path + key)) is not known: expected \(known.isEmpty ? "nothing" : known.joined(separator: ", "))"
                    )
                } else {
                    result[key] = checked(value, more, path + key, depth + 1, &faults)
                }
            }
        }
        for key in required where result[key] == nil {
            if let value = properties[key]?["default"] {
                result[key] = value
                continue
            }
            let choices =
                properties[key]?.objectValue.flatMap(SchemaCheck.choices).map { ": expected one of \($0)" } ?? ""
            fault("\(quoted(path + key)) is missing\(choices)")
        }
        return result
    }

    // Words and types.

    private func quoted(_ name: String) -> String { name.hasPrefix("the ") ? name : "`\(name.prefix(80))`" }

    private static func choices(_ rules: JSONObject) -> String? {
        guard let values = rules["enum"]?.arrayValue else { return nil }
        let shown = values.prefix(40).map { $0.stringValue ?? $0.text }.joined(separator: ", ")
        return values.count > 40 ? shown + ", …" : shown
    }

    private static func shown(_ value: JSONValue) -> String {
        let text = value.text
        return text.count > 80 ? text.prefix(80) + "…" : text
    }

    private static func words(_ type: String) -> String {
        switch type {
        case "object": "an object"
        case "array": "a list"
        case "string": "a text"
        case "integer": "a whole number"
        case "number": "a number"
        case "boolean": "true or false"
        case _: type
        }
    }

    /// The value as one of the types; nil where it is none.
    private static func typed(_ value: JSONValue, _ types: [String]) -> JSONValue? {
        if types.contains(where: { fits(value, $0) }) { return value }
        for type in types {
            switch (type, value) {
            case ("integer", .number(let number)):
                if number == number.rounded(), abs(number) < 1e15 { return .integer(Int(number)) }
            case ("integer", .string(let text)):
                if text.utf8.count <= 18, let whole = Int(text) { return .integer(whole) }
            case ("number", .string(let text)):
                let isNumber = text.utf8.count <= 24 && text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
                if isNumber, let number = Double(text), number.isFinite {
                    return Int(text).map { .integer($0) } ?? .number(number)
                }
            case ("boolean", .string(let text)):
                if ["true", "false"].contains(text.lowercased()) { return .bool(text.lowercased() == "true") }
            case ("string", .integer), ("string", .number): return .string(value.text)
            case _: continue
            }
        }
        return nil
    }

    private static func fits(_ value: JSONValue, _ type: String) -> Bool {
        switch value {
        case .null: type == "null"
        case .bool: type == "boolean"
        case .integer: type == "integer" || type == "number"
        case .number: type == "number"
        case .string: type == "string"
        case .array: type == "array"
        case .object: type == "object"
        }
    }
}

/// What is wrong with arguments, for the model.
public struct SchemaFaults: Error, Sendable, Hashable, CustomStringConvertible {
    public let faults: [String]

    init(_ faults: [String]) { self.faults = faults }

    public var description: String { faults.joined(separator: "; ") }
}
