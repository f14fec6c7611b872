import Appliance
import Audio
import Hardware
import Realtime
import RealtimeSocket
import Simulation
import Synchronization
import TestSupport
import Testing
import Tools
import Tutor

/// A server whose voice says how long it has been heard: each millisecond of an answer has its own number as its samples.
private final class RampLink: RealtimeLink {
    let events: AsyncStream<LinkEvent>
    private let deliver: AsyncStream<LinkEvent>.Continuation
    private let state = Mutex((answers: 0, heard: [Int: Int]()))

    init() { (events, deliver) = AsyncStream.makeStream() }

    /// What the tutor was told of each answer, in ms.
    var heard: [Int: Int] { state.withLock { $0.heard } }

    func send(_ event: ClientEvent) {
        switch event {
        case .sessionUpdate: tell(.sessionUpdated(.init(session: .realtime(RealtimeSession()))))
        case .responseCreate: answer()
        case .responseCancel(let cancel):
            tell(.responseDone(.init(response: Response(id: cancel.responseID, status: .cancelled))))
        case .conversationItemTruncate(let truncate):
            let number = Int(truncate.itemID.rawValue.dropFirst(5)) ?? -1
            state.withLock { $0.heard[number] = truncate.audioEndMilliseconds }
        case .inputAudioBufferAppend, .inputAudioBufferCommit, .inputAudioBufferClear, .conversationItemCreate,
            .conversationItemRetrieve, .conversationItemDelete, .outputAudioBufferClear, .unknown:
            break
        }
    }

    func renew() {}

    func run() async throws {
        deliver.yield(.up)
        tell(.sessionCreated(.init(session: .realtime(RealtimeSession()))))
        try await Task.sleep(for: .seconds(3_600))
    }

    private func tell(_ event: ServerEvent) { deliver.yield(.received(event)) }

    /// Twelve seconds of voice, faster than they can be heard.
    private func answer() {
        let number = state.withLock { state in
            state.answers += 1
            return state.answers
        }
        let response = ResponseID(rawValue: "resp_\(number)")
        let item = ItemID(rawValue: "item_\(number)")
        tell(.responseCreated(.init(response: Response(id: response, status: .inProgress))))
        let message = Message(role: .assistant, content: [], id: item, status: .inProgress)
        tell(.responseOutputItemAdded(.init(responseID: response, outputIndex: 0, item: .message(message))))
        for tenth in 0..<120 {
            let samples = (0..<2_400).map { Int16(tenth * 100 + $0 / 24 + 1) }
            tell(
                .responseOutputAudioDelta(
                    .init(
                        responseID: response, itemID: item, outputIndex: 0, contentIndex: 0,
                        delta: AudioBytes(AudioFrame(samples)))))
        }
    }
}

struct BargeInTests {
    @Test(.timeLimit(.minutes(15))) func `each interruption tells within 20 ms how much was heard`() async throws {
        let count = Thoroughness.scaled(40, to: 500)
        let board = SimulatedBoard(pace: 12)
        let link = RampLink()
        var settings = SessionSettings()
        settings.greets = false
        let service = TutorService(
            board: board, link: link, session: Session(lesson: shortLesson, settings: settings), keeper: MemoryKeeper(),
            tools: ToolBox(), clock: board)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            group.addTask {
                var random = SplitMix(seed: 7)
                var lamps = board.lamps.makeAsyncIterator()
                while let lamp = await lamps.next(), lamp != .ready {}
                let second = AudioFrame((0..<24_000).map { $0 % 48 < 24 ? 6_000 : -6_000 })
                for _ in 0...count {
                    // On a busy machine a press may be over before its voice was heard: then once more.
                    var lamp = Lamp.ready
                    repeat {
                        for _ in 0..<6 { board.speak(second) }
                        try await board.tap(for: .milliseconds(400))
                        repeat { lamp = await lamps.next() ?? .speaking } while lamp == .listening || lamp == .thinking
                    } while lamp != .speaking
                    try await board.sleep(for: .milliseconds(Int.random(in: 150...1_800, using: &random)))
                }
            }
            // The pupil is done first.
            try await group.next()
            group.cancelAll()
        }
        let spoken = BargeInTests.answers(in: board.room.channels[1])
        let told = link.heard
        // On a busy machine an answer may be heard to its end, or not at all, before the pupil is back: no truncate then.
        #expect(told.count >= count * 3 / 4)
        var worst = 0
        for (number, milliseconds) in told {
            let truth = spoken[number - 1]
            worst = max(worst, abs(truth - milliseconds))
            #expect(abs(truth - milliseconds) <= 20, "answer \(number): told \(milliseconds) ms, heard \(truth)")
        }
        print("\(told.count) interruptions, at most \(worst) ms beside the truth")
    }

    /// How much of each answer left the speaker, in ms: each millisecond of one is 24 samples of its own number, from 1
    /// on. No other sound of the box is like that.
    private static func answers(in room: [Int16]) -> [Int] {
        var answers: [Int] = []
        var heard = 0
        var run = (value: Int16(0), length: 0)
        for sample in room + [0] {
            if sample == run.value {
                run.length += 1
                continue
            }
            let isNext = Int(run.value) == heard + 1
            if isNext, run.length == 24 {
                heard += 1
            } else if heard > 0 {
                answers.append(heard + (isNext ? 1 : 0))
                heard = run.value == 1 && run.length == 24 ? 1 : 0
            }
            run = (sample, 1)
        }
        if heard > 0 { answers.append(heard) }
        return answers
    }
}
