import RealtimeSocket
import Tools

/// Makes the requests of HTTP tools the way the sockets are made: the same proxies, authorities and limits.
struct ExchangeRequester: HTTPRequester {
    private let exchange: HTTPExchange

    init(_ exchange: HTTPExchange) { self.exchange = exchange }

    /// - Throws: `SocketError`
    func send(_ request: HTTPToolRequest) async throws -> HTTPToolReply {
        let reply = try await exchange.send(
            HTTPRequest(
                SocketURL(request.url), method: request.method,
                headers: request.headers.map { try HeaderField($0.name, $0.value) }, body: request.body,
                timeout: request.timeout, limit: request.mostBytes))
        return HTTPToolReply(status: reply.status, headers: reply.headers, body: reply.body)
    }
}
