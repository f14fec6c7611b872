import Appliance
import Foundation
import Lessons
import Synchronization
import Tutor

/// Shows a lesson as it happens: the lamp, what both said, how long each turn took.
final class TerminalView: Sendable {
    private let isQuiet: Bool
    private let state = Mutex(State())

    private struct State {
        var first: Duration?
        var latencies: [Double] = []
        var troubles: [String] = []
    }

    init(quiet: Bool = false) { isQuiet = quiet }

    func watch(_ step: Step) {
        for action in step.actions {
            switch action {
            case .show(let mood): line(step, "lamp", mood.rawValue)
            case .tell(let notice): tell(notice, step)
            case .announce(let announcement): line(step, "says", "“\(announcement.words(in: "en"))”")
            case .send, .play, .stopPlaying, .run, .answerTool, .record, .wake, .renew, .charge, .report, .moderate,
                .setVolume,
                .leave, .keep:
                break
            }
        }
    }

    /// What the pupil waited after each turn's tail, in ms.
    var latencies: [Double] { state.withLock { $0.latencies } }
    var troubles: [String] { state.withLock { $0.troubles } }

    private func tell(_ notice: Notice, _ step: Step) {
        switch notice {
        case .ready: line(step, "ready", "the tutor can be spoken to")
        case .exercise(let id): line(step, "exercise", id.rawValue)
        case .pupilSaid(let text): line(step, "pupil", text.isEmpty ? "(not understood)" : "“\(text)”")
        case .tutorSaid(let text): line(step, "tutor", "“\(text)”")
        case .tutorInterrupted(let heard): line(step, "interrupt", "\(heard) ms of it were heard")
        case .tooShort: line(step, "press", "too short")
        case .nothingHeard: line(step, "press", "nothing was said")
        case .notConnected: line(step, "press", "there is no connection to a tutor")
        case .turn(let latency):
            state.withLock { $0.latencies.append(latency.commitToAudible.inMilliseconds) }
            line(
                step, "latency",
                String(
                    format: "%.0f ms to the first sound (tutor %.1f, speaker %.1f), after a tail of %.0f",
                    latency.commitToAudible.inMilliseconds, latency.commitToFirstDelta.inMilliseconds,
                    latency.firstDeltaToAudible.inMilliseconds, latency.releaseToCommit.inMilliseconds))
        case .marked(let attempt):
            line(
                step, "kept",
                "\(attempt.exercise): “\(attempt.answer)” is \(attempt.verdict.rawValue), try \(attempt.number)")
        case .lessonOver: line(step, "over", "the lesson is done")
        case .guarded(let trip): line(step, "guard", "\(trip.topic): “…\(trip.excerpt)”")
        case .budget(let level):
            line(step, "budget", level == .spent ? "all of it is spent" : "most of it is spent")
        case .linkDown(let reason): line(step, "link", reason)
        case .muted: line(step, "muted", "the microphone is off")
        case .unmuted: line(step, "unmuted", "the microphone is on")
        case .volume(let percent): line(step, "volume", "\(percent) %")
        case .stick(let news): line(step, "stick", "\(news)")
        case .leaving(let departure): line(step, "leaves", "\(departure)")
        case .approvalWanted(let what): line(step, "approval", "the teacher is asked: \(what)")
        case .approval(let what, let isAllowed): line(step, "approval", "\(isAllowed ? "yes" : "no") to: \(what)")
        case .lessonChanged: line(step, "lesson", "the teacher's edit is taught from now on")
        case .trouble(let text):
            state.withLock { $0.troubles.append(text) }
            line(step, "trouble", text)
        }
    }

    private func line(_ step: Step, _ what: String, _ text: String) {
        guard !isQuiet else { return }
        let first = state.withLock { state in
            if state.first == nil { state.first = step.time }
            return state.first ?? step.time
        }
        let time = String(format: "%7.2f", (step.time - first).inMilliseconds / 1000)
        let name = what.padding(toLength: 9, withPad: " ", startingAt: 0)
        FileHandle.standardOutput.write(Data("\(time)  \(name)  \(text)\n".utf8))
    }
}
