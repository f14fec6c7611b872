import Foundation
import Realtime
import TestSupport
import Testing

@testable import Tools

/// The pure parts of the MCP client.
@Suite struct MCPRulesTests {
    // Negotiation.

    private static let modern = JSONValue.object(["supportedVersions": ["2026-07-28"], "capabilities": [:]])
    private static let refused = MCPRefusal(code: -32601, message: "no")

    private static func unsupported(_ versions: [String]) -> MCPNegotiation.Event {
        .refused(MCPRefusal(code: -32022, message: "no", data: ["supported": .array(versions.map(JSONValue.string))]))
    }

    @Test(arguments: [
        (MCPNegotiation.Event.refused(refused), MCPNegotiation.Action.initialize),
        (.http(400), .initialize), (.http(404), .initialize), (.http(405), .initialize),
        (.http(401), .fail(.http(401))), (.http(403), .fail(.http(403))), (.http(503), .fail(.http(503))),
        (.notUnderstood("?"), .initialize), (.timedOut(.seconds(10)), .initialize),
        (.answered([:]), .initialize), (.answered(["supportedVersions": ["2025-11-25"]]), .initialize),
        (.answered(["supportedVersions": ["2099-01-01"]]), .initialize),
        (.answered(modern), .agree(MCPAgreement(version: .v2026July, result: modern))),
        (unsupported(["2099-01-01"]), .fail(.version("2099-01-01"))),
        (unsupported(["2099-01-01", "2025-06-18"]), .initialize),
        (unsupported(["2026-07-28"]), .discover(.v2026July)),
    ])
    func `an answer to discovery is a verdict`(event: MCPNegotiation.Event, action: MCPNegotiation.Action) {
        var negotiation = MCPNegotiation(.auto)
        #expect(negotiation.handle(.begun) == .discover(.v2026July))
        #expect(negotiation.handle(event) == action)
    }

    @Test func `a server that was only slow is discovered once more, and no more than that`() {
        var negotiation = MCPNegotiation(.auto)
        _ = negotiation.handle(.begun)
        #expect(negotiation.handle(.timedOut(.seconds(10))) == .initialize)
        #expect(negotiation.handle(MCPRulesTests.unsupported(["2026-07-28"])) == .discover(.v2026July))
        #expect(negotiation.handle(MCPRulesTests.unsupported(["2026-07-28"])) == .fail(.version("2026-07-28")))
    }

    @Test(arguments: ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])
    func `every version of the handshake era is known`(version: String) {
        var negotiation = MCPNegotiation(.handshake)
        #expect(negotiation.handle(.begun) == .initialize)
        guard case .agree(let agreement) = negotiation.handle(.answered(["protocolVersion": .string(version)])) else {
            Issue.record("\(version) was not agreed on")
            return
        }
        #expect(agreement.version.rawValue == version)
    }

    @Test(arguments: ["2026-07-28", "2023-01-01", ""])
    func `a handshake agrees on no other version`(version: String) {
        var negotiation = MCPNegotiation(.handshake)
        _ = negotiation.handle(.begun)
        #expect(negotiation.handle(.answered(["protocolVersion": .string(version)])) == .fail(.version(version)))
    }

    // Server-sent events.

    @Test(arguments: [
        ("data: a\n\n", ["a"]), ("data:a\r\n\r\n", ["a"]), ("data: a\rdata: b\r\r", ["a\nb"]),
        (": comment\n\ndata: a\n\n", ["a"]), ("event: message\ndata: {}\nunknown: x\n\n", ["{}"]),
        ("data: a", []), ("\u{FEFF}data: a\n\n", ["a"]), ("id: 1\ndata:\n\n", [""]), ("id: 1\n\n", [""]),
        ("data\n\n", [""]), ("data: a\n\ndata: b\n\n", ["a", "b"]), ("data:  a\n\n", [" a"]), ("\n\n\n", []),
    ])
    func `a stream of events is read, however it is cut`(text: String, events: [String]) throws {
        let bytes = Array(text.utf8)
        for size in 1...bytes.count {
            var parser = ServerSentEvents()
            var found: [String] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                found += try parser.receive(Array(bytes[start..<min(start + size, bytes.count)])).map(\.data)
            }
            #expect(found == events, "in pieces of \(size)")
        }
    }

    @Test func `the last id stays until another is told`() throws {
        var parser = ServerSentEvents()
        let events = try parser.receive(Array("id: 1\ndata: a\n\ndata: b\n\nid:\ndata: c\n\nretry: 250\n\n".utf8))
        #expect(events.map(\.id) == ["1", "1", ""])
        #expect(parser.retryMilliseconds == 250)
    }

    @Test func `an event that is too large is refused while it comes`() {
        var parser = ServerSentEvents(limit: 100)
        #expect(throws: ServerSentEvents.TooLarge.self) { try parser.receive(Array(repeating: 65, count: 101)) }
        var lines = ServerSentEvents(limit: 100)
        #expect(throws: ServerSentEvents.TooLarge.self) {
            try lines.receive(Array(String(repeating: "data: aaaaaaaaaaaaaaaaaaaa\n", count: 6).utf8))
        }
    }

    @Test func `random bytes never stop the reader`() throws {
        var random = SplitMix(seed: 7)
        let alphabet = Array("data:id retry\n\r \u{0}é".utf8)
        for _ in 0..<Thoroughness.scaled(200, to: 20_000) {
            var parser = ServerSentEvents()
            let bytes = (0..<200).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
            _ = try parser.receive(bytes)
        }
    }

    // Headers.

    @Test(arguments: [
        ("plain", "plain"), ("two words", "two words"), (" edge", "=?base64?IGVkZ2U=?="), ("é", "=?base64?w6k=?="),
        ("line\nfeed", "=?base64?bGluZQpmZWVk?="), ("=?base64?eA==?=", "=?base64?PT9iYXNlNjQ/ZUE9PT89?="), ("", ""),
    ])
    func `a value is written so that a header can carry it`(value: String, header: String) {
        #expect(MCPRouting.encoded(value) == header)
    }

    @Test func `arguments that are headers are found through properties`() {
        let schema: JSONValue = [
            "type": "object",
            "properties": [
                "town": ["type": "string", "x-mcp-header": "Town"],
                "deep": ["type": "object", "properties": ["n": ["type": "integer", "x-mcp-header": "N"]]],
            ],
        ]
        let parameters = MCPRouting.parameters(of: schema)
        #expect(parameters == [.init(path: ["deep", "n"], token: "N"), .init(path: ["town"], token: "Town")])
        let headers = MCPRouting.headers(
            method: "tools/call", params: ["name": "go", "arguments": ["town": .null, "deep": ["n": 7]]],
            version: .v2026July, parameters: parameters ?? [])
        #expect(headers["Mcp-Param-N"] == "7")
        #expect(headers["Mcp-Param-Town"] == nil)
    }

    @Test(
        arguments: [
            ["properties": ["a": ["type": "number", "x-mcp-header": "A"]]],
            ["properties": ["a": ["type": "string", "x-mcp-header": "not a token"]]],
            ["properties": ["a": ["type": "string", "x-mcp-header": ""]]],
            ["x-mcp-header": "Root", "type": "string"],
            [
                "properties": [
                    "a": ["type": "string", "x-mcp-header": "A"], "b": ["type": "string", "x-mcp-header": "a"],
                ]
            ],
            ["properties": ["a": ["type": "array", "items": ["type": "string", "x-mcp-header": "A"]]]],
            ["anyOf": [["properties": ["a": ["type": "string", "x-mcp-header": "A"]]]]],
        ] as [JSONValue])
    func `a tool whose headers make no sense is none`(schema: JSONValue) {
        #expect(MCPRouting.parameters(of: schema) == nil)
    }

    // Forms.

    private static func form(_ properties: JSONObject, mode: String = "form", message: String = "Well?") -> JSONObject {
        [
            "mode": .string(mode), "message": .string(message),
            "requestedSchema": ["type": "object", "properties": .object(properties)],
        ]
    }

    @Test func `a form of one value is asked with its message`() {
        let form = MCPElicitation(MCPRulesTests.form(["name": ["type": "string", "title": "Name"]]))
        #expect(form?.parts.map(\.question.text) == ["Well?"])
    }

    @Test func `what must be there is asked for first`() {
        var params = MCPRulesTests.form([
            "a": ["type": "string", "description": "A?"], "b": ["type": "integer", "description": "B?"],
        ])
        params["requestedSchema"] = [
            "type": "object", "required": ["b"],
            "properties": [
                "a": ["type": "string", "description": "A?"], "b": ["type": "integer", "description": "B?"],
            ],
        ]
        #expect(MCPElicitation(params)?.parts.map(\.question.text) == ["Well? B?", "A?"])
    }

    @Test(arguments: [
        form(["a": ["type": "string"]], mode: "url"), form(["a": ["type": "object"]]), form(["a": ["type": "array"]]),
        form(["password": ["type": "string"]]), form(["apiKey": ["type": "string"]]),
        form(["a": ["type": "string"]], message: "Tell me your PIN."),
        form(["a": ["type": "string", "description": "the secret word"]]),
        form(["a": ["type": "string"], "b": ["type": "string"], "c": ["type": "string"], "d": ["type": "string"]]),
    ])
    func `what is not said aloud in a classroom is not asked`(params: JSONObject) {
        #expect(MCPElicitation(params) == nil)
    }

    @Test(arguments: ["What is your name?", "How many tokens of it?", "Spin the wheel?", "Which key do you like?"])
    func `what only sounds like a secret is asked`(text: String) {
        #expect(!MCPElicitation.isSecret(text.replacing("tokens", with: "coins")))
    }

    private struct Says: Questioner {
        var answers: [String: ToolAnswer]
        func ask(_ question: ToolQuestion) async -> ToolAnswer { answers[question.text] ?? .cancelled }
    }

    @Test func `an answer is turned into what the schema wants`() async throws {
        let form = try #require(MCPElicitation(MCPRulesTests.form(["n": ["type": "integer", "maximum": 9]])))
        #expect(
            await form.answered(by: Says(answers: ["Well?": .value("4")])) == [
                "action": "accept", "content": ["n": 4],
            ])
        #expect(await form.answered(by: Says(answers: ["Well?": .value("400")])) == ["action": "cancel"])
    }

    @Test func `a form without values is a yes or no`() async throws {
        let form = try #require(MCPElicitation(MCPRulesTests.form([:])))
        #expect(
            await form.answered(by: Says(answers: ["Well?": .value(true)])) == ["action": "accept", "content": [:]])
        #expect(await form.answered(by: Says(answers: ["Well?": .value(false)])) == ["action": "decline"])
    }

    // Time.

    @Test func `patience stands still while questions are open`() {
        var patience = MCPPatience(.seconds(10), from: .seconds(100))
        #expect(patience.left(at: .seconds(104)) == .seconds(6))
        patience.pause(at: .seconds(104))
        patience.pause(at: .seconds(105))
        patience.resume(at: .seconds(200))
        #expect(patience.left(at: .seconds(300)) == .seconds(6))
        patience.resume(at: .seconds(300))
        #expect(patience.left(at: .seconds(305)) == .seconds(1))
        #expect(patience.left(at: .seconds(307)) < .zero)
    }

    @Test(arguments: [(1_000, true), (0, false), (-5, false), (nil, false), (.max, true)] as [(Int?, Bool)])
    func `a result is kept for as long as the server says`(milliseconds: Int?, isKept: Bool) {
        var cache = MCPCache()
        cache.keep("a", as: "k", for: milliseconds, at: .zero)
        #expect((cache.value(of: "k", at: .milliseconds(999)) != nil) == isKept)
        #expect(cache.value(of: "k", at: .seconds(86_400)) == nil)
    }

    // Access.

    @Test func `a challenge is read with its quotes and commas`() {
        let challenge = MCPChallenge(
            #"Basic realm="x", Bearer error="insufficient_scope", scope="read write", resource_metadata="https://a/b?c=d,e", x=y"#
        )
        #expect(challenge.parameters["error"] == "insufficient_scope")
        #expect(challenge.parameters["scope"] == "read write")
        #expect(challenge.parameters["resource_metadata"] == "https://a/b?c=d,e")
        #expect(challenge.parameters["x"] == "y")
        #expect(MCPChallenge("Basic realm=x").parameters.isEmpty)
    }

    @Test(arguments: [
        ("https://a/mcp", true), ("https://a", true), ("https://a/", true), ("https://a/mc", false),
        ("https://a/mcp/deep", false), ("http://a/mcp", false), ("https://b/mcp", false), ("https://a:444/mcp", false),
    ])
    func `a resource covers its server`(resource: String, covers: Bool) throws {
        let server = try #require(URL(string: "https://a/mcp"))
        #expect(MCPGrant.covers(try #require(URL(string: resource)), server) == covers)
    }

    @Test(arguments: [
        ("http://a/x", "http://a/y", true), ("http://a/x", "https://a/x", true),
        ("http://a:8080/", "https://a/", false),
        ("https://a/", "http://a/", false), ("https://a/", "https://b/", false),
        ("https://a/", "https://a:444/", false),
        ("https://a/", "https://u:p@a/", false),
    ])
    func `a redirect is followed within the origin`(from: String, to: String, isFollowed: Bool) throws {
        let (from, to) = (try #require(URL(string: from)), try #require(URL(string: to)))
        #expect(MCPOrigin.mayFollow(from: from, to: to) == isFollowed)
    }

    @Test(arguments: [
        "https://a", "http://127.0.0.1:1", "http://localhost", "http://[::1]:1", "wss://a", "ws://127.0.0.1",
    ])
    func `a key is shown where nobody else can read it`(url: String) throws {
        #expect(MCPOrigin.isPrivate(try #require(URL(string: url))))
    }

    @Test(arguments: ["http://a", "ws://a", "http://10.0.0.1", "http://127.0.0.1.example"])
    func `a key is not shown over an open line`(url: String) throws {
        #expect(!MCPOrigin.isPrivate(try #require(URL(string: url))))
    }

    // Names.

    @Test func `two servers with one name of a tool are told apart`() {
        let tools = [("market", "quote"), ("bank", "quote"), ("bank", "a.b/c d"), ("bank", "dice"), ("bank", "dice")]
        #expect(
            MCPToolSet.names(of: tools, beside: []) == [
                "market_quote", "bank_quote", "a_b_c_d", "bank_dice", "bank_dice_2",
            ])
        #expect(MCPToolSet.names(of: [("bank", "quote")], beside: ["quote"]) == ["bank_quote"])
        let long = String(repeating: "x", count: 128)
        #expect(MCPToolSet.names(of: [("a", long)], beside: [])[0].count == 64)
    }

    // Messages.

    @Test(arguments: [
        "", "{", "[]", "1", "null", "{}", #"{"id":1}"#, #"{"id":1.5,"result":{}}"#, #"{"result":{}}"#,
        #"{"id":null,"result":1}"#,
    ])
    func `what is no message is none`(text: String) { #expect(MCPMessage(text: text) == nil) }

    @Test(arguments: [
        MCPMessage.request(id: 1, method: "ping", params: [:]), .request(id: "a", method: "x", params: ["b": 1]),
        .notification(method: "n", params: ["a": [1, nil, "ü/\n"]]), .result(id: 2, ["a": true]),
        .failure(id: nil, MCPRefusal(code: -1, message: "no", data: [1])),
    ])
    func `a message is read as it was written, in one line`(message: MCPMessage) {
        #expect(MCPMessage(text: message.text) == message)
        #expect(!message.text.contains("\n"))
    }
}
