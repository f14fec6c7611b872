/// A fraction of whole numbers in lowest terms: arithmetic with it is exact, or is refused.
struct Rational: Sendable, Hashable, Comparable, CustomStringConvertible {
    let numerator: Int
    /// Greater than 0.
    let denominator: Int

    /// Neither part of a fraction goes beyond this.
    static let limit = 1_000_000_000_000_000

    init(_ whole: Int) {
        numerator = whole
        denominator = 1
    }

    /// Nil where it is divided by zero or a part goes beyond ``limit``.
    init?(_ numerator: Int, over denominator: Int) {
        guard denominator != 0, numerator != Int.min, denominator != Int.min else { return nil }
        let shared = denominator == 1 ? 1 : Rational.divisor(numerator.magnitude, denominator.magnitude)
        let sign = denominator < 0 ? -1 : 1
        self.numerator = numerator / Int(shared) * sign
        self.denominator = denominator / Int(shared) * sign
        guard self.numerator.magnitude <= Rational.limit, self.denominator <= Rational.limit else { return nil }
    }

    /// A number as a file writes it: "54", "-3", "2.5", "3/4". Nil where the text is none.
    init?(_ text: some StringProtocol) {
        let isNegative = text.hasPrefix("-") || text.hasPrefix("−")
        let rest = isNegative ? text.dropFirst() : text[...]
        let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = Rational(unsigned: parts[0]) else { return nil }
        var value = first
        if parts.count == 2 {
            guard let second = Rational(unsigned: parts[1]), let quotient = first / second else { return nil }
            value = quotient
        }
        self = isNegative ? -value : value
    }

    /// Digits with or without a decimal point.
    private init?(unsigned text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), text.utf8.count <= 15,
            parts.allSatisfy({ part in !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        let decimals = parts.count == 2 ? parts[1].utf8.count : 0
        guard let digits = Int(parts.joined()) else { return nil }
        self.init(digits, over: (0..<decimals).reduce(1) { power, _ in power * 10 })
    }

    var isWhole: Bool { denominator == 1 }

    /// "42", "2.5", or "7/3" where decimals do not end after the third.
    var description: String { decimal ?? "\(numerator)/\(denominator)" }

    /// In digits, with at most three decimals; nil where that is not exact.
    var decimal: String? {
        if isWhole { return String(numerator) }
        guard 1_000 % denominator == 0 else { return nil }
        let thousandths = numerator.magnitude * UInt(1_000 / denominator)
        var decimals = String(thousandths % 1_000)
        decimals = String(repeating: "0", count: 3 - decimals.count) + decimals
        while decimals.hasSuffix("0") { decimals.removeLast() }
        return "\(numerator < 0 ? "-" : "")\(thousandths / 1_000).\(decimals)"
    }

    static prefix func - (value: Rational) -> Rational {
        Rational(numerator: -value.numerator, denominator: value.denominator)
    }

    static func + (left: Rational, right: Rational) -> Rational? {
        if left.denominator == 1, right.denominator == 1 {
            // Parts are within the limit, so that a sum does not overflow.
            return Rational(left.numerator + right.numerator, over: 1)
        }
        let (first, a) = left.numerator.multipliedReportingOverflow(by: right.denominator)
        let (second, b) = right.numerator.multipliedReportingOverflow(by: left.denominator)
        let (sum, c) = first.addingReportingOverflow(second)
        let (denominator, d) = left.denominator.multipliedReportingOverflow(by: right.denominator)
        return a || b || c || d ? nil : Rational(sum, over: denominator)
    }

    static func - (left: Rational, right: Rational) -> Rational? { left + -right }

    static func * (left: Rational, right: Rational) -> Rational? {
        let (numerator, a) = left.numerator.multipliedReportingOverflow(by: right.numerator)
        let (denominator, b) = left.denominator.multipliedReportingOverflow(by: right.denominator)
        return a || b ? nil : Rational(numerator, over: denominator)
    }

    static func / (left: Rational, right: Rational) -> Rational? {
        guard right.numerator != 0 else { return nil }
        return left * Rational(numerator: right.denominator, denominator: right.numerator).inOrder
    }

    /// What is left of a division by whole times, with the divisor's sign: 7 % 3 is 1, -7 % 3 is 2.
    static func % (left: Rational, right: Rational) -> Rational? {
        guard let quotient = left / right else { return nil }
        let rest = quotient.numerator % quotient.denominator
        let whole = quotient.numerator / quotient.denominator - (rest < 0 ? 1 : 0)
        return (Rational(whole) * right).flatMap { left - $0 }
    }

    static func < (left: Rational, right: Rational) -> Bool {
        if left.denominator == right.denominator { return left.numerator < right.numerator }
        let first = left.numerator.multipliedFullWidth(by: right.denominator)
        let second = right.numerator.multipliedFullWidth(by: left.denominator)
        return (first.high, first.low) < (second.high, second.low)
    }

    private init(numerator: Int, denominator: Int) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The same with a denominator above zero.
    private var inOrder: Rational {
        denominator > 0 ? self : Rational(numerator: -numerator, denominator: -denominator)
    }

    private static func divisor(_ left: UInt, _ right: UInt) -> UInt {
        var (left, right) = (left, right)
        while right != 0 { (left, right) = (right, left % right) }
        return left
    }
}
