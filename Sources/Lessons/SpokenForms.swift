/// Answers as a recogniser may hear them: lower-case words, numbers and letters as they are said.
enum SpokenForms {
    /// Whether a class of numbers can hold a number for a recogniser.
    static func isOfClass(_ number: Rational) -> Bool { number.isWhole && (0...9_999).contains(number.numerator) }

    /// Lower-case words as they are said: numbers in words, apostrophes kept ("it's"), everything else a gap.
    static func phrase(_ text: String) -> String {
        let kept = text.lowercased().map { "’‘ʼ".contains($0) ? "'" : $0 }
        let words = String(kept.map { $0.isLetter || $0.isNumber || $0 == "'" ? $0 : " " }).split(separator: " ")
        return words.map { word in Int(word).map(SpokenNumber.words) ?? String(word) }.joined(separator: " ")
    }

    /// The ways to say an answer: of a number that is not whole several, else the one.
    static func ways(_ text: String) -> [String] { Rational(text).map(numbers) ?? [phrase(text)] }

    /// The ways to say a number: "two point five", "two and a half", "minus three".
    static func numbers(_ number: Rational) -> [String] {
        if number.numerator < 0 { return numbers(-number).map { "minus " + $0 } }
        let whole = number.numerator / number.denominator
        let words = SpokenNumber.words(for: whole)
        if number.isWhole {
            let short = words.replacing(" and ", with: " ")
            return short == words ? [words] : [words, short]
        }
        var ways: [String] = []
        if let decimals = number.decimal?.split(separator: ".").last {
            let digits = decimals.compactMap(\.wholeNumberValue).map { SpokenNumber.words(for: $0) }
            ways.append(([words, "point"] + digits).joined(separator: " "))
        }
        let parts = fractions(number.numerator - whole * number.denominator, number.denominator)
        ways += parts.map { whole == 0 ? $0 : words + " and " + $0 }
        if whole == 0 {
            ways.append(
                SpokenNumber.words(for: number.numerator) + " over " + SpokenNumber.words(for: number.denominator))
        }
        return ways
    }

    private static let parts: [Int: [String]] = [
        2: ["half"], 3: ["third"], 4: ["quarter", "fourth"], 5: ["fifth"], 6: ["sixth"], 7: ["seventh"], 8: ["eighth"],
        9: ["ninth"], 10: ["tenth"], 12: ["twelfth"], 100: ["hundredth"], 1_000: ["thousandth"],
    ]

    /// "three quarters", "a half", "one half"; none where the parts have no name.
    private static func fractions(_ count: Int, _ denominator: Int) -> [String] {
        (parts[denominator] ?? []).flatMap { part in
            count == 1 ? ["a " + part, "one " + part] : [SpokenNumber.words(for: count) + " " + part + "s"]
        }
    }

    /// Numbers that a slip makes of one.
    static func neighbours(of number: Rational) -> [Rational] {
        let steps = [-10, -2, -1, 1, 2, 10].compactMap { number + Rational($0) }
        return (steps + [number * Rational(10), number / Rational(10)].compactMap(\.self)).filter(\.canBeSaid)
    }

    /// Items in their order, in other orders, and alone.
    static func orders(of items: [String], confusions: [String]) -> [String] {
        let items = items.map(phrase)
        var orders = [items]
        if items.count <= 4 {
            orders += permutations(items)
        } else {
            for index in items.indices.dropLast() {
                var order = items
                order.swapAt(index, index + 1)
                orders.append(order)
            }
            orders.append(items.reversed())
        }
        let wrong = confusions.map { NodeReader.items($0).map(phrase).joined(separator: " ") }
        let linked = [
            items.joined(separator: " then "),
            (items.dropLast() + ["and " + (items.last ?? "")]).joined(separator: " "),
        ]
        return [items.joined(separator: " ")] + linked + wrong + orders.map { $0.joined(separator: " ") } + items
    }

    private static func permutations(_ items: [String]) -> [[String]] {
        guard items.count > 1 else { return [items] }
        return items.indices.flatMap { index in
            var rest = items
            let first = rest.remove(at: index)
            return permutations(rest).map { [first] + $0 }
        }
    }

    /// Words letter by letter, with a letter too few, two exchanged, one too many; and the word itself.
    static func spellings(of words: [String], confusions: [String]) -> [String] {
        let words = words.map { Array($0.lowercased()) }
        let wrong = confusions.map { Array($0.lowercased()) }
        let slips = words.flatMap { word in
            word.indices.flatMap { index -> [[Character]] in
                var short = word
                let letter = short.remove(at: index)
                var long = word
                long.insert(letter, at: index)
                var exchanged = word
                if index > 0 { exchanged.swapAt(index - 1, index) }
                return [short, exchanged, long]
            }
        }
        return (words + wrong).flatMap(letters) + words.map { String($0) }
            + slips.filter { !$0.isEmpty }.flatMap(letters)
    }

    /// "r a b b i t", "r a double b i t"; a z is "zed" as well.
    private static func letters(_ word: [Character]) -> [String] {
        var doubled: [String] = []
        var index = 0
        while index < word.count {
            if index + 1 < word.count, word[index] == word[index + 1] {
                doubled.append("double \(word[index])")
                index += 2
            } else {
                doubled.append(String(word[index]))
                index += 1
            }
        }
        let plain = word.map { String($0) }
        let ways = plain == doubled ? [plain] : [plain, doubled]
        let all = word.contains("z") ? ways + ways.map { $0.map { $0.replacing("z", with: "zed") } } : ways
        return all.map { $0.joined(separator: " ") }
    }

    /// Sentences as they are, and each with a word left out.
    static func sentences(_ sentences: [String], confusions: [String]) -> [String] {
        let whole = sentences.map(phrase)
        let parts = whole.flatMap { sentence in
            let words = sentence.split(separator: " ")
            return words.count < 3
                ? [] : words.indices.map { (words[..<$0] + words[($0 + 1)...]).joined(separator: " ") }
        }
        return whole + confusions.map(phrase) + parts
    }
}
