import Foundation
public import RealtimeSocket
public import Tools

extension MCPClient {
    /// Connects to a server, over what its address names: `http`, `https`: Streamable HTTP, in the era that the server speaks;
    /// `ws`, `wss`: a WebSocket, with the handshake.
    /// - Parameter apiKey: shown as a bearer token, over TLS or on this machine only.
    /// - Throws: ``MCPFault``, `SocketError`.
    public static func connect(serverURL: String, apiKey: Secret? = nil) async throws -> MCPClient {
        var authorization = MCPAuthorization.none
        if let apiKey { authorization = .bearer(MCPSecret { apiKey.reveal() }) }
        let client = try reaching(serverURL, authorization: authorization)
        try await client.open()
        return client
    }

    /// A client of a server at an address, which connects when it is used.
    /// - Parameter headers: of every request, beside the authorization.
    /// - Throws: `SocketError.badURL`, `.badHeader`.
    public static func reaching(
        _ address: String, headers: [String: String] = [:], authorization: MCPAuthorization = .none,
        configuration: Configuration = .init(),
        sockets: WebSocketClient.Configuration = .init(proxies: .fromEnvironment)
    ) throws -> MCPClient {
        let place = try SocketURL(address)
        guard let url = URL(string: address), let scheme = url.scheme?.lowercased() else {
            throw SocketError.badURL("'\(place)' is no URL")
        }
        let fields = try headers.map { try HeaderField($0.key, $0.value) }
        guard scheme.hasPrefix("ws") else {
            return MCPClient(
                url: url, http: MCPSocketHTTP(configuration: sockets), headers: headers, authorization: authorization,
                configuration: configuration)
        }
        // The modern era has no WebSocket.
        var configuration = configuration
        configuration.era = .handshake
        return MCPClient(configuration: configuration) {
            var fields = fields
            if let value = try authorization.header(forOpening: url) {
                fields.append(try HeaderField("Authorization", value))
            }
            return try await MCPSocketLine(place, headers: fields, configuration: sockets)
        }
    }

    /// A client of the server that a tool file declares, which connects when it is used; nil for one that the provider calls,
    /// and for what is no server.
    /// - Throws: `SocketError.badURL`, `.badHeader`, ``ToolFault``.
    public static func server(
        _ declaration: ToolDeclaration, at site: ToolSite, configuration: Configuration = .init()
    ) throws -> MCPClient? {
        guard case .mcp(let server) = declaration.kind else { return nil }
        let secrets = site.secrets
        let authorization: MCPAuthorization =
            switch server.authorization {
            case .none: .none
            case .bearer(let reference): .bearer(MCPSecret { try secrets.read(reference) })
            case .clientCredentials(let id, let reference, let scope):
                .clientCredentials(id: id, secret: MCPSecret { try secrets.read(reference) }, scope: scope)
            }
        switch server.transport {
        case .hosted: return nil
        case .http(let url), .webSocket(let url):
            return try reaching(
                url, headers: server.headers, authorization: authorization, configuration: configuration)
        case .stdio(let command):
            return MCPClient(configuration: configuration) {
                let state = command.state ? try site.makeState(for: declaration.name) : nil
                var plan = ChildPlan(
                    command, folder: site.folder, state: state, secrets: try secrets.read(command.secrets))
                plan.hidden = site.hidden
                return try await MCPProcessLine(plan, confinement: site.confinement)
            }
        }
    }
}
