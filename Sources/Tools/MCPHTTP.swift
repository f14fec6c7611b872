/// Makes HTTP requests whose answers are read as they come. Redirects are answers like any other.
public protocol MCPHTTP: Sendable {
    /// - Throws: what kept the answer's head from coming.
    func send(_ request: MCPHTTPRequest) async throws -> MCPHTTPReply
}

public struct MCPHTTPRequest: Sendable {
    public var method: String
    public var url: String
    /// They may hold keys: do not print them.
    public var headers: [String: String]
    public var body: String
    /// How long the head of the answer may take.
    public var patience: Duration

    public init(
        _ method: String, _ url: String, headers: [String: String] = [:], body: String = "",
        patience: Duration = .seconds(30)
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.patience = patience
    }
}

public struct MCPHTTPReply: Sendable {
    public var status: Int
    /// Names in lower case.
    public var headers: [String: String]
    public var body: any MCPHTTPBody

    public init(status: Int, headers: [String: String], body: any MCPHTTPBody) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The whole body as text.
    /// - Parameter limit: bytes at the most.
    /// - Throws: ``MCPFault/tooMuch(_:)``, and what the connection throws.
    func text(limit: Int) async throws -> String {
        defer { body.close() }
        var bytes: [UInt8] = []
        while !Task.isCancelled, let more = try await body.next() {
            bytes += more
            guard bytes.count <= limit else { throw MCPFault.tooMuch("an answer of more than \(limit) bytes") }
        }
        try Task.checkCancellation()
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A body that is still coming. One consumer, which holds the server back by being slow.
public protocol MCPHTTPBody: Sendable {
    /// Nil at its end, or when the task is cancelled.
    func next() async throws -> [UInt8]?
    /// Ends the connection.
    func close()
}
