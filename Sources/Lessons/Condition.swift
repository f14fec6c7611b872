/// What must hold of drawn numbers: comparisons of formulas, all of them true.
struct Condition: Sendable, Hashable {
    enum Comparison: String, Sendable, Hashable {
        case more = ">"
        case less = "<"
        case atLeast = ">="
        case atMost = "<="
        case equal = "=="
        case other = "!="
    }

    struct Part: Sendable, Hashable {
        let left: Formula
        let comparison: Comparison
        let right: Formula
    }

    let parts: [Part]

    init(parts: [Part]) { self.parts = parts }

    /// - Parameter variables: the names that may stand in it.
    init(_ text: String, variables: [String]) throws(Formula.Fault) {
        var parser = FormulaParser(text, variables: variables)
        self = try parser.condition()
    }

    /// Whether it holds, part by part: a later one is not worked out where an earlier one is false.
    func holds(_ values: [Rational]) throws(Formula.Fault) -> Bool {
        for part in parts {
            let left = try part.left.value(values)
            let right = try part.right.value(values)
            let isTrue =
                switch part.comparison {
                case .more: left > right
                case .less: left < right
                case .atLeast: left >= right
                case .atMost: left <= right
                case .equal: left == right
                case .other: left != right
                }
            guard isTrue else { return false }
        }
        return true
    }
}
