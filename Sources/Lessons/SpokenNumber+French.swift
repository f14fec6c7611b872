/// How French counts: in France by scores above sixty, in Belgium and Switzerland by tens.
enum FrenchNumber {
    private static let units = [
        "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
        "treize", "quatorze", "quinze", "seize", "dix sept", "dix huit", "dix neuf",
    ]
    private static let tens = [
        20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 70: "septante", 90: "nonante",
    ]

    /// Up to 90 in one word, without accents; "un" is left out, since it is an article as well.
    static let small: [String: Int] = {
        var words: [String: Int] = ["huitante": 80, "octante": 80]
        for (value, word) in units.enumerated() where value != 1 && value < 17 {
            words[AnswerForm.folded(word)] = value
        }
        for (value, word) in tens { words[word] = value }
        return words
    }()

    private static let scales = ["mille": 1_000, "mil": 1_000, "million": 1_000_000, "millions": 1_000_000]

    static let parts = [
        2: "demi", 3: "tiers", 4: "quart", 5: "cinquième", 6: "sixième", 7: "septième", 8: "huitième",
        9: "neuvième", 10: "dixième", 12: "douzième", 20: "vingtième", 100: "centième", 1_000: "millième",
    ]

    static let denominators: [String: (value: Int, isPlural: Bool)] = {
        var words: [String: (Int, Bool)] = [
            "demie": (2, false), "demies": (2, true), "moitie": (2, false), "moities": (2, true),
        ]
        for (value, word) in parts {
            let word = AnswerForm.folded(word)
            // "Tiers" is its own plural.
            words[word] = (value, word.hasSuffix("s"))
            if !word.hasSuffix("s") { words[word + "s"] = (value, true) }
        }
        return words
    }()

    /// Every word that can begin a number.
    static let vocabulary = Set(small.keys).union(scales.keys).union(["cent", "cents", "moins", "virgule", "point"])

    static func words(for number: Int, regional: Bool) -> String {
        guard number > 0 else { return "zéro" }
        var parts: [String] = []
        let millions = number / 1_000_000
        let thousands = number / 1_000 % 1_000
        let rest = number % 1_000
        if millions > 0 { parts.append(belowThousand(millions, regional) + (millions > 1 ? " millions" : " million")) }
        if thousands == 1 { parts.append("mille") }
        if thousands > 1 {
            // No plural before "mille": "quatre vingt mille".
            var words = belowThousand(thousands, regional)
            if words.hasSuffix("vingts") || words.hasSuffix("cents") { words.removeLast() }
            parts.append(words + " mille")
        }
        if rest > 0 { parts.append(belowThousand(rest, regional)) }
        return parts.joined(separator: " ")
    }

    private static func belowThousand(_ number: Int, _ regional: Bool) -> String {
        let rest = number % 100
        let hundred = number / 100
        guard hundred > 0 else { return belowHundred(rest, regional) }
        let head = hundred == 1 ? "cent" : units[hundred] + (rest == 0 ? " cents" : " cent")
        return rest == 0 ? head : head + " " + belowHundred(rest, regional)
    }

    private static func belowHundred(_ number: Int, _ regional: Bool) -> String {
        guard number >= 20 else { return units[number] }
        if number >= 80, !regional || number < 90 {
            return number == 80 ? "quatre vingts" : "quatre vingt " + units[number - 80]
        }
        let ten = number >= 70 && !regional ? 60 : number / 10 * 10
        let rest = number - ten
        let head = tens[ten] ?? ""
        guard rest > 0 else { return head }
        return head + (rest == 1 || rest == 11 ? " et " : " ") + units[rest]
    }

    static func number(in words: [String], at start: Int) -> (value: Int, next: Int)? {
        SpokenNumber.Counting.scaled(words, at: start, scales: scales) {
            group(in: words, at: $0)
        } isOne: { index in
            index < words.count && (words[index] == "un" || words[index] == "une") && isEnd(words, index + 1)
        }
    }

    private static func group(in words: [String], at start: Int) -> (value: Int, next: Int)? {
        guard start < words.count else { return nil }
        let word = words[start]
        if scales[word] == 1_000 { return (1, start) }
        if word == "un", start + 1 < words.count, scales[words[start + 1]] != nil { return (1, start + 1) }
        if word == "cent" || word == "cents" { return hundreds(100, in: words, at: start + 1) }
        if word.utf8.count <= 9, let value = Int(word), value >= 0 { return (value, start + 1) }
        if let unit = small[word], (2...9).contains(unit), start + 1 < words.count,
            words[start + 1] == "cent" || words[start + 1] == "cents"
        {
            return hundreds(unit * 100, in: words, at: start + 2)
        }
        return belowHundred(in: words, at: start)
    }

    private static func hundreds(_ value: Int, in words: [String], at start: Int) -> (value: Int, next: Int) {
        if start < words.count, words[start] == "un", isEnd(words, start + 1) { return (value + 1, start + 1) }
        guard let (rest, end) = belowHundred(in: words, at: start), rest > 0 else { return (value, start) }
        return (value + rest, end)
    }

    private static func belowHundred(in words: [String], at start: Int) -> (value: Int, next: Int)? {
        guard start < words.count, let value = small[words[start]] else { return nil }
        let after = start + 1 < words.count ? words[start + 1] : ""
        if value == 4, after == "vingt" || after == "vingts" { return add(80, below: 20, in: words, at: start + 2) }
        switch value {
        case 10: return add(10, below: 10, from: 7, in: words, at: start + 1)
        case 60: return add(60, below: 20, in: words, at: start + 1)
        case 20, 30, 40, 50, 70, 80, 90: return add(value, below: 10, in: words, at: start + 1)
        default: return (value, start + 1)
        }
    }

    /// A ten and what is counted on from it: "soixante" and "et onze".
    private static func add(
        _ ten: Int, below limit: Int, from least: Int = 1, in words: [String], at start: Int
    ) -> (value: Int, next: Int) {
        let isJoined = start < words.count && words[start] == "et"
        let index = isJoined ? start + 1 : start
        guard index < words.count else { return (ten, start) }
        var unit = small[words[index]]
        var next = index + 1
        if words[index] == "un" || words[index] == "une", isJoined || ten == 80 && isEnd(words, next) { unit = 1 }
        if unit == 10, limit == 20 { (unit, next) = add(10, below: 10, from: 7, in: words, at: next) }
        guard let unit, (least..<limit).contains(unit), !isJoined || isEnd(words, next) else { return (ten, start) }
        // "Vingt quatre vingts" is twenty, eighty.
        guard unit != 4 || next == words.count || words[next] != "vingts" else { return (ten, start) }
        return (ten + unit, next)
    }

    /// Whether a number may end here: not before the part of a fraction ("vingt et un quart").
    private static func isEnd(_ words: [String], _ index: Int) -> Bool {
        index >= words.count || denominators[words[index]] == nil
    }
}
