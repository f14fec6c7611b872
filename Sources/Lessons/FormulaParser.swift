/// Reads formulas and conditions: a sum of products of numbers, variables and brackets.
struct FormulaParser {
    private let scalars: [Unicode.Scalar]
    private let variables: [String]
    private var index = 0
    private var depth = 0
    private var steps: [Formula.Step] = []

    /// Brackets and signs may stand this deep.
    private static let deepest = 40

    init(_ text: String, variables: [String]) {
        scalars = Array(text.unicodeScalars)
        self.variables = variables
    }

    /// The whole text as a formula.
    mutating func formula() throws(Formula.Fault) -> Formula {
        try sum()
        guard next == nil else { throw unexpected("one of + - * / %") }
        return Formula(steps: steps)
    }

    /// The whole text as comparisons that are joined by `and`.
    mutating func condition() throws(Formula.Fault) -> Condition {
        var parts: [Condition.Part] = []
        repeat {
            let left = try side()
            let comparison = try comparison()
            parts.append(Condition.Part(left: left, comparison: comparison, right: try side()))
        } while take(word: "and")
        guard next == nil else { throw unexpected("one of + - * / %, or `and`") }
        return Condition(parts: parts)
    }

    private mutating func side() throws(Formula.Fault) -> Formula {
        steps = []
        try sum()
        return Formula(steps: steps)
    }

    private mutating func comparison() throws(Formula.Fault) -> Condition.Comparison {
        let start = index
        _ = next
        var sign = ""
        while index < scalars.count, "<>=!≤≥≠".unicodeScalars.contains(scalars[index]) {
            sign.unicodeScalars.append(scalars[index])
            index += 1
        }
        if let comparison = Condition.Comparison(rawValue: sign) { return comparison }
        let meant = ["=": "==", "≤": "<=", "≥": ">=", "≠": "!=", "=<": "<=", "=>": ">=", "<>": "!=", "===": "=="][sign]
        if sign.isEmpty { throw unexpected("one of > < >= <= == !=") }
        index = start
        let offset = next.map { _ in index } ?? start
        throw Formula.Fault(
            offset: offset, wrong: "`\(sign)` compares nothing",
            expected: meant.map { "`\($0)`" } ?? "one of > < >= <= == !=")
    }

    private mutating func sum() throws(Formula.Fault) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= FormulaParser.deepest else {
            throw Formula.Fault(offset: index, wrong: "brackets stand too deep", expected: "a plainer formula")
        }
        try product()
        while let (operation, offset) = take(.add, .subtract) {
            try product()
            steps.append(.apply(operation, offset: offset))
        }
    }

    private mutating func product() throws(Formula.Fault) {
        try factor()
        while let (operation, offset) = take(.multiply, .divide, .remainder) {
            try factor()
            steps.append(.apply(operation, offset: offset))
        }
    }

    private mutating func factor() throws(Formula.Fault) {
        var negations = 0
        while next == "-" {
            index += 1
            negations += 1
        }
        guard let first = next else { throw unexpected("a number, a variable or `(`") }
        let start = index
        switch first {
        case "(":
            index += 1
            try sum()
            guard next == ")" else { throw unexpected("`)`") }
            index += 1
        case "0"..."9", ".":
            let text = run { "0"..."9" ~= $0 || $0 == "." }
            guard let number = Rational(text) else {
                throw Formula.Fault(offset: start, wrong: "`\(text)` is no number", expected: "such as 12 or 2.5")
            }
            steps.append(.number(number))
        case "a"..."z", "A"..."Z", "_":
            steps.append(.variable(try variable(at: start)))
        default: throw unexpected("a number, a variable or `(`")
        }
        if negations % 2 == 1 { steps.append(.negate) }
    }

    private mutating func variable(at start: Int) throws(Formula.Fault) -> Int {
        let name = run { "a"..."z" ~= $0 || "A"..."Z" ~= $0 || $0 == "_" || "0"..."9" ~= $0 }
        if let place = variables.firstIndex(of: name) { return place }
        // Any letter is near to any other.
        let nearest = name.count > 2 ? Nearest.word(to: name, among: variables) : nil
        throw Formula.Fault(
            offset: start, wrong: "`\(name.prefix(40))` is no variable",
            expected: nearest.map { "`\($0)`" } ?? "one of \(variables.joined(separator: ", "))")
    }

    /// The next character that is no space, which is then the current one.
    private var next: Unicode.Scalar? {
        mutating get {
            while index < scalars.count, scalars[index] == " " { index += 1 }
            return index < scalars.count ? scalars[index] : nil
        }
    }

    private mutating func take(_ operations: Formula.Operation...) -> (Formula.Operation, Int)? {
        guard let sign = next, let operation = Formula.Operation(rawValue: sign), operations.contains(operation) else {
            return nil
        }
        index += 1
        return (operation, index - 1)
    }

    private mutating func take(word: String) -> Bool {
        guard next != nil, scalars[index...].starts(with: Array(word.unicodeScalars)) else { return false }
        index += word.unicodeScalars.count
        return true
    }

    private mutating func run(while belongs: (Unicode.Scalar) -> Bool) -> String {
        var text = String.UnicodeScalarView()
        while index < scalars.count, belongs(scalars[index]) {
            text.append(scalars[index])
            index += 1
        }
        return String(text)
    }

    private mutating func unexpected(_ expected: String) -> Formula.Fault {
        guard let sign = next else {
            return Formula.Fault(offset: index, wrong: "it ends too early", expected: expected)
        }
        let meant = ["×": "`*`", "·": "`*`", "÷": "`/`", ":": "`/`", "−": "`-`", "–": "`-`"][sign]
        return Formula.Fault(offset: index, wrong: "`\(sign)` was not expected here", expected: meant ?? expected)
    }
}
