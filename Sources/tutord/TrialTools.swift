import Appliance
import Foundation
import Lessons
import Realtime
import Tools
import Tutor

/// The tools of a lesson as a trial has them: the tutor is told of them and calls them, and none is run.
struct TrialTools {
    let cards: [ToolCard]
    /// What a pupil says to have them called, one phrase for each tool.
    let phrases: [String]

    /// - Parameter folder: of the declarations.
    init(of lesson: Lesson, in folder: ToolFolder) {
        let declarations = folder.declarations.filter { lesson.tools.contains($0.name) }
        // Nobody is there to say yes.
        cards = declarations.map { declaration in
            var card = ToolCard(declaration)
            card.approval = .none
            card.waiting = .turn
            return card
        }
        phrases = declarations.compactMap { declaration in
            declaration.phrases.first.flatMap { TrialTools.example($0, declaration.parameters) }
        }
    }

    /// What stands for the result of a tool.
    static func result(of call: ToolCall) -> String {
        JSONValue.object([
            "from": .string("tool \(call.name)"), "untrusted": .bool(true), "data": .null,
            "say": .string("Here the tool \(call.name) would answer."),
        ]).text
    }

    /// A phrase with a value of its schema in the place of each parameter; nil where one has none that can be said.
    private static func example(_ phrase: String, _ schema: JSONValue) -> String? {
        var text = phrase
        for (name, property) in schema["properties"]?.objectValue ?? [:] where text.contains("{\(name)}") {
            let value =
                property["enum"]?.arrayValue?.first.map { $0.stringValue ?? $0.text }
                ?? property["minimum"].flatMap { Int($0.text) }.map(SpokenNumber.words)
            guard let value else { return nil }
            text = text.replacing("{\(name)}", with: value)
        }
        return text.contains("{") ? nil : text
    }
}
