import Foundation
import Realtime
import Testing
import Tools

/// The tools that ship, run as they are.
@Suite(.serialized) struct ExampleToolsTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../lessons/tools")
        .standardizedFileURL.path(percentEncoded: false)
    static let names = [
        "calculator", "class_roster", "class_roster_update", "dice", "dictionary", "market", "school_shop",
        "school_shop_buy", "timer",
        "weather",
    ]

    let state = CommandToolTests.Folder()

    static func declaration(_ name: String) throws -> ToolDeclaration {
        let path = "\(folder)/\(name).yaml"
        return try ToolFile.parse(try String(contentsOfFile: path, encoding: .utf8), path: path).get()
    }

    private func box(_ declarations: ToolDeclaration..., clock: any Clock<Duration> = ContinuousClock()) -> ToolBox {
        let site = ToolSite(
            folder: Self.folder, stateFolder: state.path, requester: HTTPToolTests.Requester(), clock: clock,
            draw: { $0.upperBound })
        return ToolBox(declarations.compactMap { site.tool($0) }, clock: clock)
    }

    private func say(_ box: ToolBox, _ name: String, _ arguments: String, key: String = "k") async -> String {
        let text = await box.run(name, arguments: arguments, key: key)
        return JSONValue(text: text)?["say"]?.stringValue ?? text
    }

    @Test(arguments: names) func `a shipped tool's file has no fault`(name: String) throws {
        let declaration = try Self.declaration(name)
        #expect(declaration.sentences.count <= 600)
        switch declaration.kind {
        case .mcp: #expect(declaration.phrases.isEmpty)
        case .builtin, .command, .http: #expect(!declaration.sentences.isEmpty && declaration.result != nil)
        }
        // What is said stands for arguments that fit.
        for sentence in declaration.sentences {
            #expect(throws: Never.self) { try SchemaCheck(declaration.parameters).check(sentence.arguments).get() }
        }
    }

    @Test func `every file of the folder is among them`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder).filter { $0.hasSuffix(".yaml") }
        #expect(files.sorted() == Self.names.map { $0 + ".yaml" })
    }

    @Test func `the builtin tools answer`() async throws {
        let clock = ManualClock()
        let box = box(
            try Self.declaration("calculator"), try Self.declaration("dice"), try Self.declaration("dictionary"),
            try Self.declaration("timer"), clock: clock)
        #expect(await say(box, "calculator", #"{"a":7,"operation":"times","b":6}"#) == "That makes 42.")
        #expect(await say(box, "dice", #"{"count":2}"#) == "You rolled six and six.")
        #expect(
            await say(box, "dictionary", #"{"word":"river"}"#) == "river: water that flows through the land to the sea")
        async let timer = say(box, "timer", #"{"minutes":2}"#)
        await clock.sleepers(2)
        clock.advance(by: .seconds(120))
        #expect(await timer == "Time is up: two minutes.")
    }

    @Test func `the weather comes from its server`() async throws {
        try await HTTPToolTests.serving(
            ["python3", "-I", "servers/weather_server.py", "--port", "0"], folder: Self.folder
        ) { host in
            var weather = try Self.declaration("weather")
            guard case .http(var request) = weather.kind else { return }
            request.url = request.url.replacing("127.0.0.1:8099", with: host)
            request.hosts = [host]
            weather.kind = .http(request)
            #expect(await say(box(weather), "weather", #"{"city":"oslo"}"#) == "In oslo it is 6 degrees and it rains.")
        }
    }

    @Test func `the class roster is read and updated`() async throws {
        let box = box(try Self.declaration("class_roster"), try Self.declaration("class_roster_update"))
        #expect(await say(box, "class_roster", #"{"job":"plants"}"#) == "Nobody is down for the plants yet.")
        #expect(
            await say(box, "class_roster_update", #"{"job":"plants","number":7}"#) == "Number 7 helps with the plants.")
        #expect(
            await say(box, "class_roster_update", #"{"job":"plants","number":7}"#) == "Number 7 helps with the plants.")
        #expect(
            await say(box, "class_roster_update", #"{"job":"plants","number":3}"#)
                == "Number 3 and number 7 help with the plants.")
        #expect(await say(box, "class_roster", #"{"job":"plants"}"#) == "Number 3 and number 7 help with the plants.")
        #expect(await say(box, "class_roster_update", #"{"job":"plants","number":9}"#).contains("9"))
        #expect(await say(box, "class_roster_update", #"{"job":"plants","number":10}"#).contains("that is enough"))
        #expect(try Self.declaration("class_roster").approval == .none)
        #expect(try Self.declaration("class_roster_update").approval == .teacher)
    }

    @Test func `the same key buys once`() async throws {
        let list = try Self.declaration("school_shop")
        let shop = try Self.declaration("school_shop_buy")
        let box = box(list, shop)
        #expect(list.approval == .none)
        #expect(shop.approval == .teacher)
        #expect(ToolReport.summary(["item": "pencil"], shop) == "Buy pencil in the class shop.")
        #expect(ToolReport.summary([:], list) == "school shop")
        #expect(await say(box, "school_shop", "{}").hasSuffix("The purse has 100 coins left."))
        let receipt = "You have bought a pencil for 4 coins. The purse has 96 coins left."
        #expect(await say(box, "school_shop_buy", #"{"item":"pencil"}"#, key: "a") == receipt)
        #expect(await say(box, "school_shop_buy", #"{"item":"pencil"}"#, key: "a") == receipt)
        #expect(await say(box, "school_shop_buy", #"{"item":"pencil"}"#, key: "b").contains("92 coins left"))
        #expect(await say(box, "school_shop_buy", #"{"item":"pencil"}"#, key: "").contains("needs a key"))
    }

    @Test func `a purchase that is killed in the middle is made once`() async throws {
        let box = box(try Self.declaration("school_shop"), try Self.declaration("school_shop_buy"))
        _ = await say(box, "school_shop", "{}")
        for round in 0..<12 {
            // Killed at another moment each time, then tried again with the same key until it is through.
            for attempt in 0..<3 {
                let call = Task {
                    await box.run("school_shop_buy", arguments: #"{"item":"eraser"}"#, key: "round-\(round)")
                }
                try await Task.sleep(for: .milliseconds(5 + 4 * round + attempt))
                call.cancel()
                _ = await call.value
            }
            let text = await say(box, "school_shop_buy", #"{"item":"eraser"}"#, key: "round-\(round)")
            #expect(
                text == "You have bought an eraser for 3 coins. The purse has \(100 - 3 * (round + 1)) coins left.")
        }
    }

    @Test func `a purse that is empty says so`() async throws {
        let box = box(try Self.declaration("school_shop_buy"))
        for round in 0..<8 { _ = await say(box, "school_shop_buy", #"{"item":"notebook"}"#, key: "\(round)") }
        #expect(
            await say(box, "school_shop_buy", #"{"item":"notebook"}"#, key: "more").contains(
                "costs 12 coins, and the purse has 4 coins"))
    }
}
