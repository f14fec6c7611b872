import Realtime

/// The fields of an object, taken one after another: what is left at the end is told.
struct StatementFields {
    private let outer: String
    private var fields: JSONObject

    init(_ value: JSONValue, _ place: String) throws(StatementFault) {
        guard let fields = value.objectValue else { throw StatementFault(place, "no object") }
        guard !fields.isEmpty else { throw StatementFault(place, "an empty object") }
        self.fields = fields
        outer = place
    }

    func place(_ key: String) -> String { StatementFindings.place(outer, key) }

    mutating func text(_ key: String) throws(StatementFault) -> String {
        guard let text = try optionalText(key) else { throw StatementFault(place(key), "is missing") }
        return text
    }

    mutating func optionalText(_ key: String) throws(StatementFault) -> String? {
        try optional(key, "no text", \.stringValue)
    }

    /// A text that is always the same.
    mutating func constant(_ key: String, _ expected: String) throws(StatementFault) {
        let text = try text(key)
        guard text == expected else { throw StatementFault(place(key), "“\(text)”, expected \(expected)") }
    }

    mutating func object(_ key: String) throws(StatementFault) -> StatementFields {
        guard let object = try optionalObject(key) else { throw StatementFault(place(key), "is missing") }
        return object
    }

    mutating func optionalObject(_ key: String) throws(StatementFault) -> StatementFields? {
        guard let value = fields.removeValue(forKey: key) else { return nil }
        return try StatementFields(value, place(key))
    }

    /// - Parameter what: is said of a value that `read` makes nothing of.
    mutating func optional<Value>(
        _ key: String, _ what: String, _ read: (JSONValue) -> Value?
    ) throws(StatementFault) -> Value? {
        guard let value = fields.removeValue(forKey: key) else { return nil }
        guard let read = read(value) else { throw StatementFault(place(key), what) }
        return read
    }

    /// Anything by its keys; empty where there is none.
    mutating func extensions() throws(StatementFault) -> JSONObject {
        try optional("extensions", "no object, or an empty one") { value in
            value.objectValue.flatMap { $0.isEmpty ? nil : $0 }
        } ?? [:]
    }

    /// Empty where there is none.
    mutating func list<Value>(
        _ key: String, _ read: (JSONValue, String) throws(StatementFault) -> Value
    ) throws(StatementFault) -> [Value] {
        var list: [Value] = []
        for (index, value) in (try optional(key, "no list", \.arrayValue) ?? []).enumerated() {
            list.append(try read(value, "\(place(key))[\(index)]"))
        }
        return list
    }

    /// - Throws: ``StatementFault`` where a field was not taken.
    func end() throws(StatementFault) {
        guard let key = fields.keys.min() else { return }
        throw StatementFault(place(key), "is not known")
    }
}
