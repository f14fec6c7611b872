import Yams

/// A mapping in a board file: a button, a lamp, the sound.
struct BoardRow {
    var node: Node
    var values: [String: Node]
    var file: Int
}
