import Foundation
import Realtime
import Testing

@testable import Tools

/// The market that is beside the lessons, as a program.
@Suite struct MCPProcessTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../lessons/tools").standardizedFileURL.path

    private static func market(_ period: String = "0") -> MCPClient {
        var plan = ChildPlan(
            command: ["python3", "servers/market_server.py", "--period", period, "--seed", "1"], folder: folder)
        plan.memoryMiB = 512
        return MCPClient { [plan] in try await MCPProcessLine(plan) }
    }

    private static func declaration(_ name: String) -> ToolDeclaration {
        ToolDeclaration(
            name: name, description: "A market.", approval: .teacher,
            kind: .mcp(MCPServerDeclaration(transport: .stdio(CommandDeclaration(command: ["python3"])))))
    }

    @Test func `the tools of a server are tools of the box, and only those that are allowed`() async throws {
        let client = MCPProcessTests.market()
        let set = MCPToolSet(MCPProcessTests.declaration("market"), client: client, allowed: ["quote"])
        let (tools, missing) = await MCPToolSet.tools(of: [set])
        #expect(missing.isEmpty)
        #expect(tools.map(\.declaration.name) == ["quote"])
        let declaration = try #require(tools.first?.declaration)
        #expect(declaration.approval == .teacher)
        #expect(declaration.description.hasSuffix("Pupils say: \"what is the price of {item}\"."))
        #expect(declaration.parameters["properties"]?["item"]?["enum"] == ["apples", "bread", "wheat", "wool"])
        let result = JSONValue(text: await ToolBox(tools).run("quote", arguments: #"{"item": "Wool"}"#))
        #expect(result?["data"] == ["item": "wool", "price": 47, "unit": "bale", "change": 1])
        #expect(result?["untrusted"] == true)
        await client.close()
    }

    @Test func `a server that cannot be started takes nothing from the others`() async throws {
        let client = MCPProcessTests.market()
        let broken = MCPClient { try await MCPProcessLine(ChildPlan(command: ["no-such-program"], folder: "/")) }
        let (tools, missing) = await MCPToolSet.tools(of: [
            MCPToolSet(MCPProcessTests.declaration("broken"), client: broken),
            MCPToolSet(MCPProcessTests.declaration("market"), client: client),
        ])
        #expect(tools.map(\.declaration.name) == ["quote", "history"])
        #expect(missing.map(\.server) == ["broken"])
        #expect(missing.first?.why.contains("no-such-program") == true)
        await client.close()
    }

    @Test func `a program that was ended is started again for the next call`() async throws {
        let client = MCPProcessTests.market()
        let before = try await client.call("quote", arguments: ["item": "bread"])
        await client.close()
        #expect(try await client.call("quote", arguments: ["item": "bread"]) == before)
        await client.close()
    }

    @Test(arguments: [MCPClient.Configuration.Era.modern, .handshake])
    func `prices are watched as they move`(era: MCPClient.Configuration.Era) async throws {
        let plan = ChildPlan(
            command: ["python3", "servers/market_server.py", "--period", "0.1"], folder: MCPProcessTests.folder)
        let client = MCPClient(configuration: .init(era: era)) { try await MCPProcessLine(plan) }
        let (texts, text) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(8))
        let watching = Task { try await client.watch(["market://prices"]) { text.yield($1) } }
        var seen: [String] = []
        for await next in texts {
            seen.append(next)
            if seen.count == 3 { break }
        }
        watching.cancel()
        try await watching.value
        #expect(Set(seen).count == 3)
        await client.close()
    }
}
