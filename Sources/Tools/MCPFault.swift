/// What went wrong with an MCP server.
public enum MCPFault: Error, Sendable, Hashable, CustomStringConvertible {
    case http(Int)
    /// It refused a request (JSON-RPC error).
    case refused(MCPRefusal)
    /// It speaks a version of the protocol that is not known here.
    case version(String)
    case notUnderstood(String)
    /// It does not know the session any more, as after a restart. The request was not carried out.
    case sessionLost
    /// The connection ended before the answer came; whether the request was carried out is not known.
    case lost(String)
    case timedOut(method: String, after: Duration)
    /// More than is taken in (bytes, pages, messages).
    case tooMuch(String)
    case redirected(to: String)
    case authorization(String)
    /// A key would have gone over a line that anybody can read.
    case unsafe(host: String)
    /// The tool wants to know more than can be asked.
    case asksTooMuch(rounds: Int)

    public var description: String {
        switch self {
        case .http(let status) where status == 401 || status == 403:
            "the MCP server answered HTTP \(status): check its authorization"
        case .http(let status): "the MCP server answered HTTP \(status): check its address and its authorization"
        case .refused(let refusal) where refusal.code == MCPRefusal.pageMustBeOpened:
            "the MCP server wants a page to be opened first, and there is no screen: \(refusal.message)"
        case .refused(let refusal): "the MCP server refused (\(refusal.code)): \(refusal.message)"
        case .version(let version): "the MCP server speaks version '\(version)', which is not known here"
        case .notUnderstood(let what): "the MCP server's answer was not understood: \(what)"
        case .sessionLost: "the MCP server has forgotten the session"
        case .lost(let why):
            "the connection to the MCP server ended before its answer (\(why)): whether it was done is not known"
        case .timedOut(let method, let after): "the MCP server did not answer \(method) within \(after)"
        case .tooMuch(let what): "the MCP server sends too much: \(what)"
        case .redirected(let place):
            "the MCP server sends requests on to \(place), which is not followed: give that address itself"
        case .authorization(let why): "no access to the MCP server: \(why)"
        case .unsafe(let host): "a key is not sent to \(host) without TLS: use an https:// or wss:// address"
        case .asksTooMuch(let rounds): "the MCP server still had questions after \(rounds) rounds"
        }
    }
}
