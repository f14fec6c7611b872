import NIOCore

/// Asks an HTTP proxy for a tunnel, and leaves the pipeline when it is open.
///
/// Works on bytes, not on HTTP parts: nothing but the answer's head may be taken from the stream.
final class ProxyTunnelHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let headLimit = 16 << 10

    private let url: SocketURL
    private let proxy: Proxy
    private var promise: EventLoopPromise<Void>?
    private var received = ByteBuffer()

    /// - Parameter promise: kept when the tunnel is open, failed with a `SocketError` otherwise.
    init(url: SocketURL, proxy: Proxy, promise: EventLoopPromise<Void>) {
        self.url = url
        self.proxy = proxy
        self.promise = promise
    }

    func handlerAdded(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: proxy.request(for: url))), promise: nil)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        complete(.failure(.proxyBroken(proxy: proxy.description, why: "it closed the connection")))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        received.writeBuffer(&buffer)
        let view = received.readableBytesView
        guard let end = view.firstRange(of: Array("\r\n\r\n".utf8)) else {
            guard received.readableBytes <= ProxyTunnelHandler.headLimit else {
                return fail(.proxyBroken(proxy: proxy.description, why: "its answer has no end"), context)
            }
            return
        }
        let head = received.readString(length: end.upperBound - view.startIndex) ?? ""
        switch ProxyTunnelHandler.status(of: head) {
        case .some(200...299):
            let rest = received
            let promise = promise
            self.promise = nil
            let added = context.pipeline.syncOperations.removeHandler(self)
            added.whenComplete { _ in promise?.succeed() }
            if rest.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(rest)) }
        case .some(let status): fail(.proxyRefused(proxy: proxy.description, host: url.host, status: status), context)
        case nil: fail(.proxyBroken(proxy: proxy.description, why: "its answer is not HTTP"), context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(.proxyBroken(proxy: proxy.description, why: "\(error)"), context)
    }

    private func fail(_ error: SocketError, _ context: ChannelHandlerContext) {
        complete(.failure(error))
        context.close(promise: nil)
    }

    private func complete(_ result: Result<Void, SocketError>) {
        promise?.completeWith(result.mapError { $0 as any Error })
        promise = nil
    }

    /// The status of `HTTP/1.x NNN …`.
    static func status(of head: String) -> Int? {
        let parts = head.prefix { $0 != "\r\n" }.split(separator: " ", maxSplits: 2)
        guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), parts[1].utf8.count == 3 else { return nil }
        return Int(parts[1])
    }
}
