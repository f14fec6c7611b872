import Appliance
public import ArgumentParser
import Foundation
import Lessons
import RealtimeSocket
public import Tools

/// Which MCP server, and how to get in.
struct ToolServer: ParsableArguments {
    @Option(help: "An address, 'stdio:PROGRAM ARGUMENT…', or the name of a file in the lessons' folder `tools`.")
    var server: String
    @Option(help: "A header, 'Name: value' (may be repeated). Not for keys.")
    var header: [String] = []
    @Option(help: "The variable that holds the key: a bearer token, or with --client-id the client's secret.")
    var keyEnv: String?
    @Option(help: "OAuth: fetch a token with client credentials.")
    var clientID: String?
    @Option(help: "OAuth: the scope to ask for.")
    var scope: String?
    @Option(help: "Which era of the protocol to speak: auto, handshake or modern.")
    var era = MCPClient.Configuration.Era.auto
    @OptionGroup var settings: Settings

    /// Runs work with a client, which is closed in the end, also where the work is cut short by a signal.
    func use(_ work: @escaping @Sendable (MCPClient) async throws -> Void) async throws {
        let client = try client()
        do {
            try await UntilSignal.run { try await work(client) }
        } catch {
            await client.close()
            throw error
        }
        await client.close()
    }

    private func client() throws -> MCPClient {
        let configuration = MCPClient.Configuration(era: era)
        if let program = server.wholeMatch(of: /stdio:(.+)/)?.1 {
            var plan = ChildPlan(
                command: program.split(separator: " ").map(String.init),
                folder: FileManager.default.currentDirectoryPath)
            plan.network = true
            plan.memoryMiB = 1_024
            plan.files = 256
            return MCPClient(configuration: configuration) { [plan] in try await MCPProcessLine(plan) }
        }
        guard !server.contains("://") else {
            return try MCPClient.reaching(
                server, headers: try headers(), authorization: try authorization(), configuration: configuration)
        }
        let folder = URL(filePath: try settings.configuration().lessons).appending(path: "tools")
        let path = folder.appending(path: server + ".yaml").path
        let declaration = try ToolFile.parse([UInt8](Data(contentsOf: URL(filePath: path))), path: path).get()
        let site = ToolSite(
            folder: folder.path, stateFolder: NSTemporaryDirectory(), requester: NoRequester())
        guard let client = try MCPClient.server(declaration, at: site, configuration: configuration) else {
            throw ValidationError("\(path) declares no MCP server that the box reaches itself")
        }
        return client
    }

    private func headers() throws -> [String: String] {
        var headers: [String: String] = [:]
        for text in header {
            guard let colon = text.firstIndex(of: ":") else {
                throw ValidationError("--header is '\(text)': expected 'Name: value'")
            }
            let name = String(text[..<colon])
            guard name.lowercased() != "authorization" else {
                throw ValidationError("a key is no argument: name the variable that holds it with --key-env")
            }
            headers[name] = text[text.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        return headers
    }

    private func authorization() throws -> MCPAuthorization {
        guard let keyEnv else {
            guard clientID == nil else { throw ValidationError("--client-id needs --key-env") }
            return .none
        }
        let reader = SecretReader()
        let secret = MCPSecret { try reader.read(.environment(keyEnv)) }
        return clientID.map { .clientCredentials(id: $0, secret: secret, scope: scope) } ?? .bearer(secret)
    }

    /// For servers only: they make their requests themselves.
    private struct NoRequester: HTTPRequester {
        struct NotHere: Error {}
        func send(_ request: HTTPToolRequest) async throws -> HTTPToolReply { throw NotHere() }
    }
}

extension MCPClient.Configuration.Era: ExpressibleByArgument {}
