import NIOCore
import NIOSSL
import NIOTLS

/// The way to a server taken one step at a time, so that it can be said which step fails: the same proxies,
/// authorities, limits and errors as for a real connection.
public struct WayToServer: Sendable {
    /// Where the TCP connection goes.
    public struct Hop: Sendable, Hashable {
        public let host: String
        public let port: Int
        /// The first hop is a proxy, and the server is behind it.
        public let isProxy: Bool
    }

    /// What the server showed of itself, once it was trusted.
    public struct Certificate: Sendable, Hashable {
        /// Seconds since 1970.
        public let validFrom: Int
        public let validUntil: Int
        public let version: String
    }

    public let url: SocketURL
    public let hop: Hop
    private let client: WebSocketClient
    private let proxy: Proxy?

    /// - Throws: `SocketError.badProxy`.
    public init(to url: SocketURL, configuration: WebSocketClient.Configuration) throws(SocketError) {
        self.url = url
        client = WebSocketClient(configuration: configuration)
        proxy = try configuration.proxies.proxy(for: url)
        hop = Hop(host: proxy?.host ?? url.host, port: proxy?.port ?? url.port, isProxy: proxy != nil)
    }

    /// A TCP connection to the first hop, closed again. Returns the address it went to.
    public func connect() async throws(SocketError) -> String {
        let channel = try await client.connect(host: hop.host, port: hop.port)
        defer { channel.close(promise: nil) }
        return channel.remoteAddress?.ipAddress ?? hop.host
    }

    /// A tunnel through the proxy, closed again; nothing without one.
    public func tunnel() async throws(SocketError) {
        guard proxy != nil else { return }
        try await client.open(url, proxy).close(promise: nil)
    }

    /// TLS with the server, closed again; nil for an address without.
    public func secure() async throws(SocketError) -> Certificate? {
        guard url.security == .tls else { return nil }
        let tls = try TLSSetup(authorities: client.configuration.authorities)
        let channel = try await client.open(url, proxy)
        defer { channel.close(promise: nil) }
        let host = url.host
        do {
            return try await client.finishing(channel, url) {
                channel.eventLoop.flatSubmit {
                    let promise = channel.eventLoop.makePromise(of: Certificate?.self)
                    do {
                        let pipeline = channel.pipeline.syncOperations
                        try pipeline.addHandler(tls.handler(for: host))
                        try pipeline.addHandler(HandshakeHandler(promise))
                    } catch {
                        promise.fail(error)
                    }
                    return promise.futureResult
                }
            }
        } catch {
            if let known = ConnectFailure.ofHandshake(error, url: url) { throw known }
            throw .tls(host: host, await client.inspect(url, proxy, tls))
        }
    }
}

/// Waits for the end of the handshake, and looks at the certificate.
private final class HandshakeHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var promise: EventLoopPromise<WayToServer.Certificate?>?

    init(_ promise: EventLoopPromise<WayToServer.Certificate?>) { self.promise = promise }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted = event as? TLSUserEvent {
            let handler = try? context.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self)
            let certificate = handler?.peerCertificate
            let version = handler?.tlsVersion == .tlsv13 ? "TLS 1.3" : "TLS 1.2"
            promise?.succeed(
                WayToServer.Certificate(
                    validFrom: Int(certificate?.notValidBefore ?? 0), validUntil: Int(certificate?.notValidAfter ?? 0),
                    version: version))
            promise = nil
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { fail(error, context) }

    func channelInactive(context: ChannelHandlerContext) {
        fail(ChannelError.eof, context)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { fail(ChannelError.eof, context) }

    private func fail(_ error: any Error, _ context: ChannelHandlerContext) {
        promise?.fail(error)
        promise = nil
    }
}
