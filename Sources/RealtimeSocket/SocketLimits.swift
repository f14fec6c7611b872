/// Sizes and times of one WebSocket.
public struct SocketLimits: Sendable, Hashable {
    /// Bytes of the largest message that is taken in; a larger one closes the connection with 1009.
    public var messageBytes: Int
    /// Bytes that may wait to be sent.
    public var outboxBytes: Int
    /// Bytes that may wait to be read by the program before reading from the network pauses.
    public var inboxBytes: Int
    /// Time between pings.
    public var pingInterval: Duration
    /// Time for the answer to a ping.
    public var pongTimeout: Duration
    /// Time for the peer's part of the close handshake.
    public var closeTimeout: Duration

    public init(
        messageBytes: Int = 32 << 20, outboxBytes: Int = 4 << 20, inboxBytes: Int = 1 << 20,
        pingInterval: Duration = .seconds(20), pongTimeout: Duration = .seconds(20),
        closeTimeout: Duration = .seconds(5)
    ) {
        self.messageBytes = messageBytes
        self.outboxBytes = outboxBytes
        self.inboxBytes = inboxBytes
        self.pingInterval = pingInterval
        self.pongTimeout = pongTimeout
        self.closeTimeout = closeTimeout
    }
}
