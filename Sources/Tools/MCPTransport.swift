import Realtime

/// Carries the messages of one client to its server and back.
protocol MCPTransport: Sendable {
    /// Which ways it knows to speak with the server.
    var manners: MCPManners { get }

    /// Who is told what comes beside answers. Called once, before anything else.
    func report(to inbox: @escaping @Sendable (MCPIncoming) async -> Void) async

    /// Sends a request and waits for the answer to it. Heeds cancellation at once; over HTTP its stream is closed then.
    /// - Throws: ``MCPFault``, and what the connection throws.
    func request(_ request: MCPRequest) async throws -> JSONValue

    /// Sends what has no answer: a notification, or an answer of ours.
    func send(_ message: MCPMessage, version: MCPVersion?) async throws

    /// The handshake is over: what the server says of itself is listened for from now on.
    func listen(version: MCPVersion) async

    /// Says goodbye where that is done, and ends the connection.
    func close() async
}

/// How a transport differs in what is sent over it.
enum MCPManners: Sendable, Hashable {
    /// Requests carry routing headers, and are cancelled by closing their stream in the modern era.
    case http
    /// One line of messages both ways: cancellation is a message.
    case duplex
}

/// A request on its way out.
struct MCPRequest: Sendable, Hashable {
    var id: JSONValue
    var method: String
    var params: JSONObject
    /// Nil before one was agreed on.
    var version: MCPVersion?
    /// Of HTTP, beside those of every request.
    var headers: [String: String] = [:]

    var message: MCPMessage { .request(id: id, method: method, params: params) }
}

/// What comes from a server beside answers.
enum MCPIncoming: Sendable {
    /// - Parameter during: the request on whose stream it came, where that is known.
    case message(MCPMessage, during: JSONValue?)
    /// Messages may have been missed: a stream broke and was opened again.
    case gap
    /// The connection is gone, and the handshake with it.
    case ended
}
