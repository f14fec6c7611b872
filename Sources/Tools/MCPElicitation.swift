import Realtime

/// A form that a server wants filled in (`elicitation/create`), as far as it can be asked by voice. Pure.
struct MCPElicitation: Sendable, Hashable {
    /// One thing to ask.
    struct Part: Sendable, Hashable {
        /// Of the property; nil where only a yes or no is wanted for the form as a whole.
        var name: String?
        var question: ToolQuestion
        var isRequired: Bool
    }

    let parts: [Part]

    /// What can be asked one after another without losing a pupil's patience.
    static let mostParts = 3

    /// Nil for what is not asked: pages, secrets, long forms, and values that are not plain.
    init?(_ params: JSONObject) {
        guard (params["mode"]?.stringValue ?? "form") == "form", let message = params["message"]?.stringValue,
            !MCPElicitation.isSecret(message)
        else { return nil }
        let schema = params["requestedSchema"]
        let properties = schema?["properties"]?.objectValue ?? [:]
        guard properties.count <= MCPElicitation.mostParts else { return nil }
        if properties.isEmpty {
            parts = [
                Part(name: nil, question: ToolQuestion(text: message, schema: ["type": "boolean"]), isRequired: true)
            ]
            return
        }
        let required = Set((schema?["required"]?.arrayValue ?? []).compactMap(\.stringValue))
        // Those that are needed first; a JSON object has no order of its own.
        let ordered = properties.sorted {
            (required.contains($0.key) ? 0 : 1, $0.key) < (required.contains($1.key) ? 0 : 1, $1.key)
        }
        var parts: [Part] = []
        for (name, property) in ordered {
            let title = property["title"]?.stringValue
            let words = [name, title, property["description"]?.stringValue].compactMap { $0 }
            let type = property["type"]?.stringValue ?? (property["enum"] == nil ? "" : "string")
            guard ["string", "number", "integer", "boolean"].contains(type),
                property["format"]?.stringValue != "password", !words.contains(where: MCPElicitation.isSecret)
            else { return nil }
            var text = message
            if properties.count > 1 {
                let own = property["description"]?.stringValue ?? title ?? name
                text = parts.isEmpty ? message + " " + own : own
            }
            parts.append(
                Part(
                    name: name, question: ToolQuestion(text: text, schema: property),
                    isRequired: required.contains(name)))
        }
        self.parts = parts
    }

    private static let secretWords: Set<String> = [
        "password", "passwords", "passphrase", "passcode", "secret", "secrets", "token", "credential", "credentials",
        "pin", "cvv",
        "cvc", "iban", "apikey", "otp",
    ]

    /// Whether a text asks for what is not said aloud in a classroom.
    static func isSecret(_ text: String) -> Bool {
        var words: [String] = []
        var word = ""
        for character in text {
            if !character.isLetter || (character.isUppercase && word.last?.isLowercase == true) {
                words.append(word.lowercased())
                word = ""
            }
            if character.isLetter { word.append(character) }
        }
        words.append(word.lowercased())
        words.removeAll { $0.isEmpty }
        if !secretWords.isDisjoint(with: words) { return true }
        return zip(words, words.dropFirst()).contains { pair in
            switch pair {
            case ("api", "key"), ("private", "key"), ("card", "number"), ("account", "number"), ("security", "number"),
                ("access", "key"), ("pass", "word"):
                true
            case _: false
            }
        }
    }

    /// Asks, part by part.
    /// - Returns: the result of `elicitation/create`.
    func answered(by questioner: any Questioner) async -> JSONValue {
        var content: JSONObject = [:]
        for part in parts {
            switch await part.answer(by: questioner) {
            case .value(.bool(false)) where part.name == nil: return ["action": "decline"]
            case .value(let value): if let name = part.name { content[name] = value }
            case .declined where !part.isRequired: break
            case .declined: return ["action": "decline"]
            case .cancelled: return ["action": "cancel"]
            }
        }
        return ["action": "accept", "content": .object(content)]
    }
}

extension MCPElicitation.Part {
    /// What does not fit is asked for once more.
    fileprivate func answer(by questioner: any Questioner) async -> ToolAnswer {
        for _ in 0..<2 {
            let answer = await questioner.ask(question)
            switch answer {
            case .value(let value):
                // Named choices (`oneOf` of constants) are a form's own way to write an enumeration.
                var schema = question.schema.objectValue ?? [:]
                if let choices = schema.removeValue(forKey: "oneOf") { schema["anyOf"] = choices }
                if let fitting = try? SchemaCheck(.object(schema)).check(value, name: "the answer").get() {
                    return .value(fitting)
                }
            case .declined, .cancelled: return answer
            }
        }
        return .cancelled
    }
}
