import Statements

/// When something happened: by the boot's own clock, and by the calendar where that is known.
struct Moment: Sendable, Hashable {
    let boot: BootID
    /// Since that boot.
    let nanoseconds: Int64
    let wall: WallTime?
}
