import RealtimeSocket
import Tools

/// Makes the requests of MCP clients the way the sockets are made: the same proxies, authorities and errors.
struct MCPSocketHTTP: MCPHTTP {
    private let exchange: HTTPExchange

    init(configuration: WebSocketClient.Configuration = .init(proxies: .fromEnvironment)) {
        exchange = HTTPExchange(configuration: configuration)
    }

    func send(_ request: MCPHTTPRequest) async throws -> MCPHTTPReply {
        let fields = try request.headers.map { try HeaderField($0.key, $0.value) }
        let stream = try await exchange.open(
            HTTPRequest(
                SocketURL(request.url), method: request.method, headers: fields, body: Array(request.body.utf8),
                timeout: request.patience))
        return MCPHTTPReply(status: stream.status, headers: stream.headers, body: Body(body: stream.body))
    }

    private struct Body: MCPHTTPBody {
        let body: HTTPBody

        func next() async throws -> [UInt8]? { try await body.next() }
        func close() { body.close() }
    }
}
