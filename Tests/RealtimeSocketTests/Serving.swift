import Testing

@testable import RealtimeSocket

/// Runs a server on a free loopback port for as long as `body` runs.
@discardableResult
func serving<Result: Sendable>(
    with configuration: WebSocketServer.Configuration = .init(),
    _ handler: @escaping @Sendable (WebSocketPeer) async -> Void,
    _ body: @Sendable (_ port: Int) async throws -> Result
) async throws -> Result {
    var configuration = configuration
    configuration.port = 0
    configuration.limits.closeTimeout = .seconds(60)
    let server = WebSocketServer(configuration: configuration)
    let ports = Mailbox<Int>(capacity: 1)
    return try await withThrowingTaskGroup { group in
        group.addTask {
            defer { ports.finish() }
            try await server.run(onListening: { ports.push($0) }, handler)
        }
        guard let port = await ports.next() else {
            try await group.next()
            throw SocketError.closed(CloseReason(.abnormal, "the server never listened"))
        }
        let result = try await body(port)
        group.cancelAll()
        try await group.waitForAll()
        return result
    }
}

/// Sends every text back.
@Sendable func echo(_ peer: WebSocketPeer) async {
    for await message in peer.messages {
        switch message {
        case .text(let text): try? await peer.send(text)
        case .binary(let bytes): try? await peer.send("binary \(bytes.count)")
        case .closed: return
        }
    }
}

func local(_ port: Int, _ path: String = "/v1/realtime", key: Secret? = nil) throws -> RealtimeEndpoint {
    try RealtimeEndpoint.url("ws://127.0.0.1:\(port)\(path)", model: "test", key: key)
}

/// The next message, without the iterator being carried around.
func next(_ connection: WebSocketConnection) async -> WebSocketMessage? {
    var iterator = connection.messages.makeAsyncIterator()
    return await iterator.next()
}

extension WebSocketClient {
    /// Takes its time with the close handshake: large messages of other tests hold up the one thread in a debug build.
    static let patient = WebSocketClient(configuration: .init(limits: .init(closeTimeout: .seconds(60))))
}
