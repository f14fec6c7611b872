/// Carries one message to an MCP server over Streamable HTTP, and its answer back.
public protocol MCPTransport: Sendable {
    /// POSTs JSON.
    /// - Parameter headers: beside those that the transport adds itself (authorisation).
    /// - Throws: what kept the answer from coming.
    func post(_ body: String, headers: [String: String]) async throws -> MCPReply
}

/// What an MCP server answered to a POST.
public struct MCPReply: Sendable, Hashable {
    public var status: Int
    /// Names in lower case.
    public var headers: [String: String]
    /// JSON, or server-sent events.
    public var body: String

    public init(status: Int, headers: [String: String], body: String) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
