import Realtime

/// Writes JSON in the order in which it is told.
struct StatementWriter {
    private(set) var json = ""
    private var isFirst = true

    mutating func object(_ body: (inout StatementWriter) -> Void) {
        json += "{"
        isFirst = true
        body(&self)
        json += "}"
        isFirst = false
    }

    mutating func object(_ key: String, _ body: (inout StatementWriter) -> Void) {
        name(key)
        object(body)
    }

    mutating func text(_ key: String, _ value: String) {
        name(key)
        string(value)
    }

    mutating func texts(_ key: String, _ values: [String]) {
        name(key)
        list(values) { $0.string($1) }
    }

    mutating func activities(_ key: String, _ ids: [String]) {
        name(key)
        list(ids) { writer, id in writer.object { $0.text("id", id) } }
    }

    mutating func value(_ key: String, _ value: JSONValue) {
        name(key)
        write(value)
    }

    /// By their keys in order; nothing where there are none.
    mutating func extensions(_ values: JSONObject) {
        guard !values.isEmpty else { return }
        object("extensions") { writer in
            for (key, value) in values.sorted(by: { $0.key < $1.key }) { writer.value(key, value) }
        }
    }

    private mutating func name(_ key: String) {
        if !isFirst { json += "," }
        isFirst = false
        string(key)
        json += ":"
    }

    private mutating func list<Value>(_ values: [Value], _ body: (inout StatementWriter, Value) -> Void) {
        json += "["
        for (index, value) in values.enumerated() {
            if index > 0 { json += "," }
            body(&self, value)
        }
        json += "]"
        isFirst = false
    }

    private mutating func write(_ value: JSONValue) {
        switch value {
        case .null: json += "null"
        case .bool(let truth): json += truth ? "true" : "false"
        case .integer(let number): json += String(number)
        case .number(let number): json += StatementWriter.text(number)
        case .string(let text): string(text)
        case .array(let values): list(values) { $0.write($1) }
        case .object(let values):
            object { writer in
                for (key, value) in values.sorted(by: { $0.key < $1.key }) { writer.value(key, value) }
            }
        }
    }

    /// Whole numbers without a fraction, as they are read again; what JSON cannot say becomes 0, which
    /// ``StatementCheck`` keeps from being written.
    private static func text(_ number: Double) -> String {
        guard number.isFinite else { return "0" }
        if let whole = Int(exactly: number) { return String(whole) }
        return String(number)
    }

    private mutating func string(_ text: String) {
        json += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": json += "\\\""
            case "\\": json += "\\\\"
            case "\n": json += "\\n"
            case "\r": json += "\\r"
            case "\t": json += "\\t"
            case _
            where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                || scalar == "\u{2028}" || scalar == "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            case _: json.unicodeScalars.append(scalar)
            }
        }
        json += "\""
    }
}
