/// A cell of a table, by type: only what people wrote or said can hold a formula.
enum TableCell {
    case text(String)
    /// Times and words of our own.
    case word(String)
    case number(Double)
}
