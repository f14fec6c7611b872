import Foundation
import Lessons
import Realtime
import TestSupport
import Testing
import Tools

@Suite struct ToolFileTests {
    static let http = """
        name: weather
        description: "The weather."
        say: ["what is the weather in {city}", "weather in {city} in {days} days"]
        parameters:
          type: object
          properties:
            city: {type: string, enum: [lagos, lima]}
            days: {type: integer, minimum: 1, maximum: 5, default: 1}
          required: [city]
        kind: http
        method: POST
        url: "http://127.0.0.1:8099/weather/{city}"
        query: {days: "{days}"}
        headers: {Accept-Language: en}
        secrets: {X-Key: "env:WEATHER_KEY"}
        body: {city: "{city}", days: "{days}", list: [1, 2.5, true, null, "3"]}
        hosts: [127.0.0.1:8099]
        result: "In {city} it is {temperature} degrees."
        timeout: 2.5
        size: 4096
        approval: teacher
        summary: "Tell the weather in {city}."
        wait: background
        """
    static let command = """
        name: shop
        description: "A shop."
        kind: command
        command: [python3, shop.py]
        environment: {LEVEL: "1"}
        secrets: {SHOP_KEY: "file:/etc/tutor/shop"}
        network: true
        state: purse
        cpu: 3
        memory: 64
        files: 16
        parameters: {type: object, properties: {item: {type: string, maxLength: 20, pattern: "[a-z]+"}}}
        """
    static let dictionary = """
        name: words
        description: "Words."
        kind: builtin
        builtin: dictionary
        words: {cat: "an animal", dog: "another"}
        say: "what is a {word}"
        """
    static let stdio = """
        name: market
        description: "Prices."
        kind: mcp
        transport: stdio
        command: [python3, servers/market.py]
        """
    static let remote = """
        name: market
        description: "Prices."
        kind: mcp
        transport: http
        url: "https://market.example/mcp"
        headers: {X-Class: "4b"}
        authorization: {client_id: tutor, client_secret: "credential:market", scope: read}
        """

    static func faults(_ text: String, path: String = "lessons/tools/weather.yaml") -> [String] {
        switch ToolFile.parse(text, path: path) {
        case .success: []
        case .failure(let faults): faults.faults.map { $0.description.replacing(path + ":", with: "") }
        }
    }

    @Test func `an HTTP tool is read with all that it says`() throws {
        let tool = try ToolFile.parse(Self.http, path: "lessons/tools/weather.yaml").get()
        #expect(tool.timeout == .milliseconds(2500))
        #expect(tool.mostBytes == 4096)
        #expect(tool.approval == .teacher)
        #expect(tool.waiting == .background)
        #expect(tool.phrases.count == 2)
        #expect(tool.parameters["additionalProperties"] == false)
        guard case .http(let request) = tool.kind else {
            Issue.record("\(tool.kind)")
            return
        }
        #expect(request.method == "POST")
        #expect(request.secrets == ["X-Key": .environment("WEATHER_KEY")])
        #expect(request.body == ["city": "{city}", "days": "{days}", "list": [1, 2.5, true, nil, "3"]])
        #expect(request.hosts == ["127.0.0.1:8099"])
        #expect(tool.sentences.count == 2 + 10)
        #expect(tool.sentences[0].text == "what is the weather in lagos")
        #expect(tool.sentences[0].arguments == ["city": "lagos"])
    }

    @Test func `a command is read with what it may have`() throws {
        let tool = try ToolFile.parse(Self.command, path: "shop.yaml").get()
        #expect(
            tool.kind
                == .command(
                    CommandDeclaration(
                        command: ["python3", "shop.py"], environment: ["LEVEL": "1"],
                        secrets: ["SHOP_KEY": .file("/etc/tutor/shop")], network: true, state: true, stateName: "purse",
                        cpuSeconds: 3, memoryMiB: 64, files: 16)))
    }

    @Test func `a builtin tool brings its parameters`() throws {
        let tool = try ToolFile.parse(Self.dictionary, path: "words.yaml").get()
        #expect(tool.parameters["properties"]?["word"]?["enum"] == ["cat", "dog"])
        #expect(tool.sentences.map(\.text) == ["what is a cat", "what is a dog"])
    }

    @Test func `MCP servers are read with each transport`() throws {
        guard case .mcp(let stdio) = try ToolFile.parse(Self.stdio, path: "market.yaml").get().kind,
            case .stdio(let program) = stdio.transport
        else {
            Issue.record("no stdio")
            return
        }
        #expect(program.command == ["python3", "servers/market.py"])
        guard case .mcp(let remote) = try ToolFile.parse(Self.remote, path: "market.yaml").get().kind else { return }
        #expect(remote.transport == .http(url: "https://market.example/mcp"))
        #expect(remote.authorization == .clientCredentials(id: "tutor", secret: .credential("market"), scope: "read"))
        let socket = Self.remote.replacing("transport: http", with: "transport: websocket").replacing(
            "https:", with: "wss:")
        guard case .mcp(let other) = try ToolFile.parse(socket, path: "market.yaml").get().kind else { return }
        #expect(other.transport == .webSocket(url: "wss://market.example/mcp"))
    }

    /// What is exchanged for what in the HTTP sample, and what must be told of it.
    static let slips: [(String, String, String)] = [
        ("name: weather", "name: Weather", "1:7: `name` is \"Weather\", expected lower-case letters, digits and _"),
        ("name: weather", "name: rain", "1:7: `name` is \"rain\" in the file weather.yaml, expected the file's name"),
        ("description:", "descripton:", "2:1: unknown key `descripton` in the tool, expected `description`"),
        ("kind: http", "kind: htpp", "10:7: `kind` is \"htpp\", expected http"),
        ("kind: http", "kind: command", "12:6: `url` with kind command, expected it only with kind http or mcp"),
        ("method: POST", "method: LOOK", "11:9: `method` is \"LOOK\", expected GET, POST"),
        ("method: POST", "method: GET", "16:7: `body` with GET"),
        ("8099/weather/{city}", "8099/weather/{town}", "12:6: {town} in `a text` is no parameter"),
        ("http://127.0.0.1:8099/", "http://other:8099/", "12:6: `url` is of other:8099, expected that in `hosts`"),
        ("http://127.0.0.1:8099/", "http://{city}/", "12:6: "),
        ("http://127.0.0.1:8099/", "ftp://127.0.0.1:8099/", "12:6: `url` is \"ftp:"),
        ("hosts: [127.0.0.1:8099]", "hosts: [\"a b\"]", "17:8: the host \"a b\""),
        (
            "Accept-Language: en", "Authorization: abc",
            "14:11: the header `Authorization` in the file, expected it under `secrets`"
        ),
        ("Accept-Language: en", "Host: abc", "14:11: the header \"Host\""),
        ("env:WEATHER_KEY", "hunter2", "15:18: the secret `X-Key` is not a reference"),
        ("timeout: 2.5", "timeout: 900", "19:10: `timeout` is \"900\", expected a number from 0.1 to 600"),
        ("size: 4096", "size: 1", "20:7: `size` is \"1\""),
        ("approval: teacher", "approval: techer", "21:11: `approval` is \"techer\", expected teacher"),
        ("wait: background", "wait: forever", "23:7: `wait` is \"forever\""),
        ("lima]}", "lima, lagos]}", "7:32: `enum` has a value twice"),
        ("type: integer", "type: whole", "8:18: `type` is \"whole\""),
        ("maximum: 5", "maximum: 500", "{days} in `say` may be anything"),
        ("maximum: 5", "maximum: 0", "`minimum` of days is above its `maximum`"),
        ("maximum: 5", "maximun: 5", "unknown key `maximun` in the schema of days, expected `maximum`"),
        ("default: 1", "default: 9", "`default` does not fit"),
        ("required: [city]", "required: [cite]", "9:13: `required` names `cite`, expected `city`"),
        ("what is the weather in {city}\"", "What is it in {city}\"", "3:7: a phrase has \"What is it in \""),
        ("what is the weather in {city}\"", "{city}\"", "3:7: a phrase of {parameters} alone"),
        ("what is the weather in {city}\"", "how is the sky\"", "does not give `city`, which is required"),
        ("what is the weather in {city}\"", "the weather in {city\"", "3:7: `say` has a brace"),
        ("Tell the weather in {city}.", "Tell the {temperature}.", "22:10: {temperature} in `summary` is no parameter"),
        ("  type: object\n", "  type: array\n", "`parameters` is not of type object"),
        ("wait: background", "wait: background\nwait: turn", "24:1: the key `wait` a second time"),
        (
            "wait: background", "command: [ls]",
            "23:10: `command` with kind http, expected it only with kind command or mcp"
        ),
        ("kind: http", "kind: [", "expected"),
    ]

    @Test(arguments: slips.indices) func `a slip is told with its place`(index: Int) {
        let (old, new, expected) = Self.slips[index]
        let text = Self.http.replacing(old, with: new, maxReplacements: 1)
        #expect(text != Self.http)
        let faults = Self.faults(text)
        #expect(faults.contains { $0.contains(expected) }, "\(expected) is not in \(faults)")
    }

    @Test func `all faults are told at once`() {
        let text = Self.http.replacing("timeout: 2.5", with: "timeout: no").replacing("size: 4096", with: "size: no")
            .replacing("kind: http", with: "kind: nothing")
        #expect(Self.faults(text).count == 3)
    }

    @Test func `a secret written into a file is not repeated in the fault`() {
        let faults = Self.faults(Self.http.replacing("env:WEATHER_KEY", with: "sk-live-123"))
        #expect(!faults.isEmpty && !faults.joined().contains("sk-live-123"))
    }

    @Test func `phrases expand to 600 sentences and no more`() {
        let text = Self.dictionary.replacing("dictionary\n", with: "calculator\n")
            .replacing("words: {cat: \"an animal\", dog: \"another\"}\n", with: "")
            .replacing(
                "\"what is a {word}\"", with: "[\"what is {a} {operation} {b}\", \"{a} {operation} {b} please\"]")
        let faults = Self.faults(text, path: "words.yaml")
        #expect(faults.count == 1 && faults[0].contains("`say` comes to 1152 sentences"))
    }

    @Test func `10,000 mutated files are read or told a place within the file`() {
        let seeds = [Self.http, Self.command, Self.dictionary, Self.stdio, Self.remote].map { [UInt8]($0.utf8) }
        var random = SplitMix(seed: 5)
        var refused = 0
        for round in 0..<10_000 {
            let bytes = mutate(seeds[round % seeds.count], &random)
            guard case .failure(let error) = ToolFile.parse(bytes, path: "f.yaml") else { continue }
            refused += 1
            let lines = bytes.reduce(2) { $0 + ($1 == 10 || $1 == 13 ? 1 : 0) } + bytes.count / 3
            #expect(!error.faults.isEmpty)
            for fault in error.faults {
                #expect(fault.line >= 1 && fault.line <= lines && fault.column >= 1, "round \(round): \(fault)")
                #expect(!fault.wrong.isEmpty && !fault.expected.isEmpty)
            }
        }
        #expect(refused > 5_000, "the mutations break something")
    }

    private func mutate(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        let pieces = [
            "\t", "&a ", "*a ", "[", "]", "{", "}", ": ", "- ", "\"", "'", "|\n", "!!", "? ", "\u{0}", "é", "\u{FEFF}",
            "\u{2028}", "kind: mcp\n", "#", "~", "<<: ", "{a}", "[[[[[[[[[[[[[[[[",
            "{a: {a: {a: {a: {a: {a: {a: {a: {a: {",
            "9999999999999999999", "-0.1e400", "pattern: \"((((\"\n", "enum: []\n", "url: \"http://\"\n",
        ]
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            let end = min(bytes.count, place + Int.random(in: 0...40, using: &random))
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes.removeSubrange(place..<end)
            case 1: bytes.insert(contentsOf: Array((pieces.randomElement(using: &random) ?? "").utf8), at: place)
            case 2 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 3: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
            default:
                var lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
                lines.swapAt(
                    Int.random(in: 0..<lines.count, using: &random), Int.random(in: 0..<lines.count, using: &random))
                bytes = Array(lines.joined(separator: [10]))
            }
        }
        return bytes
    }
}
