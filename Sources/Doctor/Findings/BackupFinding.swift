public import Gradebook
public import Statements
import Tutor

/// Whether a broken gradebook would have a copy to take its place.
public struct BackupFinding: Finding, Hashable {
    /// Answers in the gradebook; nil where they are not known.
    public var answers: Int?
    /// The newest; nil where there is none.
    public var newest: Backups.Copy?
    /// A broken gradebook that was put aside; the newest.
    public var aside: Backups.Copy?
    /// By the system's clock.
    public var now: WallTime

    static let old: Int64 = 8 * 86_400_000

    public func judged() -> Judgement {
        if let aside {
            return .warning(
                "A gradebook was put aside on \(aside.made.date): \(aside.path).",
                "If nobody did so by hand, the card is failing: replace it. Keep the file for whoever can read it; the box "
                    + "deletes it after a month.")
        }
        guard let newest else {
            return answers ?? 0 == 0
                ? .fine("There is nothing yet that a copy could be made of.")
                : .warning(
                    "There is no copy of the gradebook.",
                    "Leave the box switched on for some minutes after a lesson, or make one now: `tutord backup`.")
        }
        let text = "The newest copy of the gradebook is of \(newest.made.date): \(newest.path)."
        guard now.milliseconds - newest.made.milliseconds <= BackupFinding.old else {
            return .warning(text, "Leave the box switched on for some minutes after a lesson, or run `tutord backup`.")
        }
        return .fine(text)
    }

    public var measured: [String: Double] {
        newest.map { ["copy_age_s": Double(now.milliseconds - $0.made.milliseconds) / 1_000] } ?? [:]
    }
}
