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

/// The tools that ship, each in the lesson that names it, through a whole spoken turn: a synthetic pupil says what the tool's
/// file says that pupils say; it is recognised, called, run for real, and told by the real voice.
@Suite(.serialized) struct ExampleToolTests {
    static let lessons = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../lessons")
        .standardizedFileURL.path

    /// One of the examples: what is said in which lesson, and what is to be heard.
    struct Example: Sendable, CustomTestStringConvertible {
        var lesson: String
        var says: String
        var hears: String
        /// Whether the teacher has to press.
        var needsTeacher = false

        var testDescription: String { "\(lesson): \(says)" }
    }

    static let examples = [
        Example(lesson: "mental-arithmetic", says: "roll two dice", hears: "You rolled "),
        Example(lesson: "mental-arithmetic", says: "what is seven times eight", hears: "That makes 56."),
        Example(lesson: "maps-and-weather", says: "what is the weather in lima", hears: "In lima it is "),
        Example(
            lesson: "class-helpers", says: "who helps with the plants", hears: "Nobody is down for the plants yet."),
        Example(
            lesson: "class-helpers", says: "put number seven down for the books",
            hears: "Number 7 helps with the books.", needsTeacher: true),
        Example(
            lesson: "spelling-bee", says: "what does volcano mean", hears: "a mountain that hot rock can come out of"),
        Example(lesson: "pocket-money", says: "what is in the shop", hears: "The purse has 100 coins left."),
        Example(
            lesson: "pocket-money", says: "buy a pencil", hears: "You have bought a pencil for 4 coins.",
            needsTeacher: true),
        Example(lesson: "human-body", says: "set a timer for five seconds", hears: "Time is up: five seconds."),
        Example(lesson: "market-watch", says: "what is the price of apples", hears: "of apples costs "),
    ]

    @Test(.timeLimit(.minutes(3)), arguments: examples)
    func `a tool is called by voice, and what it says is heard`(example: Example) async throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let weather = try WeatherServer(lessons: ExampleToolTests.lessons)
        defer { weather.stop() }
        let lesson = try LessonLibrary(path: ExampleToolTests.lessons).lesson(example.lesson).drawn(seed: 1)
            .brief()
        let declarations = ToolFolder(path: ExampleToolTests.lessons + "/tools").declarations.map(weather.serving)
        let tools = LessonTools(
            of: lesson, among: declarations, at: .box(lessons: ExampleToolTests.lessons, data: folder.path),
            isOffline: true)
        #expect(tools.problems.isEmpty)
        var settings = SessionSettings()
        settings.tools = tools.cards
        settings.controls = [.init(.teacher, press: .sayStatus)]
        let (outside, news) = AsyncStream.makeStream(of: Session.Event.self)
        let following = Task { await tools.run { news.yield($0) } }
        defer { following.cancel() }
        // What is said again where it was not understood at first.
        let moves = Array(repeating: PupilMove.say(example.says), count: 3)
        let log = try await SpokenTurns.hold(
            lesson, moves + [.stop], tools: tools.box, settings: settings, outside: outside,
            until: { step in
                step.actions.contains {
                    if case .tell(.tutorSaid(let words)) = $0 {
                        words.localizedCaseInsensitiveContains(example.hears)
                    } else {
                        false
                    }
                }
            }
        ) { step, board in
            guard step.actions.contains(where: { if case .announce(.approval) = $0 { true } else { false } }) else {
                return
            }
            board.press(.teacher)
            board.release(.teacher)
        }
        #expect(log.said.contains { $0.localizedCaseInsensitiveContains(example.hears) }, "\(log.said)")
        let asked = log.notices.contains { if case .approvalWanted = $0 { true } else { false } }
        #expect(asked == example.needsTeacher)
        let called = log.steps.contains { step in
            step.actions.contains { if case .run = $0 { true } else { false } }
        }
        #expect(called)
    }
}

extension Lesson {
    /// Without its greeting, which is long.
    fileprivate func brief() throws -> Lesson {
        var fields = try #require(
            JSONValue(text: String(decoding: JSONEncoder().encode(self), as: UTF8.self))?.objectValue)
        fields["greeting"] = nil
        return try JSONDecoder().decode(Lesson.self, from: Data(JSONValue.object(fields).text.utf8))
    }
}
