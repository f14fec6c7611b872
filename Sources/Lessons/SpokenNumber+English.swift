/// How English counts.
enum EnglishNumber {
    private static let units = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let tens = [
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]
    static let small: [String: Int] = {
        var words: [String: Int] = [:]
        for (value, word) in units.enumerated() { words[word] = value }
        for (value, word) in tens.enumerated() where !word.isEmpty { words[word] = value * 10 }
        let variants = ["nought": 0, "naught": 0, "fourty": 40, "ninty": 90]
        return words.merging(variants) { first, _ in first }
    }()
    private static let scales = ["thousand": 1_000, "million": 1_000_000]

    static let parts = [
        2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth",
        10: "tenth", 11: "eleventh", 12: "twelfth", 16: "sixteenth", 20: "twentieth", 100: "hundredth",
        1_000: "thousandth",
    ]

    static let denominators: [String: (value: Int, isPlural: Bool)] = {
        var words: [String: (Int, Bool)] = ["halves": (2, true), "fourth": (4, false), "fourths": (4, true)]
        for (value, word) in parts {
            words[word] = (value, false)
            if value > 2 { words[word + "s"] = (value, true) }
        }
        return words
    }()

    /// Every word that can begin a number.
    static let vocabulary = Set(small.keys).union(scales.keys).union(["hundred", "point", "minus", "negative"])

    static func words(for number: Int) -> String {
        var parts: [String] = []
        var rest = number
        for (name, value) in [("million", 1_000_000), ("thousand", 1_000)] where rest >= value {
            parts.append(belowThousand(rest / value) + " " + name)
            rest %= value
        }
        if rest > 0 || parts.isEmpty {
            if rest < 100, !parts.isEmpty { parts.append("and") }
            parts.append(belowThousand(rest))
        }
        return parts.joined(separator: " ")
    }

    private static func belowThousand(_ number: Int) -> String {
        let rest = number % 100
        let below = rest < 20 ? units[rest] : tens[rest / 10] + (rest % 10 == 0 ? "" : " " + units[rest % 10])
        guard number >= 100 else { return below }
        return units[number / 100] + " hundred" + (rest == 0 ? "" : " and " + below)
    }

    static func number(in words: [String], at start: Int) -> (value: Int, next: Int)? {
        guard var (total, index) = group(in: words, at: start) else { return nil }
        guard index < words.count, var scale = scales[words[index]], total > 0, total < 1_000_000 else {
            return (total, index)
        }
        total *= scale
        index += 1
        while let (value, next) = group(in: words, at: skippingAnd(in: words, at: index)), value < scale, value > 0 {
            if next < words.count, let smaller = scales[words[next]] {
                guard smaller < scale, value < 1_000 else { break }
                total += value * smaller
                scale = smaller
                index = next + 1
            } else {
                return value < min(scale, 1_000) ? (total + value, next) : (total, index)
            }
        }
        return (total, index)
    }

    /// A number below a thousand ("a hundred and five", "twelve hundred"), or one in digits.
    private static func group(in words: [String], at start: Int) -> (value: Int, next: Int)? {
        guard start < words.count else { return nil }
        let next = start + 1 < words.count ? words[start + 1] : ""
        if ["a", "an"].contains(words[start]), next == "hundred" || scales[next] != nil {
            return next == "hundred" ? hundreds(1, in: words, at: start + 2) : (1, start + 1)
        }
        if words[start] == "hundred" { return hundreds(1, in: words, at: start + 1) }
        if scales[words[start]] != nil { return (1, start) }
        if words[start].utf8.count <= 9, let value = Int(words[start]), value >= 0 {
            return next == "hundred" && value < 20 ? hundreds(value, in: words, at: start + 2) : (value, start + 1)
        }
        guard let (value, end) = belowHundred(in: words, at: start) else { return nil }
        if end < words.count, words[end] == "hundred", (1..<20).contains(value) {
            return hundreds(value, in: words, at: end + 1)
        }
        return (value, end)
    }

    private static func hundreds(_ count: Int, in words: [String], at start: Int) -> (value: Int, next: Int) {
        let rest = skippingAnd(in: words, at: start)
        guard let (value, end) = belowHundred(in: words, at: rest), value > 0 else { return (count * 100, start) }
        // "A hundred and three quarters" ends before the three.
        guard rest == start || end == words.count || denominators[words[end]] == nil else {
            return (count * 100, start)
        }
        return (count * 100 + value, end)
    }

    private static func belowHundred(in words: [String], at start: Int) -> (value: Int, next: Int)? {
        guard start < words.count, let value = small[words[start]] else { return nil }
        if value >= 20, start + 1 < words.count, let unit = small[words[start + 1]], (1...9).contains(unit) {
            return (value + unit, start + 2)
        }
        return (value, start + 1)
    }

    private static func skippingAnd(in words: [String], at index: Int) -> Int {
        index < words.count && words[index] == "and" ? index + 1 : index
    }
}
