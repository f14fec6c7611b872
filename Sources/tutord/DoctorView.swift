import Doctor
import Foundation
import Synchronization
import Tutor

/// Shows an examination: each check as soon as those before it are told, and what is under way where that takes time.
final class DoctorView: Sendable {
    private struct State {
        /// What is to come, in the order in which it is told.
        var coming: ArraySlice<Check>
        var ended: [Check: [Outcome]] = [:]
        var running: [Check] = []
        /// Skipped for one reason, one after another: told in one line.
        var skipped: [Outcome] = []
        var isShowing = false
    }

    private let state: Mutex<State>
    /// Whether a line may be drawn over and over: on a terminal, and not where a machine reads.
    private let isLive: Bool
    private let printsText: Bool

    init(_ selection: Selection, json: Bool) {
        state = Mutex(State(coming: Check.allCases.filter(selection.checks.contains)[...]))
        printsText = !json
        isLive = isatty(STDERR_FILENO) == 1
    }

    func watch(_ entry: Journal.Entry) {
        state.withLock { state in
            switch entry {
            case .began(let check): state.running.append(check)
            case .ended(let check, let outcomes):
                state.running.removeAll { $0 == check }
                state.ended[check, default: []] += outcomes
                erase(&state)
                while let next = state.coming.first, let outcomes = state.ended[next] {
                    state.coming.removeFirst()
                    for outcome in outcomes { tell(outcome, &state) }
                }
            }
            draw(&state)
        }
    }

    private func tell(_ outcome: Outcome, _ state: inout State) {
        if outcome.verdict == .skipped, state.skipped.first.map({ $0.found == outcome.found }) ?? true {
            state.skipped.append(outcome)
            return
        }
        tellSkipped(&state)
        if outcome.verdict == .skipped {
            state.skipped = [outcome]
        } else {
            toOutput(DoctorView.text(outcome))
        }
    }

    private func tellSkipped(_ state: inout State) {
        guard let first = state.skipped.first else { return }
        let names = state.skipped.map(\.check.rawValue)
        toOutput(
            names.count == 1
                ? DoctorView.text(first)
                : "-       \(names.joined(separator: ", "))\n\(DoctorView.indent)\(first.found)")
        state.skipped = []
    }

    /// Something for the person at the terminal.
    func say(_ text: String) { prompt(text + "\n") }

    func prompt(_ text: String) {
        state.withLock { state in
            erase(&state)
            DoctorView.toTerminal(text)
        }
    }

    /// Ends the drawing, and sums up.
    func finish(_ diagnosis: Diagnosis) {
        state.withLock { state in
            erase(&state)
            for check in state.coming { for outcome in state.ended[check] ?? [] { tell(outcome, &state) } }
            state.coming = []
            tellSkipped(&state)
        }
        let (broken, warnings, skipped) = (diagnosis.broken, diagnosis.warnings, diagnosis.skipped)
        var text = "\n\(diagnosis.outcomes.count - skipped.count) looked at"
        text += broken.isEmpty ? ", nothing is broken" : ", \(broken.count) broken"
        if !warnings.isEmpty { text += ", \(warnings.count) to be watched" }
        if !skipped.isEmpty { text += ", \(skipped.count) skipped" }
        toOutput(text + ".")
        guard !broken.isEmpty else { return }
        let areas = diagnosis.areas.map(\.title).sorted().joined(separator: "; ")
        toOutput(
            "Broken: \(areas). Exit status \(diagnosis.exitStatus). `tutord doctor --explain NUMBER` says more.")
    }

    static func text(_ outcome: Outcome) -> String {
        let mark =
            switch outcome.verdict {
            case .fine: "ok    "
            case .warning: "watch "
            case .broken: "BROKEN"
            case .skipped: "-     "
            }
        let name = outcome.check.rawValue.padding(toLength: 11, withPad: " ", startingAt: 0)
        var text = "\(mark)  \(name)  "
        if let code = outcome.verdict.code { text += "[\(code.rawValue)] " }
        text += outcome.found
        // Time that nobody notices is not worth a word; the steps to a server are measured for their time.
        let isStep = outcome.check.area == .network && outcome.verdict != .skipped && outcome.check != .clock
        if outcome.milliseconds >= 100 || isStep { text += " (\(outcome.milliseconds) ms)" }
        if let advice = outcome.advice { text += "\n" + DoctorView.indent + "-> " + advice }
        return text
    }

    private func draw(_ state: inout State) {
        guard isLive, !state.running.isEmpty else { return }
        let text = "... " + state.running.map(\.rawValue).joined(separator: ", ")
        DoctorView.toTerminal("\r\u{1B}[K" + text)
        state.isShowing = true
    }

    private func erase(_ state: inout State) {
        guard state.isShowing else { return }
        DoctorView.toTerminal("\r\u{1B}[K")
        state.isShowing = false
    }

    private static let indent = String(repeating: " ", count: 21)

    /// At once, also into a pipe; nothing where JSON is to come.
    private func toOutput(_ text: String) {
        guard printsText else { return }
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    private static func toTerminal(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
