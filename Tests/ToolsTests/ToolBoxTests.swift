import Foundation
import Realtime
import Synchronization
import Testing
import Tools

@Suite struct ToolBoxTests {
    private struct Echo: Tools.Tool {
        var declaration = ToolDeclaration(
            name: "echo", description: "Says it again.",
            parameters: [
                "type": "object",
                "properties": ["city": ["type": "string", "enum": ["lagos", "lima"]], "n": ["type": "integer"]],
                "additionalProperties": false,
            ], kind: .http(HTTPDeclaration(url: "http://localhost", hosts: [])))
        var answer: JSONValue?

        func run(_ call: ToolRequest, asking questioner: any Questioner) async throws -> ToolOutput {
            ToolOutput(answer ?? .object(call.arguments))
        }
    }

    private func error(_ text: String) -> String? { JSONValue(text: text)?["error"]?.stringValue }

    @Test func `a tool that is not there is told to the model`() async {
        #expect(error(await ToolBox([Echo()]).run("nothing", arguments: "{}")) == "there is no tool named nothing")
    }

    @Test func `arguments that do not fit are told, and nothing runs`() async {
        let box = ToolBox([Echo()])
        #expect(error(await box.run("echo", arguments: "[1]")) == "the arguments are no JSON object")
        #expect(error(await box.run("echo", arguments: "{")) == "the arguments are no JSON object")
        #expect(
            error(await box.run("echo", arguments: #"{"city":"Rome"}"#))
                == "`city` is \"Rome\": expected one of lagos, lima")
        #expect(error(await box.run("echo", arguments: #"{"town":"lima"}"#))?.contains("`town` is not known") == true)
    }

    @Test func `a result is marked as coming from outside`() async {
        let text = await ToolBox([Echo()]).run("echo", arguments: #"{"n":"3"}"#)
        #expect(text == #"{"data":{"n":3},"from":"tool echo","untrusted":true}"#)
    }

    @Test func `a text is said, in one line of 400 characters`() async {
        let tool = Echo(answer: .string("One.\n\u{7}" + String(repeating: "x", count: 500)))
        let report = JSONValue(text: await ToolBox([tool]).run("echo", arguments: "{}"))
        #expect(report?["say"]?.stringValue?.count == 400)
        #expect(report?["say"]?.stringValue?.hasPrefix("One.  x") == true)
        #expect(report?["data"]?.stringValue?.count == 506)
    }

    @Test func `the sentence of a declaration takes fields and parameters`() async {
        var tool = Echo(answer: ["degrees": 27, "sky": "half_clear", "list": [1, 2]])
        tool.declaration.result = "In {city} {degrees}, {sky}, {list}."
        let report = JSONValue(text: await ToolBox([tool]).run("echo", arguments: #"{"city":"lima"}"#))
        #expect(report?["say"] == "In lima 27, half clear, 1, 2.")
        tool.declaration.result = "{missing}"
        #expect(JSONValue(text: await ToolBox([tool]).run("echo", arguments: "{}"))?["say"] == nil)
    }

    @Test func `a result beyond its size is refused, never cut in half`() async {
        var tool = Echo(answer: .string(String(repeating: "x", count: 100)))
        tool.declaration.mostBytes = 64
        #expect(
            error(await ToolBox([tool]).run("echo", arguments: "{}"))
                == "echo returned 102 bytes; 64 is the most: ask for less")
    }

    @Test func `the model is told what pupils say`() {
        var tool = Echo().declaration
        tool.phrases = ["say {city} again", "echo"]
        #expect(tool.function.description == "Says it again. Pupils say: \"say {city} again\", \"echo\".")
        #expect(tool.function.parameters?["properties"]?["n"] == ["type": "integer"])
    }

    /// Runs until it is told to end; heeds no cancellation.
    private final class Stubborn: Tools.Tool {
        let declaration: ToolDeclaration
        let entered: AsyncStream<Int>
        private let enter: AsyncStream<Int>.Continuation
        private let state = Mutex((running: 0, waiting: [CheckedContinuation<Void, Never>]()))

        init(timeout: Duration = .seconds(10)) {
            declaration = ToolDeclaration(
                name: "stubborn", description: "Stays.", timeout: timeout,
                kind: .http(HTTPDeclaration(url: "http://localhost", hosts: [])))
            (entered, enter) = AsyncStream.makeStream(of: Int.self)
        }

        func run(_ call: ToolRequest, asking questioner: any Questioner) async throws -> ToolOutput {
            await withCheckedContinuation { continuation in
                let running = state.withLock { state in
                    state.running += 1
                    state.waiting.append(continuation)
                    return state.running
                }
                enter.yield(running)
            }
            state.withLock { $0.running -= 1 }
            return ToolOutput("done")
        }

        func finish() {
            for waiter in state.withLock({ state in
                defer { state.waiting = [] }; return state.waiting
            }) { waiter.resume() }
        }
    }

    @Test func `a tool that does not finish is told at its time`() async {
        let clock = ManualClock()
        let tool = Stubborn()
        async let result = ToolBox([tool], clock: clock).run("stubborn", arguments: "{}")
        await clock.sleepers(1)
        clock.advance(by: .seconds(10))
        #expect(error(await result) == "stubborn did not finish within 10.0 seconds")
        tool.finish()
    }

    private struct Asking: Tools.Tool {
        let declaration = ToolDeclaration(
            name: "asking", description: "Asks.", timeout: .seconds(10),
            kind: .http(HTTPDeclaration(url: "http://localhost", hosts: [])))

        func run(_ call: ToolRequest, asking questioner: any Questioner) async throws -> ToolOutput {
            let answer = await questioner.ask(ToolQuestion(text: "How many?", schema: ["type": "integer"]))
            guard case .value(let value) = answer else { return ToolOutput("nobody said", isError: true) }
            return ToolOutput(value)
        }
    }

    /// A pupil who answers when told.
    private final class Pupil: Questioner {
        let (asked, ask) = AsyncStream.makeStream(of: String.self)
        let (answers, answer) = AsyncStream.makeStream(of: ToolAnswer.self)

        func ask(_ question: ToolQuestion) async -> ToolAnswer {
            ask.yield(question.text)
            for await answer in answers { return answer }
            return .cancelled
        }
    }

    @Test func `a tool's time stands still while a question is open`() async {
        let clock = ManualClock()
        let pupil = Pupil()
        async let result = ToolBox([Asking()], clock: clock).run("asking", arguments: "{}", asking: pupil)
        for await text in pupil.asked {
            #expect(text == "How many?")
            break
        }
        await clock.sleepers(1)
        // Longer than the tool may take.
        for _ in 0..<5 { clock.advance(by: .seconds(9)) }
        pupil.answer.yield(.value(3))
        #expect(JSONValue(text: await result)?["data"] == 3)
    }

    @Test func `after a question a tool has the rest of its time`() async {
        let clock = ManualClock()
        let pupil = Pupil()
        let timed = TimedQuestioner(pupil, clock: clock)
        let slept = Task { try await timed.sleep(for: .seconds(10)) }
        await clock.sleepers(1)
        clock.advance(by: .seconds(4))
        async let answer = timed.ask(ToolQuestion(text: "?", schema: [:]))
        for await _ in pupil.asked { break }
        clock.advance(by: .seconds(6))
        clock.advance(by: .seconds(60))
        pupil.answer.yield(.declined)
        #expect(await answer == .declined)
        // Four seconds had gone before it asked: six are left.
        await clock.sleepers(1)
        clock.advance(by: .seconds(5))
        #expect(!slept.isCancelled)
        await clock.sleepers(1)
        clock.advance(by: .seconds(1))
        await #expect(throws: Never.self) { try await slept.value }
    }

    @Test func `four run at once, sixteen wait, more are told`() async {
        let tool = Stubborn()
        let box = ToolBox([tool])
        await withTaskGroup(of: String.self) { group in
            for _ in 0..<20 { group.addTask { await box.run("stubborn", arguments: "{}") } }
            var most = 0
            var entered = 0
            for await running in tool.entered {
                most = max(most, running)
                entered += 1
                // All that may run do; wait for the rest to stand in line, where one more is refused.
                if entered == 4 {
                    var refused = await refusal(of: box)
                    while refused == nil { refused = await refusal(of: box) }
                    #expect(refused?.contains("too many tools run already") == true)
                }
                if entered % 4 == 0 { tool.finish() }
                if entered == 20 { break }
            }
            #expect(most <= 4)
            var done = 0
            for await text in group where JSONValue(text: text)?["data"] == "done" { done += 1 }
            #expect(done == 20)
        }
    }

    /// What a call is told that finds the line full; nil where it could stand in it (and left it again).
    private func refusal(of box: ToolBox) async -> String? {
        let call = Task { await box.run("stubborn", arguments: "{}") }
        await Task.yield()
        call.cancel()
        let text = error(await call.value)
        return text?.contains("cancelled") == true ? nil : text
    }

    @Test func `a caller that is cancelled cancels the tool`() async {
        let clock = ManualClock()
        let timer = ToolSite(folder: "/", stateFolder: "/", requester: NoRequester(), clock: clock)
            .tool(ToolDeclaration(name: "timer", description: "Waits.", kind: .builtin(.timer)))
        let box = ToolBox([timer].compactMap { $0 }, clock: clock)
        let call = Task { await box.run("timer", arguments: #"{"minutes":5}"#) }
        await clock.sleepers(2)
        call.cancel()
        #expect(error(await call.value)?.contains("timer") == true)
    }

    @Test func `a timer runs longer than its timeout`() async {
        let clock = ManualClock()
        let timer = ToolSite(folder: "/", stateFolder: "/", requester: NoRequester(), clock: clock)
            .tool(
                ToolDeclaration(
                    name: "timer", description: "Waits.", result: "Time is up: {length}.", kind: .builtin(.timer)))
        let box = ToolBox([timer].compactMap { $0 }, clock: clock)
        async let result = box.run("timer", arguments: #"{"seconds":150}"#)
        await clock.sleepers(2)
        clock.advance(by: .seconds(150))
        #expect(JSONValue(text: await result)?["say"] == "Time is up: two minutes and thirty seconds.")
        #expect(error(await box.run("timer", arguments: #"{"seconds":1}"#))?.contains("5 to 3600") == true)
    }

    @Test func `dice are seeded`() async {
        let numbers = Mutex([3, 5, 1])
        let site = ToolSite(
            folder: "/", stateFolder: "/", requester: NoRequester(),
            draw: { range in
                #expect(range == 1...6)
                return numbers.withLock { $0.removeFirst() }
            })
        let dice = site.tool(
            ToolDeclaration(name: "dice", description: "Rolls.", result: "You rolled {rolled}.", kind: .builtin(.dice)))
        let report = JSONValue(text: await ToolBox([dice].compactMap { $0 }).run("dice", arguments: #"{"count":3}"#))
        #expect(report?["data"] == ["rolls": [3, 5, 1], "total": 9, "rolled": "three, five and one"])
        #expect(report?["say"] == "You rolled three, five and one.")
    }
}
