import NIOCore
import NIOHTTP1
import NIOWebSocket

/// The client's side of the upgrade: asks, reads the answer, and makes the connection or tells why there is none.
final class UpgradeHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let endpoint: RealtimeEndpoint
    private let upgrader: NIOTypedWebSocketClientUpgrader<WebSocketConnection>
    private var promise: EventLoopPromise<WebSocketConnection>?
    private var answer = HTTPAnswer()

    /// - Parameter promise: failed with a `SocketError`, or with what TLS reports.
    init(endpoint: RealtimeEndpoint, limits: SocketLimits, promise: EventLoopPromise<WebSocketConnection>) {
        self.endpoint = endpoint
        self.promise = promise
        upgrader = NIOTypedWebSocketClientUpgrader(
            maxFrameSize: limits.messageBytes, enableAutomaticErrorHandling: false
        ) { channel, _ in
            channel.eventLoop.makeCompletedFuture {
                try WebSocketConnection.make(on: channel, role: .client, limits: limits)
            }
        }
    }

    func handlerAdded(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: request)), promise: nil)
    }

    func handlerRemoved(context: ChannelHandlerContext) { end(context) }

    func channelInactive(context: ChannelHandlerContext) {
        end(context)
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard promise != nil else { return context.fireChannelRead(data) }
        handle(answer.receive(unwrapInboundIn(data).readableBytesView), context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard promise != nil else { return context.fireErrorCaught(error) }
        fail(error, context)
    }

    private var request: String {
        var headers = HTTPHeaders([
            ("Host", endpoint.url.hostHeader), ("Upgrade", "websocket"), ("Connection", "Upgrade"),
            ("User-Agent", "tutor-kiosk"),
        ])
        upgrader.addCustom(upgradeRequestHeaders: &headers)
        for field in endpoint.headers { headers.replaceOrAdd(name: field.name, value: field.value.reveal()) }
        let lines = headers.map { "\($0.name): \($0.value)\r\n" }.joined()
        return "GET \(endpoint.url.target) HTTP/1.1\r\n\(lines)\r\n"
    }

    private func end(_ context: ChannelHandlerContext) {
        guard promise != nil else { return }
        handle(answer.end(), context)
        fail(ChannelError.eof, context)
    }

    private func handle(_ result: HTTPAnswer.Result, _ context: ChannelHandlerContext) {
        let host = endpoint.url.host
        switch result {
        case .incomplete: break
        case .notHTTP: fail(SocketError.notWebSocket(host: host, why: "the answer is not HTTP"), context)
        case .refused(let refusal):
            let error: SocketError =
                refusal.status == 401 ? .unauthorized(host: host, refusal) : .refused(host: host, refusal)
            fail(error, context)
        case .upgraded(let head, let rest): upgrade(head, rest, context)
        }
    }

    private func upgrade(_ head: HTTPAnswer.Head, _ rest: [UInt8], _ context: ChannelHandlerContext) {
        let host = endpoint.url.host
        guard head.value("upgrade")?.lowercased() == "websocket" else {
            return fail(SocketError.notWebSocket(host: host, why: "the upgrade is to no WebSocket"), context)
        }
        let response = HTTPResponseHead(
            version: .http1_1, status: .switchingProtocols,
            headers: HTTPHeaders(head.headers.map { ($0.name, $0.value) }))
        guard upgrader.shouldAllowUpgrade(upgradeResponse: response) else {
            return fail(SocketError.notWebSocket(host: host, why: "Sec-WebSocket-Accept is wrong"), context)
        }
        let promise = promise
        self.promise = nil
        // Nothing here waits: the frames that came with the head, and even the end of the connection, find their handlers.
        upgrader.upgrade(channel: context.channel, upgradeResponse: response).cascade(to: promise)
        if !rest.isEmpty {
            context.fireChannelRead(wrapInboundOut(ByteBuffer(bytes: rest)))
            context.fireChannelReadComplete()
        }
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }

    private func fail(_ error: any Error, _ context: ChannelHandlerContext) {
        promise?.fail(error)
        promise = nil
        context.close(promise: nil)
    }
}
