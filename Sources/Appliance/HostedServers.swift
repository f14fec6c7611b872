import Foundation
import Realtime
import RealtimeSocket
import Tools

/// Reaches the MCP servers that a client of `tutord serve` names, as a provider's hosted tools would: those on hosts
/// that were allowed, and no others.
public actor HostedServers {
    /// Why a server is not reached.
    struct NotAllowed: Error, CustomStringConvertible {
        var host: String
        var description: String { "the host '\(host)' is not allowed: `tutord serve --mcp-host \(host)` allows it" }
    }

    private let hosts: Set<String>
    private var clients: [MCPTool: MCPClient] = [:]

    /// Headers that a request has by itself.
    private static let ours: Set<String> = [
        "host", "connection", "content-length", "transfer-encoding", "upgrade", "te", "trailer",
    ]

    /// - Parameter hosts: names or addresses, with a port or for all ports.
    public init(allowing hosts: [String] = []) { self.hosts = Set(hosts.map { $0.lowercased() }) }

    func tools(of server: MCPTool) async throws -> [MCPListedTool] {
        try await client(of: server).listTools().map {
            MCPListedTool(
                name: $0.name, inputSchema: $0.inputSchema, description: $0.description, annotations: $0.annotations)
        }
    }

    func call(_ tool: String, of server: MCPTool, arguments: String) async throws -> String {
        let given = JSONValue(text: arguments)?.objectValue ?? [:]
        let output = try await client(of: server).call(tool, arguments: given)
        guard !output.isError else { throw ToolFailed(text: output.text) }
        return output.text
    }

    private struct ToolFailed: Error, CustomStringConvertible {
        var text: String
        var description: String { text }
    }

    private func client(of server: MCPTool) async throws -> MCPClient {
        if let known = clients[server] { return known }
        let url = try SocketURL(server.serverURL ?? "")
        guard hosts.contains(url.host) || hosts.contains(url.authority) else { throw NotAllowed(host: url.host) }
        var headers = (server.headers ?? [:]).filter { !HostedServers.ours.contains($0.key.lowercased()) }
        if let token = server.authorization { headers["Authorization"] = "Bearer " + token }
        let client = try MCPClient.reaching(
            server.serverURL ?? "", headers: headers, configuration: .init(asks: false))
        // Each with its token: few are kept, and none for long.
        if clients.count >= 16 {
            for old in clients.values { Task { await old.close() } }
            clients = [:]
        }
        clients[server] = client
        return client
    }
}
