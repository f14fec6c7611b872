import Foundation
import Realtime
import Synchronization
import Testing

@testable import Tools

/// Whole conversations, after recordings of the protocol makers' own client and server.
@Suite struct MCPClientTests {
    private static let hello: JSONValue = [
        "protocolVersion": "2025-11-25", "capabilities": ["tools": [:]],
        "serverInfo": ["name": "demo", "version": "9"],
    ]
    private static let discovered: JSONValue = [
        "supportedVersions": ["2026-07-28"], "capabilities": ["tools": [:]], "resultType": "complete", "ttlMs": 0,
        "cacheScope": "private",
    ]
    private static let tools: JSONValue = [
        "tools": [["name": "greet", "inputSchema": ["type": "object"], "description": "asks"]]
    ]
    private static let done: JSONValue = [
        "content": [["type": "text", "text": "hi Ada"]], "isError": false, "resultType": "complete",
    ]

    private static func client(
        _ server: ScriptedMCPServer, _ configuration: MCPClient.Configuration = .init()
    ) throws -> MCPClient {
        MCPClient(
            url: try #require(URL(string: "http://127.0.0.1:9/mcp")), http: server, configuration: configuration)
    }

    /// Answers a handshake; the rest is the test's.
    private static func handshake(
        _ rest: @escaping @Sendable (ScriptedMCPServer.Sent, Int) -> ScriptedMCPServer.Answer
    ) -> ScriptedMCPServer {
        ScriptedMCPServer { sent, number in
            switch sent.name {
            case "server/discover": .status(400)
            case "initialize":
                .events(["data: \(MCPMessage.result(id: "@", hello).text.replacing("\"@\"", with: "ID"))\n\n"])
            case "notifications/initialized", "notifications/cancelled", "answer": .status(202)
            case "GET", "DELETE": .status(405)
            case "tools/list": .result(tools)
            case _: rest(sent, number)
            }
        }
    }

    private static func modern(
        _ rest: @escaping @Sendable (ScriptedMCPServer.Sent, Int) -> ScriptedMCPServer.Answer
    ) -> ScriptedMCPServer {
        ScriptedMCPServer { sent, number in
            switch sent.name {
            case "server/discover": .result(discovered)
            case "tools/list": .result(tools)
            case _: rest(sent, number)
            }
        }
    }

    @Test func `a server of the handshake era is found out and greeted`() async throws {
        let server = MCPClientTests.handshake { _, _ in .result(MCPClientTests.done) }
        let client = try MCPClientTests.client(server)
        let output = try await client.call("greet")
        #expect(output.text == "hi Ada")
        #expect(await client.version == "2025-11-25")
        #expect(
            server.names == [
                "server/discover", "initialize", "notifications/initialized", "tools/list", "tools/call",
            ])
        #expect(server.sent[1].headers["MCP-Protocol-Version"] == nil)
        #expect(server.sent[2].headers["MCP-Protocol-Version"] == "2025-11-25")
        #expect(server.sent[4].body["params"] == ["name": "greet", "arguments": [:]])
    }

    @Test func `a request of the modern era stands for itself`() async throws {
        let server = MCPClientTests.modern { _, _ in .result(MCPClientTests.done) }
        let client = try MCPClientTests.client(server)
        _ = try await client.call("greet")
        #expect(server.names == ["server/discover", "tools/list", "tools/call"])
        for sent in server.sent {
            let meta = sent.body["params"]?["_meta"]
            #expect(meta?.objectValue?.keys.contains("progressToken") == false)
            #expect(meta?["io.modelcontextprotocol/protocolVersion"] == "2026-07-28")
            #expect(meta?["io.modelcontextprotocol/clientCapabilities"] == ["elicitation": ["form": [:]]])
            #expect(sent.headers["MCP-Protocol-Version"] == "2026-07-28")
            #expect(sent.headers["Mcp-Method"] == sent.name)
            #expect(sent.headers["Mcp-Session-Id"] == nil)
        }
        #expect(server.sent[2].headers["Mcp-Name"] == "greet")
    }

    /// Says the same to every question, and keeps them.
    private final class Pupil: Questioner {
        private let answer: ToolAnswer
        private let asked = Mutex<[ToolQuestion]>([])
        private let delay: Duration

        init(_ answer: ToolAnswer, after delay: Duration = .zero) {
            self.answer = answer
            self.delay = delay
        }

        var questions: [ToolQuestion] { asked.withLock { $0 } }

        func ask(_ question: ToolQuestion) async -> ToolAnswer {
            asked.withLock { $0.append(question) }
            try? await Task.sleep(for: delay)
            return answer
        }
    }

    private static let form: JSONValue = [
        "method": "elicitation/create",
        "params": [
            "mode": "form", "message": "Your name?",
            "requestedSchema": ["type": "object", "properties": ["name": ["type": "string"]], "required": ["name"]],
        ],
    ]

    @Test func `what a modern server wants to know is sent with its state, byte for byte`() async throws {
        let state = "v1.b6P1/OlrMREpp9Lo_OQ+w3J8==\u{1F34E}\\\"é"
        let server = MCPClientTests.modern { _, number in
            number == 1
                ? .result([
                    "resultType": "input_required", "requestState": .string(state),
                    "inputRequests": ["__main__:ask": MCPClientTests.form],
                ]) : .result(MCPClientTests.done)
        }
        let pupil = Pupil(.value("Ada"))
        let output = try await MCPClientTests.client(server).call("greet", asking: pupil)
        #expect(output.text == "hi Ada")
        #expect(pupil.questions == [ToolQuestion(text: "Your name?", schema: ["type": "string"])])
        let calls = server.sent.filter { $0.name == "tools/call" }
        #expect(calls.count == 2)
        #expect(calls[0].body["id"] != calls[1].body["id"])
        let params = calls[1].body["params"]
        #expect(params?["requestState"]?.stringValue == state)
        #expect(
            params?["inputResponses"] == ["__main__:ask": ["action": "accept", "content": ["name": "Ada"]]])
        #expect(params?["name"] == "greet")
    }

    @Test func `the time of a call stands still while a person is asked`() async throws {
        let server = MCPClientTests.modern { _, number in
            number == 1
                ? .result(["resultType": "input_required", "inputRequests": ["a": MCPClientTests.form]])
                : .result(MCPClientTests.done)
        }
        // Longer than the whole call may take.
        let pupil = Pupil(.value("Ada"), after: .milliseconds(1_500))
        let output = try await MCPClientTests.client(server).call(
            "greet", timeout: .seconds(1), asking: pupil)
        #expect(output.text == "hi Ada")
    }

    @Test func `a question on the stream of a call is answered beside it`() async throws {
        let question = JSONValue.object([
            "jsonrpc": "2.0", "id": 1, "method": "elicitation/create", "params": MCPClientTests.form["params"] ?? [:],
        ])
        let server = MCPClientTests.handshake { _, _ in
            .events(["event: message\r\ndata: \(question.text)\r\n\r\n"], staysOpen: true)
        }
        let client = try MCPClientTests.client(server)
        let pupil = Pupil(.value("Ada"))
        await #expect(throws: MCPFault.self) {
            try await client.call("greet", timeout: .seconds(1), asking: pupil)
        }
        let answer = try #require(server.sent.first { $0.name == "answer" })
        #expect(answer.body["id"] == 1)
        #expect(answer.body["result"] == ["action": "accept", "content": ["name": "Ada"]])
    }

    @Test func `a session that the server has forgotten is begun again, and the call sent once more`() async throws {
        let server = ScriptedMCPServer { sent, number in
            switch (sent.name, number) {
            case ("server/discover", _): .status(404)
            case ("initialize", _): .result(MCPClientTests.hello, headers: ["mcp-session-id": "session \(number)"])
            case ("tools/list", _): .result(MCPClientTests.tools)
            case ("tools/call", 1): .status(404)
            case ("tools/call", _): .result(MCPClientTests.done)
            case ("GET", _): .status(405)
            case _: .status(202)
            }
        }
        let client = try MCPClientTests.client(server)
        #expect(try await client.call("greet").text == "hi Ada")
        let calls = server.sent.filter { $0.name == "tools/call" }
        #expect(calls.map { $0.headers["Mcp-Session-Id"] } == ["session 1", "session 2"])
        #expect(server.sent.filter { $0.name == "initialize" }.allSatisfy { $0.headers["Mcp-Session-Id"] == nil })
        await client.close()
        #expect(server.sent.last?.name == "DELETE")
        #expect(server.sent.last?.headers["Mcp-Session-Id"] == "session 2")
    }

    @Test func `without a session, a 404 is an error`() async throws {
        let server = MCPClientTests.handshake { _, _ in .status(404) }
        await #expect(throws: MCPFault.http(404)) { try await MCPClientTests.client(server).call("greet") }
    }

    @Test func `a call whose stream broke is not sent again, and a list is`() async throws {
        let server = MCPClientTests.modern { sent, number in
            switch sent.name {
            case "tools/call": .events([": nothing\n\n"])
            case _: number == 1 ? .events([]) : .result(["contents": [["uri": "a", "text": "read"]]])
            }
        }
        let client = try MCPClientTests.client(server)
        await #expect(throws: MCPFault.lost("its stream of events ended")) { try await client.call("greet") }
        #expect(server.names.count { $0 == "tools/call" } == 1)
        #expect(try await client.read("a") == "read")
        #expect(server.names.count { $0 == "resources/read" } == 2)
    }

    @Test func `a broken stream of the handshake era is taken up where it broke`() async throws {
        let server = ScriptedMCPServer { sent, _ in
            switch sent.name {
            case "initialize": .result(MCPClientTests.hello)
            case "tools/list": .result(MCPClientTests.tools)
            case "tools/call": .events(["id: 7\nretry: 10\ndata:\n\n"])
            case "GET":
                sent.headers["Last-Event-ID"] == "7"
                    // The id of the call: the fourth message that was counted.
                    ? .events(["id: 8\ndata: {\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{\"content\":[]}}\n\n"])
                    : .status(405)
            case _: .status(202)
            }
        }
        let client = try MCPClientTests.client(server, .init(era: .handshake))
        #expect(try await client.call("greet").content.isEmpty)
    }

    @Test func `of a call that is given up, a modern server is told by the closed stream alone`() async throws {
        let server = MCPClientTests.modern { _, _ in .events([": wait\n\n"], staysOpen: true) }
        let client = try MCPClientTests.client(server)
        await #expect(throws: MCPFault.timedOut(method: "tools/call", after: .milliseconds(300))) {
            try await client.call("greet", timeout: .milliseconds(300))
        }
        #expect(server.closed > 0)
        #expect(server.names == ["server/discover", "tools/list", "tools/call"])
    }

    @Test func `a list is not asked for again while the server says that it stays`() async throws {
        let server = ScriptedMCPServer { sent, _ in
            sent.name == "server/discover"
                ? .result(MCPClientTests.discovered)
                : .result(["tools": [["name": "a"]], "ttlMs": 60_000, "cacheScope": "public"])
        }
        let client = try MCPClientTests.client(server)
        for _ in 0..<3 { #expect(try await client.listTools().map(\.name) == ["a"]) }
        #expect(server.names == ["server/discover", "tools/list"])
    }

    @Test func `a list without an end is given up`() async throws {
        let server = ScriptedMCPServer { sent, _ in
            sent.name == "server/discover"
                ? .result(MCPClientTests.discovered) : .result(["tools": [], "nextCursor": "again"])
        }
        let client = try MCPClientTests.client(server)
        await #expect(throws: MCPFault.tooMuch("more than 100 pages of tools")) { try await client.listTools() }
    }

    @Test func `a caller that is cancelled is let go`() async throws {
        let server = MCPClientTests.modern { _, _ in .events([], staysOpen: true) }
        let client = try MCPClientTests.client(server)
        try await client.listTools()
        let call = Task { try await client.call("greet") }
        while !server.names.contains("tools/call") { await Task.yield() }
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
    }
}
