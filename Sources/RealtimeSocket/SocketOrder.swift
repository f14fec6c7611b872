/// What other threads ask of a `WebSocketHandler`, as user events of its channel.
enum SocketOrder: Sendable, Hashable {
    /// The outbox has something.
    case drain
    /// The inbox has room again.
    case resume
    case close(CloseReason)
    /// Without a handshake; the text says why.
    case abort(String)
}
