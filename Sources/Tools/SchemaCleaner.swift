public import Realtime

/// Makes any JSON Schema into one that a function tool of the Realtime API may carry: an object at its root, no `$schema`,
/// no references, no keywords that providers refuse.
public enum SchemaCleaner {
    private static let kept: Set<String> = Set(SchemaCheck.keywords).union(["multipleOf", "format"])
    /// Schemas within each other, and all in all: what is beyond allows anything.
    private static let depth = 12
    private static let parts = 500

    /// - Parameter schema: as an MCP server or a tool file has it. References to other documents are not followed.
    public static func clean(_ schema: JSONValue) -> JSONValue {
        var parts = parts
        var cleaned = clean(schema, root: schema, depth: 0, following: [], &parts).objectValue ?? [:]
        if cleaned["type"] != "object" {
            // A root of another type cannot be called with named arguments.
            cleaned = cleaned["properties"] == nil ? [:] : cleaned
            cleaned["type"] = "object"
        }
        if cleaned["properties"] == nil { cleaned["properties"] = [:] }
        return .object(cleaned)
    }

    private static func clean(
        _ schema: JSONValue, root: JSONValue, depth: Int, following: Set<String>, _ parts: inout Int
    ) -> JSONValue {
        parts -= 1
        guard case .object(var rules) = schema, parts > 0, depth < SchemaCleaner.depth else {
            return schema == false ? ["enum": []] : [:]
        }
        var following = following
        if let reference = rules["$ref"]?.stringValue {
            rules["$ref"] = nil
            guard following.insert(reference).inserted, let target = resolve(reference, in: root)?.objectValue else {
                return [:]
            }
            rules = target.merging(rules) { _, beside in beside }
            return clean(.object(rules), root: root, depth: depth + 1, following: following, &parts)
        }
        if let all = rules["allOf"]?.arrayValue {
            rules["allOf"] = nil
            for part in all.prefix(16) {
                let other = clean(part, root: root, depth: depth + 1, following: following, &parts).objectValue ?? [:]
                rules = merge(rules, other)
            }
        }
        if rules["anyOf"] == nil, let one = rules["oneOf"] { rules["anyOf"] = one }
        var result: JSONObject = [:]
        for (keyword, value) in rules where kept.contains(keyword) {
            switch keyword {
            case "properties":
                var properties: JSONObject = [:]
                for (name, schema) in (value.objectValue ?? [:]).sorted(by: { $0.key < $1.key }) {
                    properties[name] = clean(schema, root: root, depth: depth + 1, following: following, &parts)
                }
                result[keyword] = .object(properties)
            case "items":
                // A list of schemas (tuples, before 2020-12) is not known.
                result[keyword] =
                    value.arrayValue == nil
                    ? clean(value, root: root, depth: depth + 1, following: following, &parts) : [:]
            case "additionalProperties":
                result[keyword] =
                    value.boolValue != nil
                    ? value : clean(value, root: root, depth: depth + 1, following: following, &parts)
            case "anyOf":
                result[keyword] = .array(
                    (value.arrayValue ?? []).prefix(16).map {
                        clean($0, root: root, depth: depth + 1, following: following, &parts)
                    })
            case "exclusiveMinimum", "exclusiveMaximum":
                // Of draft 4: booleans beside a bound.
                if value.doubleValue != nil { result[keyword] = value }
            case _: result[keyword] = value
            }
        }
        return .object(result)
    }

    private static func merge(_ one: JSONObject, _ other: JSONObject) -> JSONObject {
        var merged = one.merging(other) { mine, _ in mine }
        if let mine = one["properties"]?.objectValue, let theirs = other["properties"]?.objectValue {
            merged["properties"] = .object(mine.merging(theirs) { first, _ in first })
        }
        if let mine = one["required"]?.arrayValue, let theirs = other["required"]?.arrayValue {
            merged["required"] = .array(mine + theirs.filter { !mine.contains($0) })
        }
        return merged
    }

    /// `#` or `#/a/b` (RFC 6901), inside the schema only.
    private static func resolve(_ reference: String, in root: JSONValue) -> JSONValue? {
        guard reference.hasPrefix("#") else { return nil }
        var value = root
        for part in reference.dropFirst().split(separator: "/") {
            let name = String(part).replacing("~1", with: "/").replacing("~0", with: "~")
            if let list = value.arrayValue, let index = Int(name), list.indices.contains(index) {
                value = list[index]
            } else if let next = value[name] {
                value = next
            } else {
                return nil
            }
        }
        return value
    }
}
