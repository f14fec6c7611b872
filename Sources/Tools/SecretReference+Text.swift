extension SecretReference {
    /// Reads `env:NAME`, `file:/path` or `credential:name`; nil for anything else.
    public init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let value = String(text[text.index(after: colon)...])
        switch text[..<colon] {
        case "env" where !value.isEmpty && value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "=") }):
            self = .environment(value)
        case "file" where value.hasPrefix("/") && value.utf8.count > 1: self = .file(value)
        case "credential" where !value.isEmpty && !value.contains("/") && !value.hasPrefix("."):
            self = .credential(value)
        case _: return nil
        }
    }
}
