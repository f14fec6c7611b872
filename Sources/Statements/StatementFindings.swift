import Realtime

/// Collects what is wrong in the JSON of a statement.
struct StatementFindings {
    private(set) var faults: [StatementFault] = []

    mutating func add(_ place: String, _ what: String) { faults.append(StatementFault(place, what)) }

    /// Goes through the fields of an object, each with the rule that it has to keep.
    ///
    /// - Parameters:
    ///   - rules: the fields that there are; what has no rule here is told.
    ///   - required: those of them that must be there.
    mutating func fields(
        _ value: JSONValue, _ place: String, required: [String] = [],
        _ rules: KeyValuePairs<String, (inout StatementFindings, JSONValue, String) -> Void>
    ) {
        guard let fields = value.objectValue else { return add(place, "no object") }
        guard !fields.isEmpty || !required.isEmpty else { return add(place, "an empty object") }
        for (key, rule) in rules {
            let inner = StatementFindings.place(place, key)
            switch fields[key] {
            case nil: if required.contains(key) { add(inner, "is missing") }
            case .null?: add(inner, "is null")
            case let value?: rule(&self, value, inner)
            }
        }
        let known = rules.map(\.key)
        for key in fields.keys.sorted() where !known.contains(key) {
            let inner = StatementFindings.place(place, key)
            if let meant = known.first(where: { $0.lowercased() == key.lowercased() }) {
                add(inner, "is written `\(meant)`")
            } else {
                add(inner, "is not known")
            }
        }
    }

    static func place(_ outer: String, _ key: String) -> String { outer.isEmpty ? key : "\(outer).\(key)" }

    /// A text that is not empty and fits.
    mutating func text(
        _ value: JSONValue, _ place: String, _ what: String = "", where fits: (String) -> Bool = { _ in true }
    ) {
        guard let text = value.stringValue else { return add(place, "no text") }
        guard !text.isEmpty else { return add(place, "is empty") }
        if !fits(text) { add(place, what) }
    }

    mutating func iri(_ value: JSONValue, _ place: String) {
        text(value, place, StatementText.noIRI(value.stringValue ?? ""), where: StatementText.isIRI)
    }

    mutating func uuid(_ value: JSONValue, _ place: String) {
        text(value, place, StatementText.noUUID, where: StatementText.isUUID)
    }

    mutating func bool(_ value: JSONValue, _ place: String) {
        if value.boolValue == nil { add(place, "neither true nor false") }
    }

    mutating func list(
        _ value: JSONValue, _ place: String, _ rule: (inout StatementFindings, JSONValue, String) -> Void
    ) {
        guard let values = value.arrayValue else { return add(place, "no list") }
        for (index, value) in values.enumerated() { rule(&self, value, "\(place)[\(index)]") }
    }

    /// Texts by their languages.
    mutating func languages(_ value: JSONValue, _ place: String) {
        guard let texts = value.objectValue else { return add(place, "no object") }
        guard !texts.isEmpty else { return add(place, "an empty object") }
        for (tag, value) in texts.sorted(by: { $0.key < $1.key }) {
            let inner = StatementFindings.place(place, tag)
            if !StatementText.isLanguageTag(tag) { add(inner, StatementText.noLanguage(tag)) }
            text(value, inner)
        }
    }

    /// Anything by absolute IRIs: nulls and empty objects, too.
    mutating func extensions(_ value: JSONValue, _ place: String) {
        guard let fields = value.objectValue else { return add(place, "no object") }
        guard !fields.isEmpty else { return add(place, "an empty object") }
        for key in fields.keys.sorted() where !StatementText.isIRI(key) {
            add(StatementFindings.place(place, key), StatementText.noIRI(key))
        }
    }
}
