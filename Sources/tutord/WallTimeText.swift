import Gradebook
import Statements

/// Times as the school's clock shows them.
enum WallTimeText {
    /// `2026-03-02T10:00:07`
    static func local(_ time: WallTime, _ origin: Origin) -> String {
        let shifted = time.milliseconds + Int64(origin.offset(at: time)) * 1_000
        return String(WallTime(milliseconds: shifted).description.dropLast())
    }
}
