public import Hardware
import Lessons
import Realtime
import Synchronization
import Tutor

/// What a box has done since it started, as Prometheus text (exposition format 0.0.4). It holds no words and no names.
public final class Measurements: Sendable {
    /// Upper bounds of the latency histograms, in seconds.
    private static let bounds = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]

    private struct Histogram {
        var counts = [Int](repeating: 0, count: Measurements.bounds.count)
        var count = 0
        var sum = 0.0

        mutating func add(_ duration: Duration) {
            let seconds = Double(duration.inNanoseconds) / 1e9
            count += 1
            sum += seconds
            for (index, bound) in Measurements.bounds.enumerated() where seconds <= bound { counts[index] += 1 }
        }
    }

    private struct State {
        var stages: [String: Histogram] = [:]
        var presses = 0
        var answers: [String: Int] = [:]
        var losses = 0
        var isReady = false
        var troubles = 0
        var bargeIns = 0
        var guarded = 0
        var spending = Spending()
        var health: @Sendable () -> BoardHealth = { BoardHealth() }
    }

    private let state = Mutex(State())

    public init() {}

    /// - Parameter health: what the present board tells of itself; asked when somebody reads.
    public func attach(_ health: @escaping @Sendable () -> BoardHealth) { state.withLock { $0.health = health } }

    /// To be told each step of the session.
    public func watch(_ step: Step) {
        guard !step.actions.isEmpty else { return }
        state.withLock { state in
            if case .talkPressed = step.event { state.presses += 1 }
            if let lamp = step.lamp { state.stages["press_to_lamp", default: Histogram()].add(.nanoseconds(lamp)) }
            for action in step.actions {
                switch action {
                case .tell(.turn(let latency)):
                    state.stages["release_to_commit", default: Histogram()].add(latency.releaseToCommit)
                    state.stages["commit_to_first_audio", default: Histogram()].add(latency.commitToFirstDelta)
                    state.stages["first_audio_to_speaker", default: Histogram()].add(latency.firstDeltaToAudible)
                case .tell(.marked(let attempt)): state.answers[attempt.verdict.rawValue, default: 0] += 1
                case .tell(.linkDown):
                    if state.isReady { state.losses += 1 }
                    state.isReady = false
                case .tell(.ready): state.isReady = true
                case .tell(.trouble): state.troubles += 1
                case .tell(.tutorInterrupted): state.bargeIns += 1
                case .report: state.guarded += 1
                case .charge(let spending): state.spending = state.spending + spending
                case .tell, .send, .play, .stopPlaying, .show, .run, .answerTool, .record, .wake, .renew, .announce,
                    .moderate, .setVolume, .leave, .keep:
                    break
                }
            }
        }
    }

    public var text: String {
        let state = state.withLock { $0 }
        var lines: [String] = []
        func family(_ name: String, _ type: String, _ help: String, _ samples: [String]) {
            lines += ["# HELP tutor_\(name) \(help)", "# TYPE tutor_\(name) \(type)"] + samples.map { "tutor_" + $0 }
        }
        family("connected", "gauge", "Whether a tutor can be talked to.", ["connected \(state.isReady ? 1 : 0)"])
        family("presses_total", "counter", "Presses of the talk button.", ["presses_total \(state.presses)"])
        family(
            "answers_total", "counter", "Answers that were marked.",
            ["right", "wrong"].map { "answers_total{verdict=\"\($0)\"} \(state.answers[$0] ?? 0)" })
        family(
            "connection_losses_total", "counter", "Connections that ended, renewals included.",
            ["connection_losses_total \(state.losses)"])
        family("troubles_total", "counter", "Things that somebody should mend.", ["troubles_total \(state.troubles)"])
        family(
            "interruptions_total", "counter", "Times that the pupil talked over the tutor.",
            ["interruptions_total \(state.bargeIns)"])
        family(
            "guarded_total", "counter", "Answers of the tutor that were stopped.", ["guarded_total \(state.guarded)"])
        let health = state.health()
        family(
            "sound_faults_total", "counter", "Sound that was not captured or played in time, since the session began.",
            [
                ("overrun", health.overruns), ("underrun", health.underruns), ("suspension", health.suspensions),
                ("frame_dropped", health.framesDropped),
            ].map { "sound_faults_total{kind=\"\($0.0)\"} \($0.1)" })
        let spent = state.spending
        family(
            "tokens_total", "counter", "Tokens that the provider counted.",
            [
                ("in", "text", spent.textIn), ("cached", "text", spent.textCached), ("out", "text", spent.textOut),
                ("in", "audio", spent.audioIn), ("cached", "audio", spent.audioCached),
                ("out", "audio", spent.audioOut), ("in", "image", spent.imageIn),
                ("cached", "image", spent.imageCached),
            ].map { "tokens_total{direction=\"\($0.0)\",modality=\"\($0.1)\"} \($0.2)" })
        family(
            "cost_total", "counter", "What it cost, in units of the configured currency.",
            ["cost_total \(Double(spent.cost) / 1e9)"])
        family(
            "turn_seconds", "histogram", "How long the stages of a turn took.",
            state.stages.sorted { $0.key < $1.key }.flatMap { name, histogram in
                zip(Measurements.bounds, histogram.counts).map {
                    "turn_seconds_bucket{stage=\"\(name)\",le=\"\($0)\"} \($1)"
                } + [
                    "turn_seconds_bucket{stage=\"\(name)\",le=\"+Inf\"} \(histogram.count)",
                    "turn_seconds_sum{stage=\"\(name)\"} \(histogram.sum)",
                    "turn_seconds_count{stage=\"\(name)\"} \(histogram.count)",
                ]
            })
        return lines.joined(separator: "\n") + "\n"
    }
}
