import Realtime

/// `builtin: dictionary`: the words of its file.
struct WordList: Tool {
    let declaration: ToolDeclaration

    func run(_ call: ToolRequest, asking questioner: any Questioner) async throws -> ToolOutput {
        guard let word = call.arguments["word"]?.stringValue?.lowercased() else {
            throw ToolFault.badArguments("give a `word`")
        }
        guard let meaning = declaration.words[word] else {
            throw ToolFault.badArguments("the dictionary has no \"\(word.prefix(40))\"")
        }
        return ToolOutput(["word": .string(word), "meaning": .string(meaning)])
    }
}
