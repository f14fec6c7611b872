import Realtime

/// What a pupil may say to have a tool called, as the tool's description has it: `Pupils say: "roll {count} dice".`
///
/// The offline tutor reads a declaration as a model would: it knows no more than what the session tells of a tool.
struct SpokenCall: Sendable, Hashable {
    /// Lower-case words.
    var phrase: String
    var tool: String
    /// JSON text of an object.
    var arguments: String

    static let mostOfOneTool = 600
    static let most = 2_000
    /// Whole numbers that stand for a parameter.
    static let mostValues = 200

    /// All that can be said, each parameter in the place of each of its values.
    static func all(of tools: [FunctionTool]) -> [SpokenCall] {
        Array(tools.flatMap { Array(calls(of: $0).prefix(mostOfOneTool)) }.prefix(most))
    }

    private static func calls(of tool: FunctionTool) -> [SpokenCall] {
        guard let list = tool.description?.firstMatch(of: /Pupils say: ((?:"[^"]*"(?:, *)?)+)/)?.1 else { return [] }
        let phrases = list.matches(of: /"([^"]*)"/).map { String($0.1) }
        return phrases.flatMap { phrase in
            filled([(phrase, [:])], tool.parameters?["properties"]?.objectValue ?? [:]).map { phrase, arguments in
                SpokenCall(phrase: phrase.spokenWords, tool: tool.name, arguments: JSONValue.object(arguments).text)
            }
        }
    }

    /// Puts values in the place of the first parameter of each, until there is none.
    private static func filled(
        _ phrases: [(String, JSONObject)], _ parameters: JSONObject
    ) -> [(String, JSONObject)] {
        guard let first = phrases.first, let match = first.0.firstMatch(of: /\{([^{}]*)\}/) else { return phrases }
        let name = String(match.1)
        let values = values(of: parameters[name])
        let next = phrases.flatMap { phrase, arguments in
            values.map { words, value in
                var arguments = arguments
                arguments[name] = value
                return (phrase.replacing("{\(name)}", with: words), arguments)
            }
        }
        return filled(Array(next.prefix(mostOfOneTool)), parameters)
    }

    /// A parameter's values, as they are said and as they are handed over; none where there is no counting them.
    private static func values(of schema: JSONValue?) -> [(words: String, value: JSONValue)] {
        if let choices = schema?["enum"]?.arrayValue {
            return choices.compactMap { choice in
                switch choice {
                case .string(let text): (String(text.map { "_-".contains($0) ? " " : $0 }), choice)
                case .integer(let number): (NumberWords.words(for: number), choice)
                case .null, .bool, .number, .array, .object: nil
                }
            }
        }
        guard schema?["type"] == "integer", let low = schema?["minimum"]?.integerValue,
            let high = schema?["maximum"]?.integerValue, low <= high, high - low < mostValues
        else { return [] }
        return (low...high).map { (NumberWords.words(for: $0), .integer($0)) }
    }
}

/// Whole numbers below a thousand as a pupil says them.
enum NumberWords {
    private static let small = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

    static func words(for number: Int) -> String {
        guard (0..<1_000).contains(number) else { return String(number) }
        if number < 20 { return small[number] }
        if number < 100 { return tens[number / 10] + (number % 10 == 0 ? "" : " " + small[number % 10]) }
        let rest = number % 100
        return small[number / 100] + " hundred" + (rest == 0 ? "" : " and " + words(for: rest))
    }
}
