/// An answer, freed step by step of what says nothing: case, punctuation, fillers, articles.
struct AnswerForm: Sendable, Hashable {
    /// Lower-case words without punctuation, numbers in digits, one spelling of words that have two.
    let words: [String]
    /// ``words`` without the fillers around them ("um, I think it is …").
    let bare: [String]
    /// ``bare`` without articles, and once where it is said several times.
    let plain: [String]

    init(_ text: String, language: String) { self.init(text, .of(language)) }

    init(_ text: String, _ lexicon: Lexicon) { self.init(words: AnswerForm.words(of: text, lexicon), lexicon) }

    init(words: [String], _ lexicon: Lexicon) {
        self.words = words
        bare = AnswerForm.strip(words, lexicon)
        plain = AnswerForm.once(bare.filter { !lexicon.articles.contains($0) })
    }

    /// A text as comparable words: lower case, numbers in digits, one spelling.
    static func words(of text: String, _ lexicon: Lexicon) -> [String] {
        let words = split(text, lexicon)
        guard let counting = lexicon.counting else { return words }
        let counted = SpokenNumber.digits(in: words, counting)
        guard counted.contains(where: { mayChange($0, lexicon) }) else { return counted }
        return joined(counted).flatMap { word in
            spelling(of: word, in: lexicon).split(separator: " ").map(String.init)
        }
    }

    private static func mayChange(_ word: String, _ lexicon: Lexicon) -> Bool {
        lexicon.same[word] != nil || word.utf8.count >= 7 || ordinalEndings.contains(word)
    }

    private static let ordinalEndings: Set<String> = ["st", "nd", "rd", "th"]
    private static let ordinals: [String: String] = [
        "1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth", "6th": "sixth",
        "7th": "seventh", "8th": "eighth", "9th": "ninth", "10th": "tenth", "11th": "eleventh", "12th": "twelfth",
    ]

    /// "3 rd" is "third".
    private static func joined(_ words: [String]) -> [String] {
        guard words.contains(where: ordinalEndings.contains) else { return words }
        var result: [String] = []
        for word in words {
            if ordinalEndings.contains(word), let last = result.last, Int(last) != nil {
                result[result.count - 1] = ordinals[last + word] ?? last + word
            } else {
                result.append(word)
            }
        }
        return result
    }

    private static func spelling(of word: String, in lexicon: Lexicon) -> String {
        if let same = lexicon.same[word] { return same }
        guard lexicon.counting == .english, word.utf8.count >= 7 else { return word }
        for (british, american) in [
            ("ise", "ize"), ("ised", "ized"), ("ises", "izes"), ("ising", "izing"),
            ("isation", "ization"),
        ]
        where word.hasSuffix(british) { return word.dropLast(british.count) + american }
        return word
    }

    /// Takes openings and endings off, but never everything: "yes" may be the answer.
    private static func strip(_ words: [String], _ lexicon: Lexicon) -> [String] {
        var rest = words[...]
        while let first = rest.first,
            let opening = lexicon.openings[first]?.first(where: { rest.count > $0.count && rest.starts(with: $0) })
        {
            rest = rest.dropFirst(opening.count)
        }
        while let last = rest.last,
            let ending = lexicon.endings[last]?.first(where: {
                rest.count > $0.count && rest.suffix($0.count) == $0[...]
            })
        {
            rest = rest.dropLast(ending.count)
        }
        return Array(rest)
    }

    /// "Paris, Paris, Paris" is Paris.
    private static func once(_ words: [String]) -> [String] {
        guard words.count > 1 else { return words }
        for count in 1...min(4, max(1, words.count / 2)) where words.count % count == 0 {
            if words.indices.allSatisfy({ words[$0] == words[$0 % count] }) { return Array(words[..<count]) }
        }
        return words
    }
}
