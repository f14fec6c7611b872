/// The numbers that may be drawn of a generator: all of its ranges that its condition takes.
struct Draws {
    let ranges: [ClosedRange<Int>]
    let condition: Condition?

    /// So many draws are all looked at; of more than that, so many.
    static let most = 10_000
    /// Of so many that are looked at, so many must hold, or a draw could look for one in vain.
    static let least = 200

    /// How many there are without the condition; nil beyond ``most``.
    private var size: Int? {
        var size = 1
        for range in ranges {
            let (product, isOver) = size.multipliedReportingOverflow(by: range.count)
            guard !isOver, product <= Draws.most else { return nil }
            size = product
        }
        return size
    }

    /// Whether ``visit(_:)`` sees every draw.
    var areFew: Bool { size != nil }

    /// Goes through all draws, or through the corners of the ranges and 10,000 others where there are more.
    ///
    /// - Parameter body: returns whether to go on.
    func visit(_ body: ([Rational]) -> Bool) {
        guard let size else {
            for corner in 0..<(1 << ranges.count) {
                let draw = ranges.enumerated().map { corner >> $0 & 1 == 0 ? $1.lowerBound : $1.upperBound }
                guard body(draw.map { Rational($0) }) else { return }
            }
            var numbers = SeededNumbers(seed: 0, name: "check")
            for _ in 0..<Draws.most {
                guard body(ranges.map { Rational(numbers.next(in: $0)) }) else { return }
            }
            return
        }
        var draw = ranges.map { Rational($0.lowerBound) }
        for _ in 0..<size {
            guard body(draw) else { return }
            // The next one: the last number counts fastest.
            for place in ranges.indices.reversed() {
                if draw[place].numerator < ranges[place].upperBound {
                    draw[place] = Rational(draw[place].numerator + 1)
                    break
                }
                draw[place] = Rational(ranges[place].lowerBound)
            }
        }
    }

    /// Draws, all of them different; fewer where there are not so many.
    func some(_ count: Int, _ numbers: inout SeededNumbers) -> [[Rational]] {
        func holds(_ draw: [Rational]) -> Bool { (try? condition?.holds(draw)) ?? (condition == nil) }
        var drawn: [[Rational]] = []
        if size != nil {
            var all: [[Rational]] = []
            visit { draw in
                if holds(draw) { all.append(draw) }
                return true
            }
            while drawn.count < count, !all.isEmpty {
                let index = numbers.next(below: all.count)
                drawn.append(all[index])
                all.swapAt(index, all.count - 1)
                all.removeLast()
            }
            return drawn
        }
        for _ in 0..<Draws.most where drawn.count < count {
            let draw = ranges.map { Rational(numbers.next(in: $0)) }
            if !drawn.contains(draw), holds(draw) { drawn.append(draw) }
        }
        return drawn
    }
}
