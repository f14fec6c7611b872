/// What comes out of a WebSocket. The last message of every connection is `closed`.
public enum WebSocketMessage: Sendable, Hashable {
    case text(String)
    case binary([UInt8])
    case closed(CloseReason)
}
