import Tutor

/// Whether answers reach the school's record.
public struct SyncFinding: Finding, Hashable {
    public enum State: Sendable, Hashable {
        /// Nobody has asked for it: answers stay on the box.
        case notSetUp
        /// So many answers wait; the oldest since then, and why they could not be sent.
        case waiting(answers: Int, oldest: Duration, reason: String?)
        case upToDate
        /// So many wait, and nothing is sent before somebody has mended this.
        case stopped(answers: Int, reason: String)
    }

    /// Answers on this box; nil where the gradebook cannot be read.
    public var answers: Int?
    public var state: State

    public init(answers: Int?, state: State) {
        self.answers = answers
        self.state = state
    }

    static let late = Duration.seconds(7 * 86_400)

    public func judged() -> Judgement {
        let kept = answers.map { "\($0) answer\($0 == 1 ? "" : "s")" } ?? "An unknown number of answers"
        switch state {
        case .notSetUp:
            return .skipped(
                "Sync is not set up: \(kept) on this box only; `tutord export` takes them along, and "
                    + "/var/lib/tutor is to be backed up.")
        case .upToDate: return .fine("\(kept), all of them sent.")
        case .stopped(let waiting, let reason):
            return .broken(.notSynced, "\(kept); \(waiting) statements wait to be sent: \(reason).")
        case .waiting(let waiting, let oldest, let reason):
            let text = "\(kept); \(waiting) statements wait to be sent" + (reason.map { " (\($0))" } ?? "")
            return oldest > SyncFinding.late
                ? .broken(.notSynced, "\(text), the oldest for \(oldest.components.seconds / 86_400) days.")
                : .fine("\(text).")
        }
    }

    public var measured: [String: Double] {
        var numbers: [String: Double] = answers.map { ["answers": Double($0)] } ?? [:]
        switch state {
        case .notSetUp, .upToDate: break
        case .stopped(let waiting, _): numbers["waiting"] = Double(waiting)
        case .waiting(let waiting, let oldest, _):
            numbers["waiting"] = Double(waiting)
            numbers["oldest_s"] = Double(oldest.components.seconds)
        }
        return numbers
    }
}
