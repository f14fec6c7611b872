import NIOCore
import NIOWebSocket

/// One open WebSocket, at either end of it.
///
/// ```
/// send, offer ──> Outlet (bounded) ──> WebSocketHandler ──> frames ──> network
/// messages    <── Mailbox (bounded) <──┘
/// ```
/// A full inbox stops reading, so that the network holds the peer back; a full outbox makes `send` wait.
public final class WebSocketConnection: Sendable {
    /// What the peer sends. One consumer.
    public let messages: WebSocketMessages
    let outlet: Outlet
    private let channel: any Channel

    private init(channel: any Channel, inbox: Mailbox<WebSocketMessage>, outlet: Outlet) {
        self.channel = channel
        self.outlet = outlet
        messages = WebSocketMessages(inbox: inbox)
    }

    /// Puts the handlers behind the frame decoder of a channel that was just upgraded. On its event loop only.
    static func make(
        on channel: any Channel, role: WebSocketMachine.Role, limits: SocketLimits
    ) throws -> WebSocketConnection {
        func order(_ order: SocketOrder) -> @Sendable () -> Void {
            { channel.triggerUserOutboundEvent(order, promise: nil) }
        }
        let inbox = Mailbox<WebSocketMessage>(capacity: limits.inboxBytes, onRoom: order(.resume))
        let outlet = Outlet(limit: limits.outboxBytes, wake: order(.drain))
        try channel.pipeline.syncOperations.addHandlers([
            FrameCheckHandler(role: role),
            NIOWebSocketFrameAggregator(
                minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 1 << 16,
                maxAccumulatedFrameSize: limits.messageBytes),
            WebSocketHandler(role: role, limits: limits, inbox: inbox, outlet: outlet),
        ])
        return WebSocketConnection(channel: channel, inbox: inbox, outlet: outlet)
    }

    /// Sends a text; waits while the outbox is full. Texts of one task keep their order.
    /// - Throws: `closed` when the connection has ended or the task is cancelled.
    public func send(_ text: String) async throws(SocketError) { try await outlet.send(text) }

    /// Begins the close handshake, once what waits in the outbox is sent; returns at once. Later calls change nothing.
    public func close(_ code: CloseCode = .normal, reason: String = "") {
        channel.triggerUserOutboundEvent(SocketOrder.close(CloseReason(code, reason)), promise: nil)
    }

    /// Ends the connection without a handshake; `messages` ends with 1006 and this text.
    public func abort(_ why: String) {
        channel.triggerUserOutboundEvent(SocketOrder.abort(why), promise: nil)
    }

    /// Returns when the TCP connection is gone. The close handshake has a time limit, so this has too, after `close`.
    public func ended() async {
        // A close future never fails.
        try? await channel.closeFuture.get()
    }
}
