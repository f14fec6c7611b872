/// What went wrong with an MCP server.
public enum MCPFault: Error, Sendable, Hashable, CustomStringConvertible {
    case http(Int)
    /// It refused a request (JSON-RPC error).
    case refused(code: Int, message: String)
    /// It speaks a version of the protocol that is not known here.
    case version(String)
    case notUnderstood(String)

    public var description: String {
        switch self {
        case .http(let status): "the MCP server answered HTTP \(status): check its address and its authorisation"
        case .refused(let code, let message): "the MCP server refused (\(code)): \(message)"
        case .version(let version): "the MCP server speaks version '\(version)', which is not known here"
        case .notUnderstood(let what): "the MCP server's answer was not understood: \(what)"
        }
    }
}
