import Appliance
import Audio
import Foundation
import Hardware
import Lessons
import Realtime
import RealtimeSocket
import Simulation
import Speech
import Testing
import Tools
import Tutor

struct MeasurementsTests {
    @Test func `what happened is counted, without words or names`() {
        let measurements = Measurements()
        var press = Step(at: .seconds(1), event: .talkPressed, actions: [.show(.listening)])
        press.lamp = 3_000_000
        measurements.watch(press)
        let latency = TurnLatency(
            releaseToCommit: .milliseconds(150), commitToFirstDelta: .milliseconds(40),
            firstDeltaToAudible: .milliseconds(20))
        let attempt = Attempt(
            lesson: "sums", exercise: "a", objective: "add", answer: "my secret answer", verdict: .right, number: 1,
            hints: 0)
        var spending = Spending()
        spending.audioOut = 12
        spending.cost = 2_000_000_000
        let actions: [Session.Action] = [
            .tell(.ready), .tell(.turn(latency)), .tell(.marked(attempt)), .tell(.pupilSaid("my secret answer")),
            .charge(spending), .tell(.linkDown("1006")), .tell(.linkDown("refused")),
        ]
        measurements.watch(Step(at: .seconds(2), event: .talkReleased, actions: actions))
        measurements.attach { BoardHealth(overruns: 2, framesDropped: 3) }
        let lines = Set(measurements.text.split(separator: "\n").map(String.init))
        for line in [
            "tutor_connected 0", "tutor_presses_total 1", "tutor_answers_total{verdict=\"right\"} 1",
            "tutor_connection_losses_total 1", "tutor_cost_total 2.0",
            "tutor_tokens_total{direction=\"out\",modality=\"audio\"} 12",
            "tutor_turn_seconds_bucket{stage=\"press_to_lamp\",le=\"0.005\"} 1",
            "tutor_turn_seconds_bucket{stage=\"commit_to_first_audio\",le=\"0.02\"} 0",
            "tutor_turn_seconds_bucket{stage=\"commit_to_first_audio\",le=\"0.05\"} 1",
            "tutor_sound_faults_total{kind=\"overrun\"} 2", "tutor_sound_faults_total{kind=\"frame_dropped\"} 3",
            "tutor_turn_seconds_count{stage=\"release_to_commit\"} 1",
        ] { #expect(lines.contains(line), "\(line) is not in\n\(measurements.text)") }
        #expect(!measurements.text.contains("secret"))
    }

    @Test func `each family is described once, before its samples`() {
        var described: Set<Substring> = []
        for line in Measurements().text.split(separator: "\n") {
            if line.hasPrefix("# TYPE ") {
                #expect(described.insert(line.split(separator: " ")[2]).inserted)
            } else if !line.hasPrefix("#") {
                let name = line.prefix { $0 != "{" && $0 != " " }
                #expect(described.contains { name.hasPrefix($0) }, "\(line)")
            }
        }
    }

    /// A way that leads nowhere, and says why.
    private struct DeadLink: RealtimeLink {
        let events = AsyncStream<LinkEvent> { continuation in
            continuation.yield(.down("the key is wrong", retryIn: .seconds(300), .key))
        }
        func send(_ event: ClientEvent) {}
        func renew() {}
        func run() async throws { try await Task.sleep(for: .seconds(60)) }
    }

    @Test(.timeLimit(.minutes(1))) func `the box says aloud why there is no tutor`() async throws {
        let board = SimulatedBoard(pace: 8)
        let (events, happened) = AsyncStream<Session.Event>.makeStream()
        let service = TutorService(
            board: board, link: DeadLink(), session: Session(lesson: shortLesson), keeper: MemoryKeeper(),
            tools: ToolBox(), clock: board, announcer: Announcer { try EspeakVoice() }
        ) { step in
            switch step.event {
            case .announced, .played: happened.yield(step.event)
            case _: break
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            group.addTask {
                // What it says is played to its end.
                var left = Int.max
                for await event in events {
                    if case .announced(let frame) = event { left = frame.samples.count }
                    if case .played(let samples) = event, left < Int.max { left -= samples }
                    if left <= 0 { break }
                }
            }
            try await group.next()
            group.cancelAll()
        }
        let spoken = board.room.channels[1].drop { $0 == 0 }
        #expect(spoken.count > 2 * AudioFrame.sampleRate)
    }
}
