/// The request with which a client asked for a WebSocket.
public struct UpgradeRequest: Sendable, Hashable {
    public struct Parameter: Sendable, Hashable {
        public var name: String
        public var value: String
    }

    /// Without the query.
    public let path: String
    /// Decoded, in order.
    public let query: [Parameter]
    /// In order, as they came. They may hold keys: do not print them.
    public let headers: [Parameter]

    init(target: String, headers: [Parameter]) {
        path = String(target.prefix { $0 != "?" })
        query = target.dropFirst(path.count + 1).split(separator: "&").map { part in
            let name = part.prefix { $0 != "=" }
            return Parameter(
                name: UpgradeRequest.decoded(name), value: UpgradeRequest.decoded(part.dropFirst(name.count + 1)))
        }
        self.headers = headers
    }

    /// The first value of a query parameter.
    public func query(_ name: String) -> String? { query.first { $0.name == name }?.value }

    /// The first value of a header; upper and lower case are one.
    public func header(_ name: String) -> String? {
        let name = name.lowercased()
        return headers.first { $0.name.lowercased() == name }?.value
    }

    /// The members of a list header, in lower case.
    func list(_ name: String) -> [String] {
        let name = name.lowercased()
        return headers.filter { $0.name.lowercased() == name }
            .flatMap { $0.value.split(separator: ",") }
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased() }
    }

    private static func decoded(_ text: Substring) -> String {
        let spaced = text.split(separator: "+", omittingEmptySubsequences: false).joined(separator: " ")
        return String(decoding: Proxy.percentDecoded(spaced[...]), as: UTF8.self)
    }
}
