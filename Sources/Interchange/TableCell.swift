import Statements

/// A cell of a table, by type: only what people wrote or said can hold a formula.
enum TableCell: Equatable {
    case text(String)
    /// Times and words of our own.
    case word(String)
    case number(Double)
    /// A date by the school's clock, `2026-03-02`.
    case day(String)
    /// What the school's clock showed (`Origin.local`).
    case moment(WallTime)
    case empty
}
