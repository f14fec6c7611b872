public import Gradebook
import Tutor

/// Whether answers would be kept.
public struct GradebookFinding: Finding, Hashable {
    public enum State: Sendable, Hashable {
        case examined(GradebookExamination)
        /// There is none yet; its folder could be written to, which took so long.
        case notYet(scratch: Duration)
        /// The tutor itself holds it, and proves each half minute that it writes.
        case inUse(answers: Int)
        case failed(GradebookError)
        /// There is none yet, and its folder cannot be written to.
        case folder(reason: String)
    }

    public var path: String
    public var state: State

    static let slow = Duration.milliseconds(1_000)

    public func judged() -> Judgement {
        switch state {
        case .notYet(let scratch):
            return .fine("There is no gradebook yet; its folder can be written to (\(scratch.text)): \(path).")
        case .folder(let reason):
            return .broken(
                .notSaved, "There is no gradebook, and none can be made at \(path): \(reason).",
                "Check the folder's owner and mode, or `data` in the settings; run the doctor as root (sudo).")
        case .inUse(let answers):
            return .fine("\(answers) answers in \(path); the tutor is running and holds it.")
        case .failed(let error): return .broken(error.code, "\(error).")
        case .examined(let seen):
            guard seen.check == "ok" else { return .broken(.gradebookBroken, "\(path) is damaged: \(seen.check).") }
            guard seen.journalMode.lowercased() == "wal", seen.synchronous == 2 else {
                return .broken(
                    .gradebookBroken,
                    "\(path) would lose answers in a power cut: journal_mode is \(seen.journalMode), synchronous "
                        + "\(seen.synchronous), expected wal and 2.", "Put the folder on a local disk.")
            }
            let text =
                "\(seen.answers) answers in \(path); it is whole, and a write reached the disk in \(seen.commit.text)"
            if seen.commit > GradebookFinding.slow {
                return .warning(
                    "\(text).", "A card that takes so long is worn or busy: see what writes to it, and have a spare.")
            }
            return .fine("\(text) (WAL, synchronous FULL).")
        }
    }

    public var measured: [String: Double] {
        switch state {
        case .examined(let seen):
            [
                "commit_ms": seen.commit.inMillisecondTenths, "answers": Double(seen.answers),
                "bytes": Double(seen.size),
            ]
        case .notYet(let scratch): ["commit_ms": scratch.inMillisecondTenths]
        case .inUse(let answers): ["answers": Double(answers)]
        case .failed, .folder: [:]
        }
    }
}

extension GradebookError {
    /// The number of what it means for the box.
    var code: TroubleCode {
        switch self {
        case .diskFull: .diskFull
        case .inputOutput: .diskFailing
        case .notADatabase, .foreign, .damaged, .newerVersion, .notDurable: .gradebookBroken
        case .cannotOpen, .readOnly, .busy, .unknownSession, .unknownPupil, .invalid, .refused: .notSaved
        }
    }
}
