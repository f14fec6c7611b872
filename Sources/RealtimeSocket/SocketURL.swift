/// A parsed `ws://` or `wss://` address.
public struct SocketURL: Sendable, Hashable, CustomStringConvertible {
    public enum Security: Sendable, Hashable { case plain, tls }

    public let security: Security
    /// Lower-case name, or an IP address without brackets.
    public let host: String
    public let port: Int
    /// Path and query, percent-encoded, as the request line carries them.
    public private(set) var target: String

    /// Takes `ws`, `wss`, and `http`, `https` in their place.
    /// - Throws: `SocketError.badURL`, which never repeats credentials that stand in the URL.
    public init(_ text: String) throws(SocketError) {
        guard let mark = text.firstRange(of: "://") else {
            throw .badURL("no scheme: it must begin with wss:// or ws://")
        }
        let scheme = text[..<mark.lowerBound].lowercased()
        switch scheme {
        case "wss", "https": security = .tls
        case "ws", "http": security = .plain
        case _: throw .badURL("scheme '\(scheme)': it must be wss:// or ws://")
        }
        let rest = text[mark.upperBound...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
        let authority = rest[..<end]
        guard !authority.contains("@") else {
            throw .badURL("it carries a user name or password: give the key in its own setting")
        }
        (host, port) = try SocketURL.hostAndPort(authority, security.port)
        let target = rest[end...].prefix { $0 != "#" }
        guard target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .badURL("path or query has characters that must be percent-encoded")
        }
        self.target = target.hasPrefix("/") ? String(target) : "/" + target
    }

    static func hostAndPort(_ authority: Substring, _ standard: Int) throws(SocketError) -> (String, Int) {
        var host = authority
        var port = standard
        let portMark: Substring.Index?
        if authority.first == "[" {
            guard let close = authority.firstIndex(of: "]") else { throw .badURL("the bracket of the address is open") }
            host = authority[authority.index(after: authority.startIndex)..<close]
            let after = authority.index(after: close)
            portMark = after < authority.endIndex ? after : nil
        } else {
            portMark = authority.firstIndex(of: ":")
            host = authority[..<(portMark ?? authority.endIndex)]
        }
        if let portMark {
            guard authority[portMark] == ":", let number = Int(authority[authority.index(after: portMark)...]),
                (1...65_535).contains(number)
            else { throw .badURL("the port must be a number from 1 to 65535") }
            port = number
        }
        let legal = host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`{|}%".utf8.contains($0) }
        guard !host.isEmpty, legal else { throw .badURL("the host is missing or has characters that no host has") }
        return (host.lowercased(), port)
    }

    var path: Substring { target.prefix { $0 != "?" } }

    /// Whether the query has a parameter of this name.
    func hasQuery(_ name: String) -> Bool {
        target.dropFirst(path.count + 1).split(separator: "&").contains { $0.split(separator: "=").first == name[...] }
    }

    /// The same address with one more query parameter, percent-encoded here.
    func adding(query name: String, _ value: String) -> SocketURL {
        var copy = self
        copy.target += (target.contains("?") ? "&" : "?") + "\(name)=\(SocketURL.percentEncoded(value))"
        return copy
    }

    /// The same server, another path and no query.
    func at(path: String) -> SocketURL {
        var copy = self
        copy.target = path
        return copy
    }

    static func percentEncoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            case _:
                encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }

    /// `host:port` as it is written, with brackets where the address needs them.
    public var authority: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

    /// The `Host` header: the port only where it is not the scheme's own.
    var hostHeader: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == security.port ? name : "\(name):\(port)"
    }

    public var description: String { "\(security == .tls ? "wss" : "ws")://\(hostHeader)\(target)" }
}

extension SocketURL.Security {
    var port: Int {
        switch self {
        case .plain: 80
        case .tls: 443
        }
    }
}
