/// An exact rational number, in lowest terms.
struct Fraction: Sendable, Hashable, CustomStringConvertible {
    /// A number that is larger than can be reckoned with here (about nine million million million).
    struct TooLarge: Error, CustomStringConvertible { var description: String { "the numbers become too large" } }

    let top: Int
    /// Above zero.
    let bottom: Int

    init(_ top: Int) {
        self.top = top
        bottom = 1
    }

    /// - Parameter bottom: not zero.
    /// - Throws: ``TooLarge``
    init(_ top: Int, over bottom: Int) throws(TooLarge) {
        guard top != .min, bottom != .min, bottom != 0 else { throw TooLarge() }
        var (high, low) = (abs(top), abs(bottom))
        while low != 0 { (high, low) = (low, high % low) }
        let sign = bottom < 0 ? -1 : 1
        self.top = sign * top / max(high, 1)
        self.bottom = abs(bottom) / max(high, 1)
    }

    static func plus(_ a: Fraction, _ b: Fraction) throws(TooLarge) -> Fraction {
        try Fraction(
            add(try multiply(a.top, b.bottom), try multiply(b.top, a.bottom)), over: multiply(a.bottom, b.bottom))
    }

    static func times(_ a: Fraction, _ b: Fraction) throws(TooLarge) -> Fraction {
        // Crosswise first, so that it stays small.
        let one = try Fraction(a.top, over: b.bottom)
        let other = try Fraction(b.top, over: a.bottom)
        return try Fraction(try multiply(one.top, other.top), over: try multiply(one.bottom, other.bottom))
    }

    var negative: Fraction { get throws(TooLarge) { try Fraction(try Fraction.multiply(top, -1), over: bottom) } }
    /// - Precondition: not zero.
    var inverse: Fraction { get throws(TooLarge) { try Fraction(bottom, over: top) } }

    private static func multiply(_ a: Int, _ b: Int) throws(TooLarge) -> Int {
        let (value, overflow) = a.multipliedReportingOverflow(by: b)
        guard !overflow else { throw TooLarge() }
        return value
    }

    private static func add(_ a: Int, _ b: Int) throws(TooLarge) -> Int {
        let (value, overflow) = a.addingReportingOverflow(b)
        guard !overflow else { throw TooLarge() }
        return value
    }

    /// In decimals, where it has at most so many; nil where it has more or no end.
    func decimal(places: Int) -> String? {
        var scale = 1
        for count in 0...places {
            if scale % bottom == 0 {
                let (digits, overflow) = top.multipliedReportingOverflow(by: scale / bottom)
                return overflow ? nil : Fraction.written(digits, places: count)
            }
            scale *= 10
        }
        return nil
    }

    /// The nearest number with so many decimals.
    func rounded(places: Int) -> String {
        let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
        let whole = top / bottom
        let (rest, overflow) = abs(top % bottom).multipliedReportingOverflow(by: scale)
        let decimals = overflow ? 0 : (rest + bottom / 2) / bottom
        let (digits, beyond) = abs(whole).multipliedReportingOverflow(by: scale)
        guard !beyond else { return String(whole) }
        return Fraction.written((top < 0 ? -1 : 1) * (digits + decimals), places: places)
    }

    private static func written(_ digits: Int, places: Int) -> String {
        guard places > 0 else { return String(digits) }
        let text = String(digits.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - text.count)) + text
        var decimals = padded.suffix(places)
        while decimals.last == "0" { decimals.removeLast() }
        return (digits < 0 ? "-" : "") + padded.dropLast(places) + (decimals.isEmpty ? "" : "." + decimals)
    }

    var description: String { bottom == 1 ? String(top) : "\(top)/\(bottom)" }
}
