import FoundationEssentials

/// One HTTP proxy that opens tunnels (`CONNECT`, RFC 9110 section 9.3.6).
struct Proxy: Sendable, Hashable, CustomStringConvertible {
    let host: String
    let port: Int
    /// `Basic …`, from the user name and password of the URL.
    let authorization: Secret?

    init(_ text: String) throws(SocketError) {
        var rest = text[...]
        if let mark = text.firstRange(of: "://") {
            let scheme = text[..<mark.lowerBound].lowercased()
            guard scheme == "http" else {
                throw .badProxy("scheme '\(scheme)' is not supported: name an http:// proxy")
            }
            rest = text[mark.upperBound...]
        }
        rest = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if let at = rest.lastIndex(of: "@") {
            let credentials = Proxy.percentDecoded(rest[..<at])
            authorization = Secret("Basic " + Data(credentials).base64EncodedString())
            rest = rest[rest.index(after: at)...]
        } else {
            authorization = nil
        }
        do {
            (host, port) = try SocketURL.hostAndPort(rest, 80)
        } catch {
            throw .badProxy("its host or port is wrong: expected http://host:port")
        }
    }

    static func percentDecoded(_ text: Substring) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    /// The request that asks for a tunnel to `url`.
    func request(for url: SocketURL) -> String {
        var request = "CONNECT \(url.authority) HTTP/1.1\r\nHost: \(url.authority)\r\n"
        if let authorization { request += "Proxy-Authorization: \(authorization.reveal())\r\n" }
        return request + "\r\n"
    }

    var description: String { "\(host):\(port)" }
}
