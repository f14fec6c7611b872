/// How a WebSocket ended: the code, and the text beside it (at most 123 bytes on the wire).
public struct CloseReason: Sendable, Hashable, CustomStringConvertible {
    public var code: CloseCode
    public var text: String

    public init(_ code: CloseCode, _ text: String = "") {
        self.code = code
        self.text = text
    }

    public var description: String { text.isEmpty ? "\(code)" : "\(code): \(text)" }

    /// The text, cut between characters to what a close frame can hold.
    var wireText: String {
        var text = text
        while text.utf8.count > 123 { text.removeLast() }
        return text
    }
}
