/// English words of whole numbers, both ways.
public enum NumberWords {
    static let ones = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    static let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    static let scales = [(1_000_000_000, "billion"), (1_000_000, "million"), (1000, "thousand")]

    /// The words of a number, without "and": 342 is "three hundred forty two"; "minus" before a negative one.
    public static func words(of number: Int) -> [String] {
        guard number >= 0 else { return ["minus"] + magnitude(number.magnitude) }
        return magnitude(number.magnitude)
    }

    private static func magnitude(_ number: UInt) -> [String] {
        // Beyond this nobody says a number in one breath: digit by digit.
        guard number < 1_000_000_000_000 else {
            return String(number).compactMap { $0.wholeNumberValue }.map { ones[$0] }
        }
        var rest = Int(number)
        var words: [String] = []
        for (scale, name) in scales where rest >= scale {
            words += magnitude(UInt(rest / scale)) + [name]
            rest %= scale
        }
        if rest >= 100 {
            words += [ones[rest / 100], "hundred"]
            rest %= 100
        }
        if rest >= 20 {
            words.append(tens[rest / 10])
            rest %= 10
            if rest > 0 { words.append(ones[rest]) }
        } else if rest > 0 || words.isEmpty {
            words.append(ones[rest])
        }
        return words
    }

    /// The number that words say ("a hundred and five", "fifty six", "nought"), or nil where they say none or more than
    /// one.
    public static func number(of words: some Collection<String>) -> Int? {
        var total = 0
        var group = 0
        /// What may follow: a unit may follow a ten, and so on; 1000 means that anything may.
        var room = 1000
        var scale = Int.max
        var said = false
        for word in words {
            if word == "and" {
                guard said, room >= 100, group > 0 || total > 0 else { return nil }
            } else if word == "a" {
                guard room >= 1000 else { return nil }
                (group, room, said) = (1, 1, true)
            } else if let value = ones.firstIndex(of: word) ?? (word == "nought" ? 0 : nil) {
                guard value > 0 ? value < room : !said, room > 1 else { return nil }
                (group, room, said) = (group + value, 1, true)
            } else if let value = tens.dropFirst(2).firstIndex(of: word) {
                guard room >= 100 else { return nil }
                (group, room, said) = (group + value * 10, 10, true)
            } else if word == "hundred" {
                guard (1...9).contains(group) else { return nil }
                (group, room) = (group * 100, 100)
            } else if let (value, _) = scales.first(where: { $0.1 == word }) {
                guard group > 0, value < scale else { return nil }
                (total, group, room, scale) = (total + group * value, 0, 1000, value)
            } else {
                return nil
            }
        }
        // "and" or "a" must not be the last word.
        guard said, words.count == 0 || !["and", "a"].contains(Array(words)[words.count - 1]) else { return nil }
        return total + group
    }
}
