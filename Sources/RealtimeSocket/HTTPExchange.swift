import NIOCore
import NIOHTTP1

/// Makes single HTTP requests the way the sockets are made: the same proxies, authorities, limits and errors.
///
/// A connection for each: a box asks seldom. Redirects are answers like any other, and are not followed.
public struct HTTPExchange: Sendable {
    private let client: WebSocketClient

    public init(configuration: WebSocketClient.Configuration = .init()) {
        client = WebSocketClient(configuration: configuration)
    }

    /// - Throws: `SocketError`: there is no connection, it broke, or the answer took too long or was too large.
    public func send(_ request: HTTPRequest) async throws(SocketError) -> HTTPReply {
        let url = request.url
        let proxy = try client.configuration.proxies.proxy(for: url)
        let tls: TLSSetup?
        switch url.security {
        case .plain: tls = nil
        case .tls: tls = try TLSSetup(authorities: client.configuration.authorities)
        }
        let channel = try await client.open(url, proxy)
        defer { channel.close(promise: nil) }
        do {
            return try await client.finishing(channel, url, within: request.timeout) {
                HTTPExchange.ask(request, on: channel, tls)
            }
        } catch {
            if let known = ConnectFailure.ofHandshake(error, url: url) { throw known }
            throw .tls(host: url.host, await client.inspect(url, proxy, tls))
        }
    }

    private static func ask(
        _ request: HTTPRequest, on channel: any Channel, _ tls: TLSSetup?
    ) -> EventLoopFuture<HTTPReply> {
        channel.eventLoop.flatSubmit {
            let promise = channel.eventLoop.makePromise(of: HTTPReply.self)
            do {
                let pipeline = channel.pipeline.syncOperations
                if let tls { try pipeline.addHandler(tls.handler(for: request.url.host)) }
                try pipeline.addHTTPClientHandlers()
                try pipeline.addHandler(HTTPReplyHandler(request, promise))
            } catch {
                promise.fail(error)
            }
            return promise.futureResult
        }
    }
}

/// Sends the request, and gathers the answer.
private final class HTTPReplyHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let request: HTTPRequest
    private var promise: EventLoopPromise<HTTPReply>?
    private var reply = HTTPReply(status: 0)

    init(_ request: HTTPRequest, _ promise: EventLoopPromise<HTTPReply>) {
        self.request = request
        self.promise = promise
    }

    func handlerAdded(context: ChannelHandlerContext) {
        var headers = HTTPHeaders([
            ("Host", request.url.hostHeader), ("User-Agent", "tutor-kiosk"), ("Connection", "close"),
        ])
        for field in request.headers { headers.replaceOrAdd(name: field.name, value: field.value.reveal()) }
        if !request.body.isEmpty { headers.replaceOrAdd(name: "Content-Length", value: "\(request.body.count)") }
        let head = HTTPRequestHead(
            version: .http1_1, method: HTTPMethod(rawValue: request.method), uri: request.url.target, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if !request.body.isEmpty {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: request.body)))), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            reply.status = Int(head.status.code)
            for field in head.headers { reply.headers[field.name.lowercased()] = field.value }
        case .body(let part):
            guard reply.body.count + part.readableBytes <= request.limit else {
                return fail(
                    SocketError.notUnderstood(
                        host: request.url.host, why: "its answer is larger than \(request.limit) bytes"), context)
            }
            reply.body += part.readableBytesView
        case .end:
            promise?.succeed(reply)
            promise = nil
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(ChannelError.eof, context)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { fail(ChannelError.eof, context) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let isHTTP = error is HTTPParserError
        fail(
            isHTTP ? SocketError.notUnderstood(host: request.url.host, why: "its answer is not HTTP") : error, context)
    }

    private func fail(_ error: any Error, _ context: ChannelHandlerContext) {
        promise?.fail(error)
        promise = nil
        context.close(promise: nil)
    }
}
