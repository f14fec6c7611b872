/// Every key of a lesson file: for its reader, and for whoever must say the same as the reader.
package enum LessonKeys {
    package static let lesson = KeySet(
        name: "the front matter", required: ["id", "title", "language", "ages", "objectives", "exercises"],
        optional: [
            "voice", "speed", "style", "reasoning", "license", "sources", "greeting", "closing", "tools", "mcp",
            "budget",
            "guard", "images",
        ])
    package static let objective = KeySet(name: "an objective", required: ["id", "title"], optional: ["after"])
    package static let server = KeySet(name: "an MCP server", required: ["server"], optional: ["allow", "watch"])
    package static let topic = KeySet(name: "a guarded topic", required: ["topic", "phrases"], optional: [])
    package static let image = KeySet(name: "an image", required: ["id", "file", "alt"], optional: [])
    package static let confusion = KeySet(name: "a confusion", required: ["say", "because"], optional: [])
    package static let form = KeySet(
        name: "a form of `in`", required: [], optional: ["ask", "expect", "confusions", "hints", "explain", "praise"])
    /// Those of all kinds; what a kind needs or does not take is in ``misplaced(_:in:)`` and ``required(of:)``.
    package static let exercise = KeySet(
        name: "an exercise", required: ["id", "objective", "kind", "ask", "explain"],
        optional: [
            "expect", "confusions", "hints", "praise", "answer_language", "image", "in", "tolerance", "units",
            "needs_unit",
            "make", "formula", "when", "count",
        ])

    package static let all = [lesson, objective, server, topic, image, exercise, confusion, form]

    /// What an exercise of a kind must have beside the keys that all must have.
    package static func required(of kind: Exercise.Kind) -> [String] {
        switch kind {
        case .say, .number, .choice, .order, .spell, .repeat: ["expect"]
        case .generated: ["make", "formula"]
        }
    }

    /// What would be right where an exercise of a kind does not take a key; nil where it does.
    package static func misplaced(_ key: String, in kind: Exercise.Kind) -> String? {
        switch (key, kind) {
        case ("expect", .generated): "`formula`"
        case ("make", .generated), ("formula", .generated), ("when", .generated), ("count", .generated): nil
        case ("make", _), ("when", _), ("count", _): "the kind `generated`"
        case ("formula", _): "`expect`, or the kind `generated`"
        case ("tolerance", .number), ("tolerance", .generated), ("units", .number), ("units", .generated),
            ("needs_unit", .number), ("needs_unit", .generated):
            nil
        case ("tolerance", _), ("units", _), ("needs_unit", _): "the kind `number` or `generated`"
        case (_, _): nil
        }
    }
}
