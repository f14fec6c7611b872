import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// The server end: takes WebSockets at one path, and answers everything else with an HTTP error like OpenAI's.
public struct WebSocketServer: Sendable {
    public struct Configuration: Sendable, Hashable {
        public var host: String
        /// 0 takes a free one, which `onListening` tells.
        public var port: Int
        public var path: String
        /// The key that clients must show as `Authorization: Bearer` or `api-key`; nil lets everybody in.
        public var bearer: Secret?
        public var maximumConnections: Int
        public var limits: SocketLimits
        /// Time for a client to send its request.
        public var requestTimeout: Duration

        public init(
            host: String = "127.0.0.1", port: Int = 8080, path: String = "/v1/realtime", bearer: Secret? = nil,
            maximumConnections: Int = 16, limits: SocketLimits = SocketLimits(messageBytes: 16 << 20),
            requestTimeout: Duration = .seconds(10)
        ) {
            self.host = host
            self.port = port
            self.path = path
            self.bearer = bearer
            self.maximumConnections = maximumConnections
            self.limits = limits
            self.requestTimeout = requestTimeout
        }
    }

    public let configuration: Configuration

    public init(configuration: Configuration = Configuration()) { self.configuration = configuration }

    /// Serves until the task is cancelled; every peer is then closed with 1001. A handler that returns closes its peer with 1000.
    /// - Throws: `SocketError.portInUse`, `.cannotListen`.
    public func run(
        onListening: @Sendable (_ port: Int) -> Void = { _ in },
        _ handler: @escaping @Sendable (WebSocketPeer) async -> Void
    ) async throws(SocketError) {
        let roster = Roster()
        // As many as may be open: more never wait here.
        let (peers, door) = AsyncStream.makeStream(
            of: WebSocketPeer.self, bufferingPolicy: .bufferingNewest(max(1, configuration.maximumConnections)))
        let listener: any Channel
        do {
            listener = try await bootstrap(roster, door).bind(host: configuration.host, port: configuration.port).get()
        } catch {
            throw ConnectFailure.ofListening(error, host: configuration.host, port: configuration.port)
        }
        onListening(listener.localAddress?.port ?? configuration.port)
        await withDiscardingTaskGroup { group in
            for await peer in peers {
                group.addTask {
                    await handler(peer)
                    peer.close(Task.isCancelled ? .goingAway : .normal)
                    await peer.connection.ended()
                }
            }
            // The stream ends by cancellation only.
            try? await listener.close().get()
            await roster.dismiss()
        }
    }

    private func bootstrap(_ roster: Roster, _ door: AsyncStream<WebSocketPeer>.Continuation) -> ServerBootstrap {
        let configuration = configuration
        return ServerBootstrap(group: EventLoopThread.group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.backlog, value: 128)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                roster.add(channel)
                return channel.eventLoop.makeCompletedFuture {
                    try WebSocketServer.configure(channel, configuration, roster, door)
                }
            }
    }

    private static func configure(
        _ channel: any Channel, _ configuration: Configuration, _ roster: Roster,
        _ door: AsyncStream<WebSocketPeer>.Continuation
    ) throws {
        let gate = RequestGateHandler(
            gate: RequestGate(
                path: configuration.path, bearer: configuration.bearer,
                maximumConnections: configuration.maximumConnections),
            roster: roster, patience: configuration.requestTimeout)
        let gateBox = NIOLoopBound(gate, eventLoop: channel.eventLoop)
        let upgrader = NIOTypedWebSocketServerUpgrader<WebSocketPeer?>(
            maxFrameSize: configuration.limits.messageBytes, enableAutomaticErrorHandling: false,
            shouldUpgrade: { channel, _ in
                let subprotocol = gateBox.value.subprotocol
                let headers = HTTPHeaders(subprotocol.map { [("Sec-WebSocket-Protocol", $0)] } ?? [])
                return channel.eventLoop.makeSucceededFuture(headers)
            },
            upgradePipelineHandler: { channel, head in
                channel.eventLoop.makeCompletedFuture {
                    let connection = try WebSocketConnection.make(
                        on: channel, role: .server, limits: configuration.limits)
                    let request = gateBox.value.request ?? UpgradeRequest(target: head.uri, headers: [])
                    return WebSocketPeer(request: request, connection: connection)
                }
            })
        let encoder = HTTPResponseEncoder()
        let decoder = ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes))
        let upgrade = NIOTypedHTTPServerUpgradeHandler<WebSocketPeer?>(
            httpEncoder: encoder, extraHTTPHandlers: [decoder, gate],
            upgradeConfiguration: NIOTypedHTTPServerUpgradeConfiguration(
                upgraders: [upgrader],
                notUpgradingCompletionHandler: { channel in
                    channel.close(promise: nil)
                    return channel.eventLoop.makeSucceededFuture(nil)
                }))
        try channel.pipeline.syncOperations.addHandlers([encoder, decoder, gate, upgrade])
        upgrade.upgradeResultFuture.whenComplete { result in
            switch result {
            case .success(let peer?): door.yield(peer)
            case .success(nil), .failure: channel.close(promise: nil)
            }
        }
    }
}
