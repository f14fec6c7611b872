extension NumberAnswer {
    /// A number, exactly: "0.75", "3/4" and "six eighths" are the same.
    struct Value: Sendable, Hashable {
        let numerator: Int
        /// Above zero, without a common divisor.
        let denominator: Int

        /// nil where it cannot be held exactly.
        init?(_ numerator: Int, over denominator: Int = 1) {
            guard denominator > 0, numerator != .min else { return nil }
            var (left, right) = (numerator.magnitude, denominator.magnitude)
            while right > 0 { (left, right) = (right, left % right) }
            let divisor = max(1, Int(left))
            self.numerator = numerator / divisor
            self.denominator = denominator / divisor
        }

        /// - Parameter text: "54", "-3", "2.5" or "3/4".
        init?(_ text: String) {
            guard text.utf8.count <= 19 else { return nil }
            let isNegative = text.utf8.first == UInt8(ascii: "-")
            var digits = 0
            var scale = 1
            var over: Int?
            var decimals = false
            var seen = false
            for byte in text.utf8.dropFirst(isNegative ? 1 : 0) {
                switch byte {
                case 48...57:
                    let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
                    let (sum, more) = product.addingReportingOverflow(Int(byte) - 48)
                    guard !overflow, !more else { return nil }
                    digits = sum
                    seen = true
                    if decimals { scale *= 10 }
                case UInt8(ascii: "."):
                    guard !decimals, over == nil, seen else { return nil }
                    decimals = true
                    seen = false
                case UInt8(ascii: "/"):
                    guard !decimals, over == nil, seen else { return nil }
                    over = digits
                    digits = 0
                    seen = false
                case _: return nil
                }
            }
            guard seen else { return nil }
            let sign = isNegative ? -1 : 1
            if let over { self.init(sign * over, over: digits) } else { self.init(sign * digits, over: scale) }
        }

        var double: Double { Double(numerator) / Double(denominator) }

        var isWhole: Bool { denominator == 1 }

        func plus(_ other: Value) -> Value? {
            let left = numerator.multipliedReportingOverflow(by: other.denominator)
            let right = other.numerator.multipliedReportingOverflow(by: denominator)
            let under = denominator.multipliedReportingOverflow(by: other.denominator)
            let sum = left.partialValue.addingReportingOverflow(right.partialValue)
            guard !left.overflow, !right.overflow, !under.overflow, !sum.overflow else { return nil }
            return Value(sum.partialValue, over: under.partialValue)
        }

        func divided(by divisor: Int) -> Value? {
            let under = denominator.multipliedReportingOverflow(by: divisor)
            return under.overflow ? nil : Value(numerator, over: under.partialValue)
        }

        var negated: Value { Value(-numerator, over: denominator) ?? self }

        /// Whether it is no further away than so much.
        func isNear(_ other: Value, within tolerance: Double) -> Bool {
            self == other || tolerance > 0 && abs(double - other.double) <= tolerance * (1 + 1e-9)
        }
    }
}
