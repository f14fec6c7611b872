import Realtime

/// `builtin: calculator`: exact, with fractions.
struct Calculator: Tool {
    let declaration: ToolDeclaration

    func run(_ call: ToolRequest, asking questioner: any Questioner) async throws -> ToolOutput {
        if let expression = call.arguments["expression"]?.stringValue, !expression.isEmpty {
            return ToolOutput(Calculator.output(try Arithmetic.value(of: expression)))
        }
        guard let a = call.arguments["a"]?.integerValue, let b = call.arguments["b"]?.integerValue,
            let operation = call.arguments["operation"]?.stringValue
        else { throw ToolFault.badArguments("give `a`, `operation` and `b`, or an `expression`") }
        let words = operation.replacing("_", with: " ")
        return ToolOutput(Calculator.output(try Arithmetic.value(of: "(\(a)) \(words) (\(b))")))
    }

    /// `answer` is what can be said: the number, or the nearest with two decimals; `exact` says it with digits.
    static func output(_ value: Fraction) -> JSONValue {
        if let decimal = value.decimal(places: 6) { return ["answer": .string(decimal), "exact": .string(decimal)] }
        return ["answer": .string("about \(value.rounded(places: 2))"), "exact": .string(value.description)]
    }
}
