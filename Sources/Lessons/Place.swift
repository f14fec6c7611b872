import Yams

/// A place in the YAML of a file: line and column from 1.
struct Place {
    let line: Int
    let column: Int

    static let start = Place(line: 1, column: 1)

    init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The reader's mark; the start where it has none.
    init(_ mark: Mark?) {
        line = max(mark?.line ?? 1, 1)
        column = max(mark?.column ?? 1, 1)
    }
}
