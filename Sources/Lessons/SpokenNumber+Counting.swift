extension SpokenNumber.Counting {
    /// The words before a negative number; the first is the one that the tutor says.
    var minus: [String] {
        switch self {
        case .english: ["minus", "negative"]
        case .spanish: ["menos"]
        case .french: ["moins"]
        }
    }

    /// The words before the decimals; the first is the one that the tutor says.
    var point: [String] {
        switch self {
        case .english: ["point"]
        case .spanish: ["coma", "punto", "con"]
        case .french: ["virgule", "point"]
        }
    }

    /// Whether a word can begin a number: most cannot, and are not looked at twice.
    func mayCount(_ word: String) -> Bool {
        guard let byte = word.utf8.first, byte > 57 else { return true }
        return switch self {
        case .english: EnglishNumber.vocabulary.contains(word)
        case .spanish: SpanishNumber.vocabulary.contains(word)
        case .french: FrenchNumber.vocabulary.contains(word)
        }
    }

    /// The words between a whole number and a fraction.
    var and: String {
        switch self {
        case .english: "and"
        case .spanish: "y"
        case .french: "et"
        }
    }

    /// The ways to say a stroke of a fraction, each as words.
    var over: [[String]] {
        switch self {
        case .english: [["over"], ["out", "of"]]
        case .spanish: [["sobre"]]
        case .french: [["sur"]]
        }
    }

    /// The words that are one before a fraction, and one by themselves where nothing else counts.
    var one: Set<String> {
        switch self {
        case .english: ["a", "an"]
        case .spanish: ["un", "una", "uno"]
        case .french: ["un", "une"]
        }
    }

    /// The ways to say that a number is below zero, after numbers have become digits.
    var belowZero: [[String]] {
        switch self {
        case .english: [["below", "0"], ["under", "0"], ["below"]]
        case .spanish: [["bajo", "0"], ["por", "debajo", "de", "0"]]
        case .french: [["sous", "0"], ["en", "dessous", "de", "0"], ["au", "dessous", "de", "0"]]
        }
    }

    /// What the word divides into: 4 for "quarters".
    func denominator(_ word: String) -> (value: Int, isPlural: Bool)? {
        switch self {
        case .english: EnglishNumber.denominators[word]
        case .spanish: SpanishNumber.denominators[word]
        case .french: FrenchNumber.denominators[word]
        }
    }

    /// Whether such a word is a part by itself, and not a place in an order ("half", but not "third").
    func isPart(_ word: String) -> Bool {
        switch self {
        case .english: ["half", "quarter", "halves"].contains(word)
        case .spanish: ["medio", "media", "mitad", "tercio"].contains(word)
        case .french: ["demi", "demie", "moitie", "tiers", "quart"].contains(word)
        }
    }

    func fraction(_ over: Int, _ under: Int, words: (Int) -> String) -> String {
        let parts: [Int: String] =
            switch self {
            case .english: EnglishNumber.parts
            case .spanish: SpanishNumber.parts
            case .french: FrenchNumber.parts
            }
        guard let part = parts[under], over.magnitude < 20 else {
            return "\(words(over)) \(self.over[0].joined(separator: " ")) \(words(under))"
        }
        guard over.magnitude != 1 else { return (over < 0 ? minus[0] + " " : "") + single(part) }
        return words(over) + " " + plural(part)
    }

    private func single(_ part: String) -> String {
        switch self {
        case .english: (part == "eighth" ? "an " : "a ") + part
        case .spanish, .french: "un " + part
        }
    }

    private func plural(_ part: String) -> String {
        switch self {
        case .english: part == "half" ? "halves" : part + "s"
        case .spanish: part + "s"
        case .french: part.hasSuffix("s") ? part : part + "s"
        }
    }

    /// The longest whole number that begins at a word.
    func number(in words: [String], at start: Int) -> (value: Int, next: Int)? {
        switch self {
        case .english: EnglishNumber.number(in: words, at: start)
        case .spanish: SpanishNumber.number(in: words, at: start)
        case .french: FrenchNumber.number(in: words, at: start)
        }
    }

    /// "Un" before "virgule": elsewhere it is an article.
    func one(in words: [String], before next: Int) -> (value: Int, next: Int)? {
        guard self != .english, next + 1 < words.count, one.contains(words[next - 1]), point.contains(words[next])
        else {
            return nil
        }
        return (1, next)
    }

    /// A single digit, in words or not.
    func digit(_ word: String) -> String? {
        if let byte = word.utf8.first, word.utf8.count == 1, (48...57).contains(byte) { return word }
        let small: Int? =
            switch self {
            case .english: word == "oh" || word == "o" ? 0 : EnglishNumber.small[word]
            case .spanish: word == "un" || word == "una" ? 1 : SpanishNumber.small[word]
            case .french: word == "un" || word == "une" ? 1 : FrenchNumber.small[word]
            }
        return small.flatMap { $0 < 10 ? String($0) : nil }
    }

    /// Whether decimals are said digit by digit: in English, always.
    var isOneByOne: Bool { self == .english }

    /// Whether a digit stands by itself here: "cinco", but not the first word of "quatre-vingt" or "dix-sept".
    func decimalEnd(_ words: [String], _ index: Int) -> Bool {
        guard let (_, next) = number(in: words, at: index) else { return true }
        return next == index + 1
    }

    /// Hundreds of thousands and millions over what a language counts below a thousand.
    ///
    /// - Parameters:
    ///   - scales: "mil" is 1,000.
    ///   - group: the number below a thousand that begins at a word, or one where a scale stands alone.
    ///   - isOne: whether a word that may be an article counts on here ("mille un").
    static func scaled(
        _ words: [String], at start: Int, scales: [String: Int], group: (Int) -> (value: Int, next: Int)?,
        isOne: (Int) -> Bool
    ) -> (value: Int, next: Int)? {
        guard var (value, next) = group(start) else { return nil }
        var total = 0
        var limit = 1_000_000_000
        while next < words.count, let scale = scales[words[next]] {
            guard scale < limit, value > 0, value < limit / scale else { break }
            total += value * scale
            limit = scale
            next += 1
            value = 0
            if isOne(next), next + 1 == words.count || scales[words[next + 1]] == nil { return (total + 1, next + 1) }
            guard let (more, end) = group(next), more > 0, more < min(limit, 1_000) else { break }
            if end < words.count, let smaller = scales[words[end]] {
                guard smaller < limit, end > next || smaller != scale else { break }
            }
            (value, next) = (more, end)
        }
        return (total + value, next)
    }
}
