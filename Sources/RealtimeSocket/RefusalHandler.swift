import NIOCore
import NIOHTTP1

/// Collects an HTTP answer that came instead of an upgrade: its body says why.
final class RefusalHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private static let bodyLimit = 64 << 10

    private var promise: EventLoopPromise<Refusal>?
    private var head: HTTPResponseHead?
    private var body: [UInt8] = []

    init(promise: EventLoopPromise<Refusal>) { self.promise = promise }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body(let part):
            body.append(contentsOf: part.readableBytesView.prefix(RefusalHandler.bodyLimit - body.count))
        case .end:
            complete()
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        complete()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { complete() }

    private func complete() {
        guard let promise else { return }
        self.promise = nil
        guard let head else {
            return promise.fail(SocketError.closed(CloseReason(.abnormal, "the connection ended before an answer")))
        }
        promise.succeed(
            Refusal(
                status: Int(head.status.code), headers: head.headers.map { (name: $0.name, value: $0.value) },
                body: body))
    }
}
