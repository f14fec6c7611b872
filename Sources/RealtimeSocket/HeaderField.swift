/// A header of a request. Its value is never printed: which of them carry a key is not for a log to guess.
public struct HeaderField: Sendable, Hashable, CustomStringConvertible {
    public let name: String
    public let value: Secret

    /// - Throws: `SocketError.badHeader` for a name that is not a token or a value with control characters.
    public init(_ name: String, _ value: String) throws(SocketError) {
        let isToken =
            !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                case _: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
        let secret = Secret(value)
        guard isToken, secret.reveal().utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw .badHeader(name: isToken ? name : "?")
        }
        self.name = name
        self.value = secret
    }

    public var description: String { "\(name): \(value)" }
}
