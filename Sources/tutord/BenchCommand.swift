import Appliance
import ArgumentParser
import Audio
import Foundation
import Hardware
import Lessons
import Realtime
import RealtimeSocket
import Simulation
import Synchronization
import Tools
import Tutor

/// The client's side of `Benchmarks/run.sh`: spoken turns in real time against a server, and what they cost.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Hold spoken turns against a Realtime server and say what they cost.",
        shouldDisplay: false)

    @Option(help: "ws:// or wss:// URL of the server.")
    var url: String
    @Option(help: "A WAV file that is said in each turn.")
    var speech: String
    @Option(help: "How many turns.")
    var turns = 5
    @OptionGroup var settings: Settings
    @Flag(help: "Print one line of JSON.")
    var json = false

    struct Result: Encodable {
        var turns = 0
        var wallSeconds = 0.0
        var audioSeconds = 0.0
        var cpuSeconds = 0.0
        /// From ready to the end.
        var sessionCpuSeconds = 0.0
        /// Of it the thread of the simulated sound card, which no other client has.
        var soundCardCpuSeconds = 0.0
        var residentKib = 0
        var privateDirtyKib = 0
        var readyMilliseconds = 0.0
        var waitsMilliseconds: [Double] = []
    }

    /// What is counted while the session runs.
    private struct Count {
        var ready: Duration?
        var cpuWhenReady = 0.0
        var samples = 0
        var waits: [Double] = []
    }

    func run() async throws {
        try await Failure.reported {
            let library = try LessonLibrary(path: settings.configuration().lessons)
            let lesson = try (try? library.lesson("first-words")) ?? library.lesson(nil)
            let words = try WAVFile(bytes: [UInt8](Data(contentsOf: URL(filePath: speech)))).frame()
            let link = WebSocketLink(endpoint: try .url(url, model: "bench"))
            let board = SimulatedBoard(recorded: .zero)
            let count = Mutex(Count())
            let (moods, mood) = AsyncStream.makeStream(of: Mood.self)
            let service = TutorService(
                board: board, link: link, session: Session(lesson: lesson), keeper: NoKeeper(), tools: ToolBox(),
                clock: board
            ) { step in
                count.withLock { count in
                    for action in step.actions {
                        switch action {
                        case .tell(.ready):
                            // A connection that was renewed is ready a second time.
                            guard count.ready == nil else { break }
                            count.ready = ProcessFigures.age
                            count.cpuWhenReady = ProcessFigures.now.cpuSeconds
                        case .tell(.turn(let latency)): count.waits.append(latency.commitToAudible.inMilliseconds)
                        case .send(.inputAudioBufferAppend(let event)): count.samples += event.audio.bytes.count / 2
                        case .play(let frame): count.samples += frame.samples.count
                        case .show(let shown): mood.yield(shown)
                        case .tell, .send, .stopPlaying, .run, .answerTool, .record, .wake, .renew, .announce, .charge,
                            .report, .moderate, .setVolume, .leave, .keep:
                            break
                        }
                    }
                }
            }
            let start = board.now
            var soundCardCpu = 0.0
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await service.run() }
                group.addTask {
                    var shown = moods.makeAsyncIterator()
                    for _ in 0..<turns {
                        var spoke = false
                        while let mood = await shown.next() {
                            if mood == .speaking { spoke = true }
                            if mood == .ready, spoke { break }
                        }
                        board.press()
                        board.speak(words)
                        try await board.sleep(for: words.duration + .milliseconds(200))
                        board.release()
                    }
                    while let mood = await shown.next(), mood != .ready {}
                }
                try await group.next()
                soundCardCpu = ProcessFigures.cpuSeconds(ofThreads: "sound")
                group.cancelAll()
            }
            let figures = ProcessFigures.now
            let counted = count.withLock { $0 }
            var result = Result(turns: turns)
            result.wallSeconds = (board.now - start).inMilliseconds / 1000
            result.audioSeconds = Double(counted.samples) / Double(AudioFrame.sampleRate)
            result.cpuSeconds = figures.cpuSeconds
            result.sessionCpuSeconds = figures.cpuSeconds - counted.cpuWhenReady
            result.soundCardCpuSeconds = soundCardCpu
            result.residentKib = figures.residentKiB
            result.privateDirtyKib = figures.privateDirtyKiB
            result.readyMilliseconds = counted.ready?.inMilliseconds ?? -1
            result.waitsMilliseconds = counted.waits
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = json ? [.sortedKeys] : [.sortedKeys, .prettyPrinted]
            print(String(decoding: try encoder.encode(result), as: UTF8.self))
        }
    }
}

/// Keeps nothing: a benchmark measures the client, not the disk.
private struct NoKeeper: AnswerKeeper {
    func check(at time: Duration) throws {}
    func keep(_ attempt: Attempt, at time: Duration) throws {}
    func keep(_ happening: Happening, at time: Duration) throws {}
    func note(_ latency: KeptLatency, at time: Duration) throws {}
    func charge(_ spending: Spending, at time: Duration) throws {}
    func report(_ trip: OutputGuard.Trip, at time: Duration) throws {}
}
