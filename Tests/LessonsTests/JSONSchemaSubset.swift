/// As much of JSON Schema (2020-12) as `lessons/lesson.schema.json` uses. A word of it that is not known here is a fault,
/// so that the schema cannot say more than is looked at.
struct JSONSchemaSubset {
    let root: [String: Any]

    func faults(of value: Any) -> [String] { faults(of: value, by: root, at: "") }

    /// - Parameter schema: a mapping of words, or false, which takes nothing.
    private func faults(of value: Any, by schema: Any, at path: String) -> [String] {
        if let takes = schema as? Bool { return takes ? [] : ["\(path) may not be here"] }
        guard let words = schema as? [String: Any] else { return ["\(path): no schema"] }
        return words.sorted { $0.key < $1.key }.flatMap { word, rule in
            told(word, rule, words, value).map { path + ": " + $0 } + within(word, rule, words, value, path)
        }
    }

    /// What a word says of the value itself.
    private func told(_ word: String, _ rule: Any, _ words: [String: Any], _ value: Any) -> [String] {
        let text = value as? String
        let number = (value as? Double) ?? (value as? Int).map(Double.init)
        let bound = (rule as? Double) ?? (rule as? Int).map(Double.init) ?? .nan
        let list = value as? [Any]
        let mapping = value as? [String: Any]
        func check(_ fits: Bool) -> [String] { fits ? [] : ["\(value) is against \(word) \(rule)"] }
        switch word {
        case "type": return check(types(rule).contains { isOf($0, value) })
        case "enum": return check((rule as? [String])?.contains(text ?? "") == true)
        case "const": return check(rule as? String == text)
        case "required": return check((rule as? [String] ?? []).allSatisfy { mapping?[$0] != nil } || mapping == nil)
        case "minLength": return check(text.map { Double($0.count) >= bound } ?? true)
        case "maxLength": return check(text.map { Double($0.count) <= bound } ?? true)
        case "minItems": return check(list.map { Double($0.count) >= bound } ?? true)
        case "maxItems": return check(list.map { Double($0.count) <= bound } ?? true)
        case "minProperties": return check(mapping.map { Double($0.count) >= bound } ?? true)
        case "maxProperties": return check(mapping.map { Double($0.count) <= bound } ?? true)
        case "minimum": return check(number.map { $0 >= bound } ?? true)
        case "maximum": return check(number.map { $0 <= bound } ?? true)
        case "exclusiveMinimum": return check(number.map { $0 > bound } ?? true)
        case "uniqueItems": return check(list.map { Set($0.map { "\($0)" }).count == $0.count } ?? true)
        case "pattern":
            guard let pattern = rule as? String, let regex = try? Regex(pattern) else {
                return ["\(rule) is no pattern"]
            }
            return check(text.map { $0.firstMatch(of: regex) != nil } ?? true)
        case "anyOf":
            return check((rule as? [Any] ?? []).contains { faults(of: value, by: $0, at: "").isEmpty })
        case "not": return check(!faults(of: value, by: rule, at: "").isEmpty)
        case "$ref", "properties", "additionalProperties", "propertyNames", "items", "allOf", "if": return []
        case "then": return words["if"] == nil ? ["then without if"] : []
        case "$schema", "$defs", "$comment", "title", "description": return []
        case _: return ["the word \(word) is not known"]
        }
    }

    /// What a word says of the parts of the value.
    private func within(
        _ word: String, _ rule: Any, _ words: [String: Any], _ value: Any, _ path: String
    ) -> [String] {
        let mapping = (value as? [String: Any] ?? [:]).sorted { $0.key < $1.key }
        let properties = words["properties"] as? [String: Any] ?? [:]
        switch word {
        case "$ref":
            guard let name = (rule as? String)?.split(separator: "/").last,
                let target = (root["$defs"] as? [String: Any])?[String(name)]
            else { return ["\(rule) leads nowhere"] }
            return faults(of: value, by: target, at: path)
        case "properties":
            return mapping.flatMap { key, part in
                properties[key].map { faults(of: part, by: $0, at: path + "/" + key) } ?? []
            }
        case "additionalProperties":
            return mapping.filter { properties[$0.key] == nil }
                .flatMap { faults(of: $0.value, by: rule, at: path + "/" + $0.key) }
        case "propertyNames": return mapping.flatMap { faults(of: $0.key, by: rule, at: path + "/" + $0.key) }
        case "items":
            return (value as? [Any] ?? []).enumerated()
                .flatMap { faults(of: $1, by: rule, at: path + "/\($0)") }
        case "allOf": return (rule as? [Any] ?? []).flatMap { faults(of: value, by: $0, at: path) }
        case "if":
            guard let then = words["then"], faults(of: value, by: rule, at: "").isEmpty else { return [] }
            return faults(of: value, by: then, at: path)
        case _: return []
        }
    }

    private func types(_ rule: Any) -> [String] { (rule as? [String]) ?? (rule as? String).map { [$0] } ?? [] }

    private func isOf(_ type: String, _ value: Any) -> Bool {
        switch type {
        case "string": value is String
        case "number": value is Double || value is Int
        case "integer": value is Int
        case "boolean": value is Bool
        case "array": value is [Any]
        case "object": value is [String: Any]
        case _: false
        }
    }
}
