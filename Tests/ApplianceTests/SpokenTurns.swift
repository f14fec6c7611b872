import Appliance
import Audio
import Foundation
import Lessons
import Simulation
import Speech
import Tools
import Tutor

/// Lessons held by voice with tools: a synthetic pupil, a board that behaves, the real recogniser, the real voice.
enum SpokenTurns {
    /// The real ears and voice of the offline tutor.
    static let voices = OfflineVoices(
        makeRecognizer: { try PocketsphinxRecognizer() }, makeVoice: { try EspeakVoice() })

    /// A pupil with a child's voice.
    static func pupil(
        of lesson: Lesson, at board: SimulatedBoard, _ moves: [PupilMove]
    ) throws -> ScriptedPupil {
        let voice = try EspeakVoice()
        return ScriptedPupil(board: board, lesson: lesson, moves: moves) { words in
            var samples: [Int16] = []
            try voice.speak(words, style: VoiceStyle(language: "en-GB", name: "en-gb+f2", speed: 0.85, pitch: 75)) {
                samples += $0.samples
                return true
            }
            return AudioFrame(samples)
        }
    }

    /// - Parameters:
    ///   - outside: what is told to the session from beside it.
    ///   - engine: ears and a voice that are loaded already.
    ///   - names: what pupils are called.
    ///   - isEnough: ends the lesson early.
    ///   - watch: sees each step, with the board to press buttons on.
    static func hold(
        _ lesson: Lesson, _ moves: [PupilMove], tools: ToolBox, settings: SessionSettings = SessionSettings(),
        outside: AsyncStream<Session.Event>? = nil, engine: OfflineEngine? = nil,
        names: @escaping @Sendable (String) -> String? = { _ in nil },
        until isEnough: @escaping @Sendable (Step) -> Bool = { _ in false },
        watch: @escaping @Sendable (Step, SimulatedBoard) -> Void = { _, _ in }
    ) async throws -> StepLog {
        let board = SimulatedBoard(pace: 4)
        let log = StepLog()
        let pupil = try SpokenTurns.pupil(of: lesson, at: board, moves)
        let (enough, isDone) = AsyncStream.makeStream(of: Void.self)
        let announcer = Announcer(names: names) { try EspeakVoice() }
        defer { announcer.finish() }
        let service = TutorService(
            board: board, link: engine.map { OfflineLink(engine: $0) } ?? OfflineLink(voices: SpokenTurns.voices),
            session: Session(lesson: lesson, settings: settings),
            keeper: MemoryKeeper(), tools: tools, clock: board, lifetime: .oneLesson,
            announcer: announcer, outside: outside
        ) { step in
            log.add(step)
            pupil.watch(step)
            watch(step, board)
            if isEnough(step) { isDone.finish() }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            group.addTask {
                try await pupil.run()
                // The service ends the lesson; a pupil who is done waits for that.
                try await Task.sleep(for: .seconds(60))
            }
            group.addTask { for await _ in enough {} }
            try await group.next()
            group.cancelAll()
        }
        return log
    }
}

extension StepLog {
    /// The tutor's words, in order.
    var said: [String] { notices.compactMap { if case .tutorSaid(let words) = $0 { words } else { nil } } }
}
