import Lessons
import Realtime

/// A value that a pupil said, by the schema of what was asked: one of some words, a number, yes or no, or any text.
enum SpokenValue {
    private static let yes: Set = ["yes", "yeah", "yep", "true", "sí", "si", "oui", "ja", "sim", "tak", "так"]
    private static let no: Set = ["no", "nope", "false", "non", "nein", "nee", "não", "nao", "nie", "ні"]

    /// nil where the words are none of what was asked for. `nil` would be a JSON value here: it is written `.none`.
    static func of(_ given: JSONValue, by schema: JSONValue, in language: String) -> JSONValue? {
        guard case .string(let said) = given else { return fits(given, schema) ? given : .none }
        let plain = said.lowercased().filter { $0.isLetter || $0.isNumber || " .-'".contains($0) }.trimmed
        guard !plain.isEmpty else { return .none }
        if let choices = choices(schema) {
            return choices.first { $0.lowercased() == plain }.map { .string($0) }
                ?? choices.first { plain.split(separator: " ").joined(separator: " ").contains($0.lowercased()) }
                .map { .string($0) }
        }
        switch schema["type"]?.stringValue {
        case "boolean":
            let first = plain.split(separator: " ").first.map(String.init) ?? ""
            if yes.contains(first) { return .some(.bool(true)) }
            return no.contains(first) ? .some(.bool(false)) : .none
        case "integer", "number":
            guard let number = SpokenNumber.value(of: plain, in: language) else { return .none }
            let value: JSONValue = number == number.rounded() ? .integer(Int(number)) : .number(number)
            return fits(value, schema) ? value : .none
        case "string", nil, _?: return .string(String(said.trimmed.prefix(500)))
        }
    }

    /// What a recogniser should listen for; nil where it could be anything.
    static func listenFor(_ schema: JSONValue) -> JSONValue? {
        if let choices = choices(schema) { return ["phrases": .array(choices.map { .string($0.lowercased()) })] }
        switch schema["type"]?.stringValue {
        case "boolean": return ["phrases": ["yes", "no"]]
        case "integer", "number":
            let low = schema["minimum"]?.doubleValue ?? 0
            let high = schema["maximum"]?.doubleValue ?? 1_000
            guard low.magnitude < 1e6, high.magnitude < 1e6 else { return .none }
            return ["phrases": [], "numbers": [.integer(max(0, Int(low))), .integer(max(0, Int(high)))]]
        case _: return .none
        }
    }

    private static func choices(_ schema: JSONValue) -> [String]? {
        schema["enum"]?.arrayValue?.compactMap(\.stringValue)
            ?? schema["oneOf"]?.arrayValue?.compactMap { $0["const"]?.stringValue }
    }

    private static func fits(_ value: JSONValue, _ schema: JSONValue) -> Bool {
        switch (schema["type"]?.stringValue, value) {
        case ("boolean"?, .bool): return true
        case ("integer"?, .integer), ("number"?, .integer), ("number"?, .number):
            let number = value.doubleValue ?? 0
            return number >= schema["minimum"]?.doubleValue ?? -.infinity
                && number <= schema["maximum"]?.doubleValue ?? .infinity
        case _: return false
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true || rest.last == "." { rest.removeLast() }
        return String(rest)
    }
}
