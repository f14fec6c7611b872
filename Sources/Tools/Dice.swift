import Lessons
import Realtime

/// `builtin: dice`.
struct Dice: Tool {
    let declaration: ToolDeclaration
    /// Draws one number.
    let draw: @Sendable (ClosedRange<Int>) -> Int

    func run(_ call: ToolRequest, asking questioner: any Questioner) async throws -> ToolOutput {
        let count = call.arguments["count"]?.integerValue ?? 1
        let sides = call.arguments["sides"]?.integerValue ?? 6
        // A file may narrow the builtin schema, or leave it open.
        guard (1...10).contains(count), (2...100).contains(sides) else {
            throw ToolFault.badArguments("`count` is 1 to 10, `sides` is 2 to 100")
        }
        let rolls = (0..<count).map { _ in draw(1...sides) }
        let words = rolls.map { SpokenNumber.words(for: $0) }
        let rolled =
            words.count == 1 ? words[0] : words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1]
        return ToolOutput([
            "rolls": .array(rolls.map { .integer($0) }), "total": .integer(rolls.reduce(0, +)),
            "rolled": .string(rolled),
        ])
    }
}
