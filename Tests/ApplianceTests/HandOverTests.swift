import Appliance
import Audio
import Foundation
import Hardware
import Lessons
import Realtime
import Simulation
import Speech
import Synchronization
import TestSupport
import Testing
import Tools
import Tutor

/// The box goes from pupil to pupil, and nothing goes with it.
@Suite(.serialized) struct HandOverTests {
    private static let seats = [
        Seat(account: "p-ada", number: 1), Seat(account: "p-ben", number: 2), Seat(account: "p-cleo", number: 12),
    ]
    private static let names: @Sendable (String) -> String? = { ["p-cleo": "Cleo", "p-ben": "Ben"][$0] }

    @Test(.timeLimit(.minutes(5)), arguments: [1, 2, 3] as [UInt64])
    func `in two hours of hand-overs by every way nothing of one pupil reaches the next one's connection`(
        seed: UInt64
    ) {
        var day = SchoolDay(seed: seed, pupils: HandOverTests.seats)
        day.run(minutes: Thoroughness.scaled(120, to: 480), loses: true)
        #expect(day.faults == [], "seed \(seed)")
        #expect(day.unanswered == [])
        let ways = day.departures.map { departure -> String in
            if case .pupil(_, let way) = departure { way.rawValue } else { departure.description }
        }
        #expect(Set(ways) == ["button", "badge", "number", "idle"], "\(ways)")
        #expect(day.departures.count >= 30)
        for (departure, account) in zip(day.departures, day.accounts.dropFirst()) {
            if case .pupil(let to, _) = departure { #expect(account == to) } else { #expect(account == nil) }
        }
    }

    private func settings(of account: String?, _ beginning: SessionSettings.Beginning = .atOnce) -> SessionSettings {
        var settings = SessionSettings()
        settings.account = account
        settings.pupils = HandOverTests.seats
        settings.controls = [.init(.pupil, press: .nextPupil)]
        settings.beginning = beginning
        return settings
    }

    private func text(of log: StepLog) throws -> String {
        String(decoding: try DiaryCoding.encoder(keepsAudio: false).encode(log.steps), as: UTF8.self)
    }

    @Test(.timeLimit(.minutes(3)))
    func `a number that is said and confirmed hands the box over, and the ears keep nothing`() async throws {
        let engine = OfflineEngine(voices: SpokenTurns.voices)
        defer { engine.finish() }
        let first = try await SpokenTurns.hold(
            shortLesson, [.wrong, .say("i am number twelve"), .say("yes that is me")], tools: ToolBox(),
            settings: settings(of: "p-ada"), engine: engine, names: HandOverTests.names)
        #expect(first.said.contains("Is that you?"), "\(first.said)")
        #expect(first.notices.last == .leaving(.pupil("p-cleo", by: .number)), "\(first.notices)")
        let asked = try #require(
            first.steps.first { if case .voiced(.isThatYou, _) = $0.event { true } else { false } })
        #expect(asked.actions.contains { if case .play = $0 { true } else { false } }, "the name is heard")
        let written = try text(of: first)
        #expect(written.contains("elephant") && !written.contains("Cleo"), "names are spoken and not written")

        let second = try await SpokenTurns.hold(
            shortLesson, [.right], tools: ToolBox(), settings: settings(of: "p-cleo", .withHello), engine: engine,
            names: HandOverTests.names)
        #expect(second.notices.last == .lessonOver, "\(second.notices)")
        let hello = second.steps.firstIndex { if case .voiced(.hello, _) = $0.event { true } else { false } }
        let asks = second.steps.firstIndex {
            $0.actions.contains { if case .send(.responseCreate) = $0 { true } else { false } }
        }
        #expect(try #require(hello) <= (try #require(asks)), "hello comes before the tutor")
        let later = try text(of: second)
        for word in ["twelve", "p-ada", "Cleo"] { #expect(!later.contains(word), "\(word)") }
        // Every session listens for it; nobody said it in this one.
        #expect(first.notices.contains(.pupilSaid("elephant")) && !second.notices.contains(.pupilSaid("elephant")))
        #expect(
            !second.notices.contains {
                if case .marked(let attempt) = $0 { attempt.answer == "elephant" } else { false }
            })
    }

    @Test(.timeLimit(.minutes(2))) func `a no goes on with the lesson`() async throws {
        let log = try await SpokenTurns.hold(
            shortLesson, [.say("i am number two"), .say("no that is not me"), .right], tools: ToolBox(),
            settings: settings(of: "p-ada"))
        #expect(log.said.contains { $0.hasPrefix("All right, we go on as before.") }, "\(log.said)")
        #expect(log.notices.last == .lessonOver)
    }

    @Test(.timeLimit(.minutes(2))) func `the pupil button says names by the box's voice and then hands over`()
        async throws
    {
        let presses = Mutex(0)
        let log = try await SpokenTurns.hold(
            shortLesson, [], tools: ToolBox(), settings: settings(of: "p-ada"), names: HandOverTests.names,
            watch: { step, board in
                let isDue: Bool =
                    switch step.event {
                    // While the tutor greets, and while a name is said.
                    case .received(.responseOutputAudioDelta): presses.withLock { $0 == 0 }
                    case .voiced(.seat, _): presses.withLock { $0 == 1 }
                    case _: false
                    }
                guard isDue else { return }
                presses.withLock { $0 += 1 }
                board.press(.pupil)
                board.release(.pupil)
            })
        #expect(log.notices.last == .leaving(.pupil("p-cleo", by: .button)))
        let names = log.steps.filter { if case .voiced(.seat, _) = $0.event { true } else { false } }
        #expect(
            names.count == 2 && names.allSatisfy { $0.actions.contains { if case .play = $0 { true } else { false } } })
        let chosen = try #require(log.steps.firstIndex { if case .controlPressed = $0.event { true } else { false } })
        for step in log.steps[(chosen + 1)...] {
            #expect(!step.actions.contains { if case .send = $0 { true } else { false } })
        }
    }

    // MARK: Badges

    @Test(.timeLimit(.minutes(1))) func `a badge becomes an account, also between two sessions`() async throws {
        let reader = SimulatedBadgeReader()
        let desk = BadgeDesk(reader) { number in number == "0012345678" ? "p-ada" : nil }
        let task = Task { try await desk.run() }
        defer { task.cancel() }
        let (events, told) = AsyncStream.makeStream(of: Session.Event.self)
        var news = events.makeAsyncIterator()
        desk.attach { told.yield($0) }
        await reader.isRead()
        reader.hold("0012345678")
        reader.hold("7")
        var seen: [Session.Event] = []
        while seen.last != .unknownBadge, let event = await news.next() { seen.append(event) }
        #expect(seen.suffix(2) == [.badge("p-ada"), .unknownBadge])
        desk.detach()
        reader.hold("0012345678")
        desk.attach { told.yield($0) }
        #expect(await news.next() == .badge("p-ada"))
        reader.plugOut()
        #expect(await news.next() == .outsideTrouble("plugged out"))
    }

    @Test(.timeLimit(.minutes(1))) func `of two badges at once the second one counts, also while the box is left`()
        async throws
    {
        let reader = SimulatedBadgeReader()
        let desk = BadgeDesk(reader) { "p-" + $0 }
        let task = Task { try await desk.run() }
        defer { task.cancel() }
        await reader.isRead()
        let (events, told) = AsyncStream.makeStream(of: Session.Event.self)
        var news = events.makeAsyncIterator()
        func step(_ event: Session.Event, _ actions: [Session.Action] = []) -> Step {
            Step(at: .zero, event: event, actions: actions)
        }
        desk.attach { told.yield($0) }
        reader.hold("ada")
        reader.hold("ben")
        #expect(await news.next() == .badge("p-ada"))
        desk.watch(step(.badge("p-ada"), [.leave(.pupil("p-ada", by: .badge))]))
        // The session has ended and this one was on its way to it.
        #expect(await news.next() == .badge("p-ben"))
        desk.detach()
        desk.attach { told.yield($0) }
        #expect(await news.next() == .badge("p-ben"), "it is told to the next")
        desk.watch(step(.badge("p-ben"), [.leave(.pupil("p-ben", by: .badge))]))
        // While the old session is being closed.
        reader.hold("cleo")
        reader.hold("ada")
        reader.hold("cleo")
        desk.detach()
        desk.attach { told.yield($0) }
        #expect(await news.next() == .badge("p-cleo"), "the last one")
        desk.watch(step(.badge("p-cleo"), [.leave(.pupil("p-cleo", by: .badge))]))
        desk.detach()
        // What was taken in is not told again.
        desk.attach { told.yield($0) }
        reader.plugOut()
        #expect(await news.next() == .outsideTrouble("plugged out"))
    }

    // MARK: Diaries

    @Test func `each session has a diary of its own, and the newest the name of the settings`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let series = DiarySeries(path: folder.path + "/diary.jsonl")
        // Of a version that had one only.
        try Data("old".utf8).write(to: URL(filePath: series.path))
        let head = DiaryHead(lesson: shortLesson, settings: settings(of: "p-ada"))
        for _ in 0..<(DiarySeries.most + 10) { try DiaryWriter(path: series.next(), head: head).close() }
        #expect(series.files.count == DiarySeries.most)
        #expect(series.files.last?.hasSuffix("/diary-000075.jsonl") == true, "\(series.files.last ?? "")")
        let link = try FileManager.default.destinationOfSymbolicLink(atPath: series.path)
        #expect(link == "diary-000075.jsonl")
        #expect(try DiaryReplay.run(path: series.path).steps == 0)
    }
}
