import Lessons
import Realtime
import Statements
import TestSupport

/// Statements as no school would make them: each is one all the same.
struct RandomStatements {
    private var numbers: SplitMix

    init(seed: UInt64) { numbers = SplitMix(seed: seed) }

    /// Texts that something on the way could trip over.
    static let hard = [
        "\"", "\\", "\\\"", "\\u0041", "\n", "\r\n", "\r", "\t", "\0", "\u{1}\u{1F}", "\u{7F}", "\u{85}", "\u{9F}",
        "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFD}", "\u{FFFF}", "🦊", "👨‍👩‍👧‍👦", "e\u{301}", "é", "ثلاثة أرباع",
        "\u{202E}3/4\u{202C}",
        "</script>", "{\"a\":1}", "=1+1", "'; DROP TABLE statement; --", "日本", "\u{10FFFF}", " ", "null", "%00",
    ]

    mutating func next() -> Statement {
        let voids = Int.random(in: 0..<8, using: &numbers) == 0
        let verbs = Verb.allCases.filter { $0 != .voided }
        return Statement(
            id: StatementID(rawValue: uuid()), timestamp: chance() ? time() : nil,
            actor: Actor(homePage: iri(), name: text()),
            verb: voids ? .voided : verbs.randomElement(using: &numbers)!,
            object: voids ? .statement(StatementID(rawValue: uuid())) : .activity(activity()),
            result: chance() ? result() : nil, context: context(ofActivity: !voids))
    }

    private mutating func activity() -> Statement.Activity {
        let isQuestion = chance()
        return Statement.Activity(
            id: iri(), type: chance() ? iri() : nil, name: chance() ? text() : nil,
            interactionType: isQuestion ? "fill-in" : nil, correctResponses: isQuestion ? few { $0.text() } : [])
    }

    /// Never one that says nothing: that is not written.
    private mutating func result() -> Statement.Result {
        Statement.Result(
            success: Bool.random(using: &numbers), response: chance() ? text() : nil,
            scaled: chance()
                ? [-1, 0, 1, 0.1, -0.333_333_333_333_333_3, .leastNonzeroMagnitude].randomElement(using: &numbers)
                : nil,
            // Hundredths of a second are written.
            durationMilliseconds: chance() ? Int.random(in: 0...10_000_000, using: &numbers) * 10 : nil,
            extensions: extensions())
    }

    private mutating func context(ofActivity: Bool) -> Statement.Context {
        Statement.Context(
            registration: chance() ? uuid() : nil, platform: ofActivity && chance() ? text() : nil,
            language: chance() ? ["en-GB", "zh-Hant-TW", "ar", "es-419"].randomElement(using: &numbers) : nil,
            parent: few { $0.iri() }, grouping: few { $0.iri() }, category: few { $0.iri() }, extensions: extensions())
    }

    private mutating func extensions() -> JSONObject {
        JSONObject(few { ($0.iri(), $0.value(depth: 0)) }, uniquingKeysWith: { first, _ in first })
    }

    private mutating func value(depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth < 3 ? 8 : 6), using: &numbers) {
        case 0: .null
        case 1: .bool(Bool.random(using: &numbers))
        case 2: .integer([0, -1, .max, .min, 18_234].randomElement(using: &numbers)!)
        // Whole numbers are read as integers.
        case 3: .number([0.5, -0.1, 1e300, .leastNonzeroMagnitude, 1e19, -2.5e-7].randomElement(using: &numbers)!)
        case 4, 5: .string(text())
        case 6: .array(few { $0.value(depth: depth + 1) })
        case _:
            .object(
                JSONObject(
                    few { ($0.text(), $0.value(depth: depth + 1)) }, uniquingKeysWith: { first, _ in first }))
        }
    }

    mutating func text() -> String {
        (0...Int.random(in: 0..<4, using: &numbers)).map { _ in
            chance() ? RandomStatements.hard.randomElement(using: &numbers)! : "three quarters"
        }.joined()
    }

    private mutating func iri() -> String {
        let ends = ["item/a", "item/%C3%BC", "übung/日本", "a;b=c?d=e&f#g", "-._~", ""]
        return "https://school.example/" + ends.randomElement(using: &numbers)!
    }

    private mutating func uuid() -> String {
        UUIDv7.make(
            milliseconds: Int64.random(in: 0...0xFFFF_FFFF_FFFF, using: &numbers), high: numbers.next(),
            low: numbers.next())
    }

    private mutating func time() -> WallTime {
        WallTime(milliseconds: Int64.random(in: -62_135_596_800_000...253_402_300_799_999, using: &numbers))
    }

    private mutating func few<Value>(_ make: (inout RandomStatements) -> Value) -> [Value] {
        (0..<Int.random(in: 0..<3, using: &numbers)).map { _ in make(&self) }
    }

    private mutating func chance() -> Bool { Bool.random(using: &numbers) }
}
