import Appliance
import Audio
import Foundation
import Hardware
import Lessons
import Realtime
import Simulation
import Speech
import Synchronization
import Testing
import Tools
import Tutor

/// Whole spoken turns that use a tool: said by a synthetic pupil, recognised, called, and told by the real voice.
@Suite(.serialized) struct ToolTurnTests {
    /// A tool that asks the pupil before it answers.
    private struct Fortune: Tools.Tool {
        let declaration = ToolDeclaration(
            name: "fortune", description: "Tells a fortune.", phrases: ["tell my fortune"],
            kind: .builtin(.dice))

        func run(_ call: ToolRequest, asking questioner: any Questioner) async throws -> ToolOutput {
            let answer = await questioner.ask(
                ToolQuestion(
                    text: "Which colour do you like?", schema: ["type": "string", "enum": ["green", "yellow"]]))
            switch answer {
            case .value(let colour): return ToolOutput(.string("You will find a \(colour.stringValue ?? "") stone."))
            case .declined, .cancelled: return ToolOutput(.string("Then I cannot tell."))
            }
        }
    }

    /// A tool that works until it is stopped.
    private struct Endless: Tools.Tool {
        let declaration = ToolDeclaration(
            name: "endless", description: "Never ends.", phrases: ["count the stars"], timeout: .seconds(600),
            waiting: .background, kind: .builtin(.timer))
        let stopped: AsyncStream<Void>.Continuation

        func run(_ call: ToolRequest, asking questioner: any Questioner) async throws -> ToolOutput {
            defer {
                stopped.yield()
                stopped.finish()
            }
            try await Task.sleep(for: .seconds(600))
            return ToolOutput("all of them")
        }
    }

    private func hold(
        _ moves: [PupilMove], tools: [any Tools.Tool], settings: SessionSettings = SessionSettings(),
        teacher: @escaping @Sendable (Step, SimulatedBoard) -> Void = { _, _ in }
    ) async throws -> StepLog {
        var settings = settings
        let box = ToolBox(tools)
        settings.tools = box.declarations.map { ToolCard($0) }
        return try await SpokenTurns.hold(shortLesson, moves, tools: box, settings: settings, watch: teacher)
    }

    @Test(.timeLimit(.minutes(2))) func `a tool that asks the pupil is answered by voice`() async throws {
        let log = try await hold([.say("tell my fortune"), .say("yellow"), .right], tools: [Fortune()])
        #expect(log.said.contains { $0.contains("Which colour do you like?") }, "\(log.said)")
        #expect(log.said.contains { $0.contains("You will find a yellow stone.") }, "\(log.said)")
        #expect(log.notices.last == .lessonOver)
    }

    @Test(.timeLimit(.minutes(2)))
    func `a tool beside the lesson does not hold the turn, and is stopped when the box is handed on`() async throws {
        let (stops, stopped) = AsyncStream.makeStream(of: Void.self)
        var settings = SessionSettings()
        settings.controls = [.init(.pupil, press: .nextPupil)]
        let isHandedOn = Mutex(false)
        let log = try await hold(
            [.say("count the stars"), .wrong, .wrong], tools: [Endless(stopped: stopped)], settings: settings
        ) { step, board in
            // The lesson goes on while the tool works; then somebody else takes the box.
            guard case .recorded = step.event else { return }
            if isHandedOn.withLock({ handed in
                defer { handed = true }
                return !handed
            }) {
                board.press(.pupil)
                board.release(.pupil)
            }
        }
        #expect(log.said.contains { $0.contains("I will tell you when it is done.") }, "\(log.said)")
        #expect(log.notices.contains { if case .marked = $0 { true } else { false } })
        #expect(log.notices.last == .leaving(.nextPupil))
        // It hears of it: the stream would not end otherwise.
        for await _ in stops {}
    }
}
