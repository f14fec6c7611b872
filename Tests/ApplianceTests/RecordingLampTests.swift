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

/// A server that answers each turn with a second of sound, on a line that can be cut; it looks at the lamp with each
/// frame that arrives.
private final class WatchfulLink: RealtimeLink {
    let events: AsyncStream<LinkEvent>
    private let deliver: AsyncStream<LinkEvent>.Continuation
    private let board: SimulatedBoard
    private let state = Mutex(State())

    private struct State {
        var answers = 0
        var frames = 0
        var renewals = 0
        /// Frames that arrived while the lamp was dark, with what it showed.
        var dark: [Lamp] = []
        var isTaken = false
    }

    init(board: SimulatedBoard) {
        self.board = board
        (events, deliver) = AsyncStream.makeStream()
    }

    var frames: Int { state.withLock { $0.frames } }
    var dark: [Lamp] { state.withLock { $0.dark } }

    func run() async throws {
        connect()
        try await Task.sleep(for: .seconds(3_600))
    }

    func renew() {
        cut()
        connect()
    }

    func connect() {
        state.withLock { $0.isTaken = false }
        deliver.yield(.up)
        tell(.sessionCreated(.init(session: .realtime(RealtimeSession()))))
    }

    func cut() { deliver.yield(.down("cut", retryIn: .zero, .network)) }

    func send(_ event: ClientEvent) {
        switch event {
        case .sessionUpdate: tell(.sessionUpdated(.init(session: .realtime(RealtimeSession()))))
        case .responseCreate: answer()
        case .responseCancel(let cancel):
            tell(.responseDone(.init(response: Response(id: cancel.responseID, status: .cancelled))))
        case .inputAudioBufferAppend:
            // The lamp goes dark with the microphone; what it heard before that may be on its way still.
            let lamp = board.microphone == .running ? board.shownLamp : .listening
            state.withLock { state in
                state.frames += 1
                // What was recorded with the lamp lit is told again to a new connection, before anything else is.
                if lamp != .listening, state.isTaken { state.dark.append(lamp) }
            }
            return
        case .inputAudioBufferCommit, .inputAudioBufferClear, .conversationItemCreate, .conversationItemRetrieve,
            .conversationItemDelete, .conversationItemTruncate, .outputAudioBufferClear, .unknown:
            break
        }
        state.withLock { state in if case .sessionUpdate = event {} else { state.isTaken = true } }
    }

    private func tell(_ event: ServerEvent) { deliver.yield(.received(event)) }

    private func answer() {
        let number = state.withLock { state in
            state.answers += 1
            return state.answers
        }
        let response = ResponseID(rawValue: "resp_\(number)")
        let item = ItemID(rawValue: "item_\(number)")
        tell(.responseCreated(.init(response: Response(id: response, status: .inProgress))))
        for _ in 0..<10 {
            tell(
                .responseOutputAudioDelta(
                    .init(
                        responseID: response, itemID: item, outputIndex: 0, contentIndex: 0,
                        delta: AudioBytes(AudioFrame([Int16](repeating: 900, count: 2_400))))))
        }
        tell(.responseDone(.init(response: Response(id: response, status: .completed))))
    }
}

/// The recording lamp of a board at work, through whatever happens to it.
struct RecordingLampTests {
    /// What was seen of the lamp and the microphone, step by step.
    private final class Witness: Sendable {
        private let board: SimulatedBoard
        private let link: WatchfulLink
        private let state = Mutex(State())

        private struct State {
            var frames = 0
            var lit = 0
            var faults: [String] = []
            var isConnected = false
        }

        init(board: SimulatedBoard, link: WatchfulLink) {
            self.board = board
            self.link = link
        }

        var faults: [String] { state.withLock { $0.faults } }
        /// Frames that were heard while the lamp was lit.
        var lit: Int { state.withLock { $0.lit } }

        func watch(_ step: Step) {
            let (lamp, frames) = (board.shownLamp, link.frames)
            let showed = step.actions.contains { if case .show = $0 { true } else { false } }
            state.withLock { state in
                for case .tell(let notice) in step.actions {
                    if notice == .ready { state.isConnected = true }
                    if case .linkDown = notice { state.isConnected = false }
                }
                if case .heard = step.event, lamp == .listening, !showed, state.isConnected {
                    state.lit += 1
                    if frames == state.frames { state.faults.append("lit while nothing flows, at \(step.time)") }
                }
                state.frames = frames
            }
        }
    }

    @Test(.timeLimit(.minutes(5)), arguments: [TurnTaking.hold, .latch, .semanticVAD])
    func `the recording lamp is lit while samples flow to the network, and only then`(turns: TurnTaking) async throws {
        let board = SimulatedBoard(pace: 10)
        let link = WatchfulLink(board: board)
        var settings = SessionSettings()
        settings.turns = turns
        settings.controls = [Control.Row(.teacher, press: .mute), Control.Row(.volumeUp, press: .sayAgain)]
        let witness = Witness(board: board, link: link)
        let service = TutorService(
            board: board, link: link, session: Session(lesson: shortLesson, settings: settings), keeper: MemoryKeeper(),
            tools: ToolBox(), clock: board
        ) { witness.watch($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            group.addTask {
                var random = SplitMix(seed: 11)
                let second = AudioFrame((0..<24_000).map { $0 % 48 < 24 ? 6_000 : -6_000 })
                for _ in 0..<Thoroughness.scaled(150, to: 2_000) {
                    if board.isQuiet { board.speak(second) }
                    switch Int.random(in: 0..<12, using: &random) {
                    case 0...3: board.press()
                    case 4...6: board.release()
                    case 7: board.setMicrophone(.lost("unplugged"))
                    case 8: board.setMicrophone(.running)
                    case 9:
                        link.cut()
                        link.connect()
                    case 10: try await board.tap(.teacher, for: .milliseconds(60))
                    case _: try await board.tap(.volumeUp, for: .milliseconds(60))
                    }
                    try await board.sleep(for: .milliseconds(Int.random(in: 20...900, using: &random)))
                }
            }
            try await group.next()
            group.cancelAll()
        }
        #expect(link.dark.isEmpty, "\(link.dark.count) frames flowed while the lamp showed \(Set(link.dark))")
        #expect(witness.faults.isEmpty, "\(witness.faults.prefix(3))")
        #expect(witness.lit > 100, "\(witness.lit) frames were seen with the lamp lit: too few to tell")
    }
}
