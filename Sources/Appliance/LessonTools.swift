import Foundation
public import Lessons
public import Realtime
public import RealtimeSocket
public import Tools
public import Tutor

/// The tools that one lesson may use: those of its own files, and those of the servers that it names.
///
/// A server is reached while the lesson is taught, so that one that is slow, or away, does not hold the lesson's start:
/// its tools are told when they are known, and when they change.
public struct LessonTools: Sendable {
    public let box: ToolBox
    /// What the session knows from its beginning: the tools with files of their own.
    public let cards: [ToolCard]
    /// Servers that the provider calls itself.
    public let hosted: [MCPTool]
    /// What they are authorised with, by what stands in its place.
    public let secrets: [String: Secret]
    /// What a lesson names and nobody declares, and secrets that are not there, in words.
    public let problems: [String]
    private let servers: [Server]
    private let lesson: Lesson
    private let site: ToolSite

    /// What the tools with files of their own are of, in a session: they come and go like a server's.
    public static let files = "files"

    private struct Server: Sendable {
        let use: MCPUse
        let set: MCPToolSet
    }

    /// - Parameters:
    ///   - declarations: of the whole folder.
    ///   - site: where the tools run, and with what.
    ///   - isOffline: whether the box teaches by itself: then no provider calls a server.
    public init(of lesson: Lesson, among declarations: [ToolDeclaration], at site: ToolSite, isOffline: Bool) {
        let known = Dictionary(declarations.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var (tools, problems) = LessonTools.own(lesson, known, site)
        var servers: [Server] = []
        var hosted: [MCPTool] = []
        var secrets: [String: Secret] = [:]
        for use in lesson.servers {
            guard let declaration = known[use.server], case .mcp(let server) = declaration.kind else {
                problems.append(
                    "the lesson \(lesson.id) uses the MCP server `\(use.server)`, which no file in tools/ declares")
                continue
            }
            do {
                if let client = try MCPClient.server(declaration, at: site) {
                    let set = MCPToolSet(declaration, client: client, allowed: use.allow.map(Set.init))
                    servers.append(Server(use: use, set: set))
                } else if isOffline {
                    problems.append(
                        "the MCP server `\(use.server)` is called by the provider, and the box teaches by itself")
                } else {
                    hosted.append(
                        try LessonTools.hosted(declaration, server, use, reading: site.secrets, into: &secrets))
                }
            } catch {
                problems.append("the MCP server `\(use.server)` is left out: \(error)")
            }
        }
        box = ToolBox(tools, clock: site.clock)
        cards = LessonTools.cards(tools)
        self.lesson = lesson
        self.site = site
        self.problems = problems
        self.servers = servers
        self.hosted = hosted
        self.secrets = secrets
    }

    /// The files of tools were edited: those that run go on as they began, the next call is of the new ones.
    public func reload(among declarations: [ToolDeclaration]) -> (cards: [ToolCard], problems: [String]) {
        let known = Dictionary(declarations.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let (tools, problems) = LessonTools.own(lesson, known, site)
        box.replace(by: tools)
        return (LessonTools.cards(tools), problems)
    }

    private static func own(
        _ lesson: Lesson, _ known: [String: ToolDeclaration], _ site: ToolSite
    ) -> (tools: [any Tools.Tool], problems: [String]) {
        var tools: [any Tools.Tool] = []
        var problems: [String] = []
        for name in lesson.tools {
            guard let declaration = known[name] else {
                problems.append("the lesson \(lesson.id) uses the tool `\(name)`, which no file in tools/ declares")
                continue
            }
            guard let tool = site.tool(declaration) else {
                problems.append(
                    "the lesson \(lesson.id) names the MCP server `\(name)` as a tool: it belongs under `mcp:`")
                continue
            }
            tools.append(tool)
        }
        return (tools, problems)
    }

    private static func cards(_ tools: [any Tools.Tool]) -> [ToolCard] {
        tools.map { tool in
            var card = ToolCard(tool.declaration)
            card.server = files
            return card
        }
    }

    private struct Unfit: Error, CustomStringConvertible { var description: String }

    private static func hosted(
        _ declaration: ToolDeclaration, _ server: MCPServerDeclaration, _ use: MCPUse, reading reader: SecretReader,
        into secrets: inout [String: Secret]
    ) throws -> MCPTool {
        guard case .hosted(let url) = server.transport else { return MCPTool(serverLabel: declaration.name) }
        var authorization: String?
        switch server.authorization {
        case .none: break
        case .clientCredentials: throw Unfit(description: "a provider takes a bearer token only, no client credentials")
        case .bearer(let reference):
            let name = "$" + declaration.name
            secrets[name] = Secret(try reader.read(reference))
            authorization = name
        }
        return MCPTool(
            serverLabel: declaration.name, serverURL: url, serverDescription: declaration.description,
            authorization: authorization, headers: server.headers.isEmpty ? nil : server.headers,
            allowedTools: use.allow.map { .names($0) },
            requireApproval: .rule(declaration.approval == .teacher ? .always : .never))
    }

    /// Reaches the servers and keeps the session told, until the task is cancelled.
    public func run(_ tell: @escaping @Sendable (Session.Event) -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            for server in servers { group.addTask { await follow(server, tell) } }
        }
        for server in servers { await server.set.client.close() }
    }

    private func follow(_ server: Server, _ tell: @escaping @Sendable (Session.Event) -> Void) async {
        let name = server.use.server
        var pause = Duration.seconds(5)
        while !Task.isCancelled {
            guard await list(server, tell) else {
                try? await Task.sleep(for: pause)
                pause = min(pause * 2, .seconds(300))
                continue
            }
            pause = .seconds(5)
            do {
                try await server.set.client.watch(
                    server.use.watch, changed: { uri, text in tell(.resourceChanged(uri, text: text)) },
                    toolsChanged: { _ = await list(server, tell) })
            } catch {
                if !server.use.watch.isEmpty { tell(.outsideTrouble("\(name) cannot be watched: \(error)")) }
                // Its tools are there all the same; there is nothing more to hear from it.
                return
            }
        }
    }

    /// - Returns: whether the server answered.
    private func list(_ server: Server, _ tell: @Sendable (Session.Event) -> Void) async -> Bool {
        let name = server.use.server
        let (tools, missing) = await MCPToolSet.tools(of: [server.set], beside: box.names(besidesThoseOf: name))
        guard missing.isEmpty else {
            for server in missing where !Task.isCancelled { tell(.outsideTrouble("\(server)")) }
            return false
        }
        box.put(tools, of: name)
        tell(.toolsChanged(server: name, tools.map { ToolCard($0.declaration) }))
        return true
    }
}
