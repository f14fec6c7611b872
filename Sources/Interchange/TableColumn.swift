/// The head of a column.
struct TableColumn: Sendable {
    let title: String
    /// Characters that a spreadsheet shows of it.
    let width: Double

    init(_ title: String, _ width: Double) {
        self.title = title
        self.width = width
    }
}
