/// English number words and what they count: "seventy-two", "a hundred and five", "1 million".
public enum SpokenNumber {
    private static let units = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let tens = [
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]
    private static let small: [String: Int] = {
        var words: [String: Int] = [:]
        for (value, word) in units.enumerated() { words[word] = value }
        for (value, word) in tens.enumerated() where !word.isEmpty { words[word] = value * 10 }
        let variants = ["nought": 0, "naught": 0, "fourty": 40, "ninty": 90]
        return words.merging(variants) { first, _ in first }
    }()
    private static let scales = ["thousand": 1_000, "million": 1_000_000]

    /// The words of a number from 0 to 999,999,999, as British English says them: "one hundred and five".
    public static func words(for number: Int) -> String {
        guard number >= 0, number < 1_000_000_000 else { return String(number) }
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

    /// The same words with every spoken number written in digits; other words as they are.
    ///
    /// - Parameter words: lower case, without punctuation.
    static func digits(in words: [String]) -> [String] {
        var result: [String] = []
        var index = 0
        while index < words.count {
            let negative = ["minus", "negative"].contains(words[index])
            if let (value, next) = number(in: words, at: negative ? index + 1 : index) {
                var text = String(value)
                index = next
                if index + 1 < words.count, words[index] == "point",
                    let (fraction, end) = fraction(in: words, at: index + 1)
                {
                    text += "." + fraction
                    index = end
                }
                result.append(negative ? "-" + text : text)
            } else {
                result.append(words[index])
                index += 1
            }
        }
        return result
    }

    /// The digits that are said one by one after "point".
    private static func fraction(in words: [String], at start: Int) -> (text: String, next: Int)? {
        var text = ""
        var index = start
        while index < words.count, let digit = small[words[index]], digit < 10 {
            text += String(digit)
            index += 1
        }
        return text.isEmpty ? nil : (text, index)
    }

    /// The longest number that begins at a word.
    private static func number(in words: [String], at start: Int) -> (value: Int, next: Int)? {
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

extension SpokenNumber {
    /// The one number that words name, nil where they name none or several: "about twenty-two please" names 22.
    /// - Parameter language: a BCP 47 tag.
    public static func value(of text: String, in language: String) -> Double? {
        let numbers = AnswerForm.words(of: text, .of(language)).compactMap(Double.init)
        return numbers.count == 1 ? numbers[0] : nil
    }
}
