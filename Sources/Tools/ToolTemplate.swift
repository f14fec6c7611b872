/// A text with `{name}` in the place of values.
struct ToolTemplate: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case text(String)
        case field(String)
    }

    let parts: [Part]

    /// What is wrong with it: a brace that is no `{name}`.
    struct Malformed: Error {}

    /// - Throws: ``Malformed``
    init(_ text: String) throws(Malformed) {
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            let after = rest[rest.index(after: open)...]
            guard rest[open] == "{", let close = after.firstIndex(of: "}"), ToolTemplate.isName(after[..<close]) else {
                throw Malformed()
            }
            parts.append(.field(String(after[..<close])))
            rest = after[after.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        self.parts = parts
    }

    var fields: [String] {
        parts.compactMap { part in
            switch part {
            case .field(let name): name
            case .text: nil
            }
        }
    }

    /// With the values put in; nil where one is missing.
    func filled(_ value: (String) throws -> String?) rethrows -> String? {
        var text = ""
        for part in parts {
            switch part {
            case .text(let words): text += words
            case .field(let name):
                guard let filling = try value(name) else { return nil }
                text += filling
            }
        }
        return text
    }

    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.count <= 64
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                case _: false
                }
            }
    }
}
