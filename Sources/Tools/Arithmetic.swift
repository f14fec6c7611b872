/// Reads and reckons expressions: "(3 + 4) * 2.5", "seven" is none, "12 divided by 4".
struct Arithmetic {
    struct Fault: Error, CustomStringConvertible { let description: String }

    private enum Token: Hashable {
        case number(Fraction)
        case sign(Character)
    }

    private static let longest = 200
    private static let words: [String: Character] = [
        "plus": "+", "minus": "-", "times": "*", "multiplied": "*", "divided": "/", "over": "/", "by": " ",
    ]

    private var tokens: ArraySlice<Token>

    /// - Throws: ``Fault``, `Fraction.TooLarge`
    static func value(of text: String) throws -> Fraction {
        guard text.count <= longest else {
            throw Fault(description: "the expression has more than \(longest) characters")
        }
        var arithmetic = Arithmetic(tokens: try tokens(text)[...])
        guard !arithmetic.tokens.isEmpty else { throw Fault(description: "the expression is empty") }
        let value = try arithmetic.sum(depth: 0)
        if let rest = arithmetic.tokens.first { throw unexpected(rest) }
        return value
    }

    private static func unexpected(_ token: Token?) -> Fault {
        switch token {
        case .number(let number)?: Fault(description: "an operation is missing before \(number)")
        case .sign(let sign)?: Fault(description: "`\(sign)` is not expected there")
        case nil: Fault(description: "the expression ends too early")
        }
    }

    private static func tokens(_ text: String) throws -> [Token] {
        var tokens: [Token] = []
        var rest = text[...]
        while let first = rest.first {
            if first.isWhitespace {
                rest.removeFirst()
            } else if first.isASCII, first.isNumber || first == "." {
                let digits = rest.prefix { ($0.isASCII && $0.isNumber) || $0 == "." }
                rest = rest.dropFirst(digits.count)
                tokens.append(.number(try number(digits)))
            } else if first.isLetter {
                let word = rest.prefix(while: \.isLetter).lowercased()
                rest = rest.drop(while: \.isLetter)
                guard let sign = words[word] else {
                    throw Fault(description: "\"\(word.prefix(40))\" is no number or operation")
                }
                if sign != " " { tokens.append(.sign(sign)) }
            } else {
                rest.removeFirst()
                let same: [Character: Character] = ["×": "*", "·": "*", "÷": "/", ":": "/", "−": "-", "–": "-"]
                let sign = same[first] ?? first
                guard "+-*/()".contains(sign) else { throw Fault(description: "`\(first)` is no number or operation") }
                tokens.append(.sign(sign))
            }
        }
        return tokens
    }

    private static func number(_ text: Substring) throws -> Fraction {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, text.count <= 18, text != "." else {
            throw Fault(description: "\(text.prefix(40)) is no number")
        }
        let decimals = parts.count == 2 ? parts[1] : ""
        guard let digits = Int(parts[0] + decimals) else { throw Fault(description: "\(text) is no number") }
        return try Fraction(digits, over: decimals.reduce(1) { scale, _ in scale * 10 })
    }

    private mutating func sum(depth: Int) throws -> Fraction {
        guard depth < 40 else { throw Fault(description: "too many brackets within each other") }
        var value = try product(depth: depth)
        while let sign = take("+", "-") {
            let other = try product(depth: depth)
            value = try Fraction.plus(value, sign == "-" ? other.negative : other)
        }
        return value
    }

    private mutating func product(depth: Int) throws -> Fraction {
        var value = try factor(depth: depth)
        while let sign = take("*", "/") {
            let other = try factor(depth: depth)
            if sign == "/", other.top == 0 { throw Fault(description: "nothing can be divided by zero") }
            value = try Fraction.times(value, sign == "/" ? other.inverse : other)
        }
        return value
    }

    private mutating func factor(depth: Int) throws -> Fraction {
        guard depth < 40 else { throw Fault(description: "too many signs in a row") }
        if let sign = take("+", "-") {
            let value = try factor(depth: depth + 1)
            return sign == "-" ? try value.negative : value
        }
        if take("(") != nil {
            let value = try sum(depth: depth + 1)
            guard take(")") != nil else { throw Fault(description: "a bracket is not closed") }
            return value
        }
        guard case .number(let value)? = tokens.first else { throw Arithmetic.unexpected(tokens.first) }
        tokens.removeFirst()
        return value
    }

    private mutating func take(_ signs: Character...) -> Character? {
        guard case .sign(let sign)? = tokens.first, signs.contains(sign) else { return nil }
        tokens.removeFirst()
        return sign
    }
}
