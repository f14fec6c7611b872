/// Arithmetic over named numbers, such as `a * (b + 1)`: read once, worked out exactly for any draw.
struct Formula: Sendable, Hashable {
    /// Why a formula cannot be read, or not be worked out.
    struct Fault: Error, Sendable, Hashable {
        /// Where in its text, in characters (Unicode scalars) from 0.
        let offset: Int
        let wrong: String
        let expected: String
    }

    enum Operation: Unicode.Scalar, Sendable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case remainder = "%"
    }

    /// One step of the calculation, on a stack.
    enum Step: Sendable, Hashable {
        case number(Rational)
        /// A variable by its place.
        case variable(Int)
        case negate
        case apply(Operation, offset: Int)
    }

    let steps: [Step]

    init(steps: [Step]) { self.steps = steps }

    /// - Parameter variables: the names that may stand in it.
    init(_ text: String, variables: [String]) throws(Fault) {
        var parser = FormulaParser(text, variables: variables)
        self = try parser.formula()
    }

    /// What it comes to.
    /// - Parameter values: of the variables, in their order.
    /// - Throws: where it divides by zero or a number grows too large.
    func value(_ values: [Rational]) throws(Fault) -> Rational {
        if steps.count == 1 {
            switch steps[0] {
            case .number(let number): return number
            case .variable(let index): return values[index]
            case .negate, .apply: break
            }
        }
        var stack: [Rational] = []
        stack.reserveCapacity(8)
        for step in steps {
            switch step {
            case .number(let number): stack.append(number)
            case .variable(let index): stack.append(values[index])
            case .negate: stack.append(-stack.removeLast())
            case .apply(let operation, let offset):
                let right = stack.removeLast()
                let left = stack.removeLast()
                guard let result = Formula.apply(operation, left, right) else {
                    throw Formula.failure(operation, right, offset)
                }
                stack.append(result)
            }
        }
        return stack[0]
    }

    private static func apply(_ operation: Operation, _ left: Rational, _ right: Rational) -> Rational? {
        switch operation {
        case .add: left + right
        case .subtract: left - right
        case .multiply: left * right
        case .divide: left / right
        case .remainder: left % right
        }
    }

    private static func failure(_ operation: Operation, _ right: Rational, _ offset: Int) -> Fault {
        switch operation {
        case .divide, .remainder:
            if right.numerator == 0 {
                return Fault(
                    offset: offset, wrong: "divides by zero", expected: "a `when` or a range without such a draw")
            }
        case .add, .subtract, .multiply: break
        }
        return Fault(offset: offset, wrong: "grows beyond all bounds", expected: "smaller ranges")
    }
}
