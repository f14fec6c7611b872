/// Where a request goes: scheme, host and port (RFC 6454).
struct WebOrigin: Sendable, Hashable {
    /// Lower case.
    let scheme: String
    /// Lower case; an IPv6 address in its brackets.
    let host: String
    let port: Int

    /// From `host` or `host:port`.
    init?(authority: some StringProtocol, scheme: String) {
        let text = authority.lowercased()
        var name = text[...]
        var port = ["https", "wss"].contains(scheme) ? 443 : 80
        let end =
            text.hasPrefix("[") ? text.firstIndex(of: "]").map { text.index(after: $0) } : text.firstIndex(of: ":")
        if let end, end < text.endIndex {
            guard text[end] == ":", let number = Int(text[text.index(after: end)...]), (1...65_535).contains(number)
            else {
                return nil
            }
            port = number
            name = text[..<end]
        }
        let isName = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case _: "-._[]:".utf8.contains(byte)
            }
        }
        guard isName, !name.isEmpty, name.hasPrefix("[") == name.hasSuffix("]") else { return nil }
        self.scheme = scheme
        host = String(name)
        self.port = port
    }

    /// Whether a line of `hosts` names it: `host` is its scheme's own port.
    func isAllowed(by line: String) -> Bool {
        WebOrigin(authority: line, scheme: scheme).map { $0.host == host && $0.port == port } ?? false
    }

    private var isStandardPort: Bool { port == (["https", "wss"].contains(scheme) ? 443 : 80) }
    var authority: String { isStandardPort ? host : "\(host):\(port)" }
    var text: String { "\(scheme)://\(authority)" }
}

/// An address, cut into its origin and the rest.
struct WebAddress: Sendable, Hashable {
    let origin: WebOrigin
    /// Path and query, as they are written; begins with `/`. A fragment is dropped.
    let target: String

    /// Nil for what is no address, and for one with a user name or password.
    init?(_ text: String) {
        guard let mark = text.firstRange(of: "://") else { return nil }
        let scheme = text[..<mark.lowerBound].lowercased()
        guard ["http", "https", "ws", "wss"].contains(scheme) else { return nil }
        let rest = text[mark.upperBound...]
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        guard let origin = WebOrigin(authority: rest[..<end], scheme: scheme) else { return nil }
        let target = rest[end...].prefix { $0 != "#" }
        guard target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        self.origin = origin
        self.target = target.hasPrefix("/") ? String(target) : "/" + target
    }
}
