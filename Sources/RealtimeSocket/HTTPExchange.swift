import NIOCore
import NIOHTTP1

/// Makes single HTTP requests the way the sockets are made: the same proxies, authorities, limits and errors.
///
/// A connection for each: a box asks seldom (``PersistentExchange`` keeps one). Redirects are answers like any other, and
/// are not followed.
public struct HTTPExchange: Sendable {
    let client: WebSocketClient

    public init(configuration: WebSocketClient.Configuration = .init()) {
        client = WebSocketClient(configuration: configuration)
    }

    /// - Throws: `SocketError`: there is no connection, it broke, or the answer took too long or was too large.
    public func send(_ request: HTTPRequest) async throws(SocketError) -> HTTPReply {
        let (channel, outcome) = try await make(request) { HTTPExchange.ask(request, .once, on: $0, $1) }
        channel.close(promise: nil)
        return outcome.reply
    }

    /// Sends a request, and hands the answer over once its head is there; the body is read as it comes.
    ///
    /// The request's `timeout` is that of the head, and its `limit` is not looked at: whoever reads counts.
    /// - Parameter idle: the longest time in which nothing of the body comes.
    /// - Throws: `SocketError`: there is no connection, it broke, or the head took too long.
    public func open(_ request: HTTPRequest, idle: Duration = .seconds(300)) async throws(SocketError) -> HTTPStream {
        try await make(request) { HTTPExchange.stream(request, idle, on: $0, $1) }.value
    }

    /// A connection, and what comes of it; it is closed where nothing does.
    func make<Value: Sendable>(
        _ request: HTTPRequest, _ ask: (any Channel, TLSSetup?) -> EventLoopFuture<Value>
    ) async throws(SocketError) -> (channel: any Channel, value: Value) {
        let url = request.url
        let proxy = try client.configuration.proxies.proxy(for: url)
        let tls: TLSSetup?
        switch url.security {
        case .plain: tls = nil
        case .tls: tls = try TLSSetup(authorities: client.configuration.authorities)
        }
        let channel = try await client.open(url, proxy)
        do {
            return (channel, try await client.finishing(channel, url, within: request.timeout) { ask(channel, tls) })
        } catch {
            channel.close(promise: nil)
            if let known = ConnectFailure.ofHandshake(error, url: url) { throw known }
            throw .tls(host: url.host, await client.inspect(url, proxy, tls))
        }
    }

    static func ask(
        _ request: HTTPRequest, _ use: HTTPReplyHandler.Use, on channel: any Channel, _ tls: TLSSetup?
    ) -> EventLoopFuture<HTTPReplyHandler.Outcome> {
        handle(request, on: channel, tls) { HTTPReplyHandler(request, use, $0) }
    }

    private static func stream(
        _ request: HTTPRequest, _ idle: Duration, on channel: any Channel, _ tls: TLSSetup?
    ) -> EventLoopFuture<HTTPStream> {
        handle(request, on: channel, tls) { promise in
            let inbox = Mailbox<HTTPBody.Piece>(capacity: HTTPStreamHandler.waitingBytes) {
                channel.triggerUserOutboundEvent(SocketOrder.resume, promise: nil)
            }
            let body = HTTPBody(inbox: inbox) {
                channel.triggerUserOutboundEvent(SocketOrder.abort("it is not wanted any more"), promise: nil)
            }
            return HTTPStreamHandler(request, idle: idle, inbox: inbox, body: body, promise: promise)
        }
    }

    private static func handle<Value: Sendable>(
        _ request: HTTPRequest, on channel: any Channel, _ tls: TLSSetup?,
        _ handler: @escaping @Sendable (EventLoopPromise<Value>) -> any ChannelHandler
    ) -> EventLoopFuture<Value> {
        channel.eventLoop.flatSubmit {
            let promise = channel.eventLoop.makePromise(of: Value.self)
            do {
                let pipeline = channel.pipeline.syncOperations
                if let tls { try pipeline.addHandler(tls.handler(for: request.url.host)) }
                try pipeline.addHTTPClientHandlers()
                try pipeline.addHandler(handler(promise))
            } catch {
                promise.fail(error)
            }
            return promise.futureResult
        }
    }
}

extension HTTPRequest {
    /// As it goes out, on a connection that is for it alone.
    var parts: [HTTPClientRequestPart] { parts(.once) }

    /// As it goes out.
    func parts(_ use: HTTPReplyHandler.Use) -> [HTTPClientRequestPart] {
        var fields = HTTPHeaders([("Host", url.hostHeader), ("User-Agent", "tutor-kiosk")])
        switch use {
        case .once: fields.add(name: "Connection", value: "close")
        // HTTP/1.1 keeps a connection where nobody says otherwise (RFC 9112, section 9.3).
        case .again: break
        }
        for field in headers { fields.replaceOrAdd(name: field.name, value: field.value.reveal()) }
        if !body.isEmpty { fields.replaceOrAdd(name: "Content-Length", value: "\(body.count)") }
        let head = HTTPRequestHead(
            version: .http1_1, method: HTTPMethod(rawValue: method), uri: url.target, headers: fields)
        let content: [HTTPClientRequestPart] = body.isEmpty ? [] : [.body(.byteBuffer(ByteBuffer(bytes: body)))]
        return [.head(head)] + content + [.end(nil)]
    }
}
