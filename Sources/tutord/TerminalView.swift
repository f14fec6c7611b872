import Appliance
import Foundation
import Synchronization
import Tutor

/// Shows a lesson as it happens: the lamp, what both said, how long each turn took.
final class TerminalView: Sendable {
    enum Detail: Sendable {
        case nothing
        /// Everything, to somebody who watches.
        case everything
        /// For the journal, from this level up: without what anybody said.
        case log(LogLevel, hasPriorities: Bool)

        /// For standard output: a terminal has somebody before it, anything else is a log.
        static func ofOutput(from level: LogLevel) -> Detail {
            guard isatty(STDOUT_FILENO) == 0 else { return .everything }
            return .log(level, hasPriorities: ProcessInfo.processInfo.environment["JOURNAL_STREAM"] != nil)
        }
    }

    private let detail: Detail
    private let state = Mutex(State())

    private struct State {
        var first: Duration?
        var latencies: [Double] = []
        var troubles: [String] = []
    }

    init(_ detail: Detail) { self.detail = detail }

    func watch(_ step: Step) {
        for action in step.actions {
            guard case .tell(let notice) = action else { continue }
            if case .turn(let latency) = notice {
                state.withLock { $0.latencies.append(latency.commitToAudible.inMilliseconds) }
            } else if case .trouble(let text) = notice {
                state.withLock { $0.troubles.append(text) }
            }
        }
        switch detail {
        case .nothing: break
        case .everything:
            for line in LessonLine.lines(of: step, words: .shown) { write(line, step, prefix: "") }
        case .log(let level, let hasPriorities):
            for line in LessonLine.lines(of: step, words: .hidden) where line.level >= level {
                write(line, step, prefix: hasPriorities ? "<\(line.level.priority)>" : "")
            }
        }
    }

    /// What the pupil waited after each turn's tail, in ms.
    var latencies: [Double] { state.withLock { $0.latencies } }
    var troubles: [String] { state.withLock { $0.troubles } }

    private func write(_ line: LessonLine, _ step: Step, prefix: String) {
        let first = state.withLock { state in
            if state.first == nil { state.first = step.time }
            return state.first ?? step.time
        }
        let time = String(format: "%7.2f", (step.time - first).inMilliseconds / 1000)
        let name = line.what.padding(toLength: 9, withPad: " ", startingAt: 0)
        FileHandle.standardOutput.write(Data("\(prefix)\(time)  \(name)  \(line.text)\n".utf8))
    }
}
