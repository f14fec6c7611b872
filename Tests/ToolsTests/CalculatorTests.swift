import Realtime
import Testing
import Tools

/// The calculator, as the model calls it.
@Suite struct CalculatorTests {
    static let sums: [(String, String, String)] = [
        ("1 + 2 * 3", "7", "7"), ("(1 + 2) * 3", "9", "9"), ("0.1 + 0.2", "0.3", "0.3"), ("1/3", "about 0.33", "1/3"),
        ("1/3 + 1/6", "0.5", "0.5"), ("2 - 5", "-3", "-3"), ("-2 * -3", "6", "6"), ("7 ÷ 2", "3.5", "3.5"),
        ("12 divided by 4", "3", "3"), ("3 times 4 minus 2", "10", "10"), ("six multiplied", "", ""),
        ("-1/3", "about -0.33", "-1/3"),
        ("2/3", "about 0.67", "2/3"), ("1.5 × 4", "6", "6"), ("10 over 4", "2.5", "2.5"), ("--2", "2", "2"),
        ("1 / 0", "", "divided by zero"), ("1 / (2 - 2)", "", "divided by zero"), ("", "", "empty"),
        ("2 3", "", "missing"),
        ("(2", "", "not closed"), ("2)", "", "not expected"), ("2 +", "", "too early"), ("1.2.3", "", "no number"),
        ("999999999999999999 * 999999999999999999", "", "too large"), ("rm -rf", "", "no number or operation"),
        ("1/1000000", "0.000001", "0.000001"), ("1/10000000", "about 0", "1/10000000"),
    ]

    static var box: ToolBox {
        ToolBox(
            [
                ToolSite(folder: "/", stateFolder: "/", requester: NoRequester())
                    .tool(
                        ToolDeclaration(
                            name: "calculator", description: "Reckons.", result: "That makes {answer}.",
                            kind: .builtin(.calculator)))
            ]
            .compactMap { $0 })
    }

    @Test(arguments: sums.indices) func `a sum is exact or refused`(index: Int) async {
        let (expression, answer, exact) = Self.sums[index]
        guard !expression.isEmpty else { return }
        let text = await Self.box.run(
            "calculator", arguments: JSONValue.object(["expression": .string(expression)]).text)
        let report = JSONValue(text: text)
        if answer.isEmpty {
            #expect(report?["error"]?.stringValue?.contains(exact) == true, "\(expression): \(text)")
        } else {
            #expect(report?["data"] == ["answer": .string(answer), "exact": .string(exact)], "\(expression): \(text)")
            #expect(report?["say"] == .string("That makes \(answer)."))
        }
    }

    @Test func `two numbers and a word are a sum`() async {
        let text = await Self.box.run("calculator", arguments: #"{"a":7,"operation":"divided_by","b":2}"#)
        #expect(JSONValue(text: text)?["data"]?["answer"] == "3.5")
        #expect(await Self.box.run("calculator", arguments: "{}").contains("give `a`"))
    }
}

/// Where no request is made.
struct NoRequester: HTTPRequester {
    struct Asked: Error {}
    func send(_ request: HTTPToolRequest) async throws -> HTTPToolReply { throw Asked() }
}
