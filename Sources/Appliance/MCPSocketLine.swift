import RealtimeSocket
import Synchronization
import Tools

/// An MCP server behind a WebSocket (subprotocol `mcp`): one message in each text message.
final class MCPSocketLine: MCPDuplex {
    private let connection: WebSocketConnection
    private let reason = Mutex<String>("it was closed")

    /// Connects.
    /// - Throws: `SocketError`.
    init(
        _ url: SocketURL, headers: [HeaderField],
        configuration: WebSocketClient.Configuration = .init(proxies: .fromEnvironment)
    ) async throws {
        var configuration = configuration
        configuration.limits.messageBytes = 1 << 20
        let subprotocol = try HeaderField("Sec-WebSocket-Protocol", "mcp")
        connection = try await WebSocketClient(configuration: configuration)
            .connect(to: RealtimeEndpoint(url: url, headers: headers + [subprotocol]))
    }

    func send(_ text: String) async throws { try await connection.send(text) }

    func receive() async -> String? {
        for await message in connection.messages {
            switch message {
            case .text(let text): return text
            // The protocol has none.
            case .binary: continue
            case .closed(let reason):
                self.reason.withLock { $0 = "\(SocketError.closed(reason))" }
                return nil
            }
        }
        return nil
    }

    var ending: String { get async { reason.withLock { $0 } } }

    func close() async {
        connection.close()
        await connection.ended()
    }
}
