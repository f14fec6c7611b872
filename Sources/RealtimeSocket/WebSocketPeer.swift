/// A client that connected to our server.
public struct WebSocketPeer: Sendable {
    public let request: UpgradeRequest
    public let connection: WebSocketConnection

    /// What the client sends; the last message is `closed`. Binary frames come as `.binary`: the API has none.
    public var messages: WebSocketMessages { connection.messages }

    /// Sends a text; waits while the client does not keep up. Nothing is dropped.
    public func send(_ text: String) async throws(SocketError) { try await connection.send(text) }

    public func close(_ code: CloseCode = .normal, reason: String = "") { connection.close(code, reason: reason) }

    /// Ends the connection without a close frame.
    public func abort() { connection.abort("aborted") }
}
