import NIOCore
import NIOPosix

/// Opens WebSocket connections: `ws` and `wss`, directly or through an HTTP proxy.
public struct WebSocketClient: Sendable {
    public struct Configuration: Sendable, Hashable {
        public var limits: SocketLimits
        /// Time for the TCP connection, and again for proxy, TLS and upgrade together.
        public var connectTimeout: Duration
        public var proxies: ProxySettings
        /// Paths of PEM files with authorities to trust beside the system's.
        public var authorities: [String]

        public init(
            limits: SocketLimits = SocketLimits(), connectTimeout: Duration = .seconds(10),
            proxies: ProxySettings = ProxySettings(), authorities: [String] = []
        ) {
            self.limits = limits
            self.connectTimeout = connectTimeout
            self.proxies = proxies
            self.authorities = authorities
        }
    }

    public let configuration: Configuration

    public init(configuration: Configuration = Configuration()) { self.configuration = configuration }

    /// Connects, runs `body`, and closes the connection with 1000 where `body` has not closed it.
    /// - Throws: `SocketError` when there is no connection; what `body` throws.
    public func connect<Result: Sendable>(
        to endpoint: RealtimeEndpoint, _ body: @Sendable (WebSocketConnection) async throws -> Result
    ) async throws -> Result {
        let connection = try await connect(to: endpoint)
        do {
            let result = try await body(connection)
            connection.close()
            await connection.ended()
            return result
        } catch {
            connection.close(.goingAway)
            await connection.ended()
            throw error
        }
    }

    /// Connects; the caller closes.
    /// - Throws: why there is no connection.
    public func connect(to endpoint: RealtimeEndpoint) async throws(SocketError) -> WebSocketConnection {
        let url = endpoint.url
        let proxy = try configuration.proxies.proxy(for: url)
        let tls: TLSSetup?
        switch url.security {
        case .plain: tls = nil
        case .tls: tls = try TLSSetup(authorities: configuration.authorities)
        }
        let channel = try await open(url, proxy)
        do {
            return try await finishing(channel, url) { upgrade(channel, endpoint, tls) }
        } catch {
            channel.close(promise: nil)
            if let known = ConnectFailure.ofHandshake(error, url: url) { throw known }
            throw .tls(host: url.host, await inspect(url, proxy, tls))
        }
    }

    /// A TCP connection to the host, or a tunnel to it.
    func open(_ url: SocketURL, _ proxy: Proxy?) async throws(SocketError) -> any Channel {
        guard let proxy else { return try await connect(host: url.host, port: url.port) }
        let channel: any Channel
        do {
            channel = try await connect(host: proxy.host, port: proxy.port)
        } catch {
            throw .proxyBroken(proxy: proxy.description, why: "\(error)")
        }
        try await tunnel(channel, to: url, proxy)
        return channel
    }

    /// A TCP connection.
    func connect(host: String, port: Int) async throws(SocketError) -> any Channel {
        // The kernel gives up on bytes that nobody acknowledges, instead of trying for a quarter of an hour.
        let silence = configuration.limits.pingInterval + configuration.limits.pongTimeout
        let bootstrap = ClientBootstrap(group: EventLoopThread.group)
            .connectTimeout(TimeAmount(configuration.connectTimeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(
                ChannelOptions.Types.SocketOption(level: .tcp, name: NIOBSDSocket.Option(rawValue: tcpUserTimeout)),
                value: ChannelOptions.Types.SocketOption.Value(silence.wholeSeconds * 1000))
        do {
            return try await bootstrap.connect(host: host, port: port).get()
        } catch {
            throw ConnectFailure.ofTransport(error, host: host, port: port)
        }
    }

    /// Asks a proxy, to which the channel is connected, for a tunnel; closes the channel where there is none.
    func tunnel(_ channel: any Channel, to url: SocketURL, _ proxy: Proxy) async throws(SocketError) {
        do {
            try await finishing(channel, url) {
                let tunnel = channel.eventLoop.makePromise(of: Void.self)
                return channel.eventLoop.flatSubmit {
                    do {
                        try channel.pipeline.syncOperations.addHandler(
                            ProxyTunnelHandler(url: url, proxy: proxy, promise: tunnel))
                    } catch {
                        tunnel.fail(error)
                    }
                    return tunnel.futureResult
                }
            }
        } catch {
            channel.close(promise: nil)
            throw error as? SocketError ?? .proxyBroken(proxy: proxy.description, why: "\(error)")
        }
    }

    /// Adds TLS to a connected channel, and asks for the upgrade.
    private func upgrade(
        _ channel: any Channel, _ endpoint: RealtimeEndpoint, _ tls: TLSSetup?
    ) -> EventLoopFuture<WebSocketConnection> {
        let limits = configuration.limits
        return channel.eventLoop.flatSubmit {
            let promise = channel.eventLoop.makePromise(of: WebSocketConnection.self)
            do {
                if let tls {
                    try channel.pipeline.syncOperations.addHandler(tls.handler(for: endpoint.url.host))
                }
                try channel.pipeline.syncOperations.addHandler(
                    UpgradeHandler(endpoint: endpoint, limits: limits, promise: promise))
            } catch {
                promise.fail(error)
            }
            return promise.futureResult
        }
    }

    /// Why a certificate was refused, seen on a second connection that accepts nobody: the first does not tell.
    func inspect(_ url: SocketURL, _ proxy: Proxy?, _ tls: TLSSetup?) async -> TLSFailure {
        guard let tls, let channel = try? await open(url, proxy) else { return .untrusted }
        let seen = ValidityBox()
        _ = try? await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.addHandler(tls.inspector(for: url.host) { seen.set(from: $0, to: $1) })
        }.get()
        try? await finishing(channel, url) { channel.closeFuture }
        return seen.failure
    }

    /// Waits for a step, which fails when it takes too long or the task is cancelled: the channel is closed then.
    func finishing<Value: Sendable>(
        _ channel: any Channel, _ url: SocketURL, within timeout: Duration? = nil,
        _ step: () -> EventLoopFuture<Value>
    ) async throws -> Value {
        let promise = channel.eventLoop.makePromise(of: Value.self)
        let timeout = timeout ?? configuration.connectTimeout
        let late = channel.eventLoop.scheduleTask(in: TimeAmount(timeout)) {
            promise.fail(SocketError.timedOut(host: url.host, after: timeout, doing: "shaking hands"))
        }
        step().cascade(to: promise)
        promise.futureResult.whenComplete { _ in late.cancel() }
        return try await withTaskCancellationHandler {
            do {
                return try await promise.futureResult.get()
            } catch {
                channel.close(promise: nil)
                throw error
            }
        } onCancel: {
            promise.fail(SocketError.closed(CloseReason(.goingAway, "the task was cancelled")))
        }
    }
}

/// `TCP_USER_TIMEOUT` of Linux (tcp(7)), in milliseconds.
private let tcpUserTimeout: CInt = 18
