import NIOCore
import NIOWebSocket

/// Looks at every frame before its message is put together: that step hides masks and reserved bits.
final class FrameCheckHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias InboundOut = WebSocketFrame

    /// What the `WebSocketHandler` behind is told.
    struct Violation: Error { var reason: CloseReason }

    private let role: WebSocketMachine.Role

    init(role: WebSocketMachine.Role) { self.role = role }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if let reason = FrameCheck.violation(of: unwrapInboundIn(data), by: role) {
            context.fireErrorCaught(Violation(reason: reason))
        } else {
            context.fireChannelRead(data)
        }
    }
}
