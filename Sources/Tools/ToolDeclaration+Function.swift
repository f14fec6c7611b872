public import Realtime

extension ToolDeclaration {
    /// The function that the model is told of. Its description ends with what pupils say, which is also how the offline
    /// tutor knows.
    public var function: FunctionTool {
        let quoted = phrases.map { "\"\($0)\"" }.joined(separator: ", ")
        let text = phrases.isEmpty ? description : "\(description) Pupils say: \(quoted)."
        return FunctionTool(name: name, description: text, parameters: SchemaCleaner.clean(parameters))
    }

    /// Everything that pupils may say, with the arguments that it stands for: each phrase with each value of its
    /// parameters, `_` in an enum being a space. Bounded by what a tool file may hold (600).
    public var sentences: [(text: String, arguments: JSONObject)] {
        phrases.flatMap { phrase -> [(text: String, arguments: JSONObject)] in
            guard let template = try? ToolTemplate(phrase) else { return [] }
            var sentences: [(text: String, arguments: JSONObject)] = [("", [:])]
            for part in template.parts {
                switch part {
                case .text(let words): sentences = sentences.map { ($0.text + words, $0.arguments) }
                case .field(let name):
                    let values = parameters["properties"]?[name].flatMap(SchemaCheck.values) ?? []
                    sentences = sentences.flatMap { sentence in
                        values.map { value in
                            let words = (value.stringValue ?? value.text).replacing("_", with: " ")
                            return (sentence.text + words, sentence.arguments.merging([name: value]) { _, new in new })
                        }
                    }
                }
            }
            return sentences
        }
    }
}
