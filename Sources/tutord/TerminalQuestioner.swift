import Foundation
import Realtime
import Tools

/// Asks whoever sits at the terminal: the question goes to standard error, the answer is a line of standard input. An empty
/// line declines.
struct TerminalQuestioner: Questioner {
    func ask(_ question: ToolQuestion) async -> ToolAnswer {
        let choices = SchemaCheck.values(of: question.schema)?.prefix(20).map { $0.stringValue ?? $0.text } ?? []
        Failure.say(question.text + (choices.isEmpty ? "" : " (\(choices.joined(separator: ", ")))"))
        guard let line = await TerminalQuestioner.line() else { return .cancelled }
        guard !line.isEmpty else { return .declined }
        switch question.schema["type"]?.stringValue {
        case "boolean": return .value(.bool(["yes", "y", "true", "1"].contains(line.lowercased())))
        // The check of the answer makes a number of it, or finds that it is none.
        case _: return .value(.string(line))
        }
    }

    /// On a thread of its own: nobody knows how long a person thinks.
    private static func line() async -> String? {
        await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: readLine()) }.start()
        }
    }
}
