/// An answer, freed step by step of what says nothing: case, punctuation, fillers, articles.
struct AnswerForm: Sendable, Hashable {
    /// Lower-case words without punctuation, numbers in digits, one spelling of words that have two.
    let words: [String]
    /// ``words`` without the fillers around them ("um, I think it is …").
    let bare: [String]
    /// ``bare`` without articles.
    let plain: [String]

    init(_ text: String, language: String) {
        let lexicon = Lexicon.of(language)
        words = AnswerForm.words(of: text, lexicon)
        bare = AnswerForm.strip(words, lexicon)
        plain = bare.filter { !lexicon.articles.contains($0) }
    }

    /// A text as comparable words: lower case, numbers in digits, one spelling.
    static func words(of text: String, _ lexicon: Lexicon) -> [String] {
        let words = split(text)
        return (lexicon.countsInWords ? SpokenNumber.digits(in: words) : words).flatMap { word in
            spelling(of: word, in: lexicon).split(separator: " ").map(String.init)
        }
    }

    /// Cuts a text into lower-case words: letters and digits, apostrophes dropped, hyphens as gaps, "1,000" as one.
    static func split(_ text: String) -> [String] {
        let characters = Array(text.lowercased())
        var words: [String] = []
        var word = ""
        for (index, character) in characters.enumerated() {
            let isNumber = AnswerForm.isNumber(character)
            if isNumber || AnswerForm.isLetter(character) {
                // "20cm" is a number and a unit.
                if !isNumber, word.last.map(AnswerForm.isNumber) == true {
                    words.append(word)
                    word = ""
                }
                word.append(AnswerForm.folded(character))
            } else if "'’‘ʼ".contains(character) {
                continue
            } else if character == ".", AnswerForm.isInNumber(characters, index) {
                word.append(".")
            } else if character == ",", AnswerForm.isInNumber(characters, index),
                AnswerForm.isGrouped(characters, after: index)
            {
                continue
            } else if "-−".contains(character), word.isEmpty, index + 1 < characters.count,
                characters[index + 1].isNumber, index == 0 || characters[index - 1].isWhitespace
            {
                word.append("-")
            } else if !word.isEmpty {
                words.append(word)
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// The properties of Unicode are slow to look up, and most letters are plain.
    private static func isLetter(_ character: Character) -> Bool {
        switch character {
        case "a"..."z": true
        case _ where character.isASCII: false
        default: character.isLetter
        }
    }

    private static func isNumber(_ character: Character) -> Bool {
        character.isASCII ? ("0"..."9").contains(character) : character.isNumber
    }

    private static func isInNumber(_ characters: [Character], _ index: Int) -> Bool {
        index > 0 && index + 1 < characters.count && isNumber(characters[index - 1])
            && isNumber(characters[index + 1])
    }

    private static func isGrouped(_ characters: [Character], after index: Int) -> Bool {
        let digits = characters[(index + 1)...].prefix { $0.isNumber }.count
        return digits == 3
    }

    /// A Latin letter without its accent, so that "café" and "cafe" are one word.
    private static func folded(_ character: Character) -> Character {
        character.isASCII ? character : plainLetters[character] ?? character
    }

    private static let plainLetters: [Character: Character] = {
        var table: [Character: Character] = [:]
        for row in ["aàáâäãå", "cç", "eèéêë", "iìíîï", "nñ", "oòóôöõ", "uùúûü", "yýÿ"] {
            for letter in row.dropFirst() { table[letter] = row.first }
        }
        return table
    }()

    private static func spelling(of word: String, in lexicon: Lexicon) -> String {
        if let same = lexicon.same[word] { return same }
        guard lexicon.countsInWords, word.count >= 7 else { return word }
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

    /// The ways in which a word may stand for its singular.
    static func singulars(of word: String) -> Set<String> {
        var forms: Set = [word]
        guard word.count > 3, word.last == "s", !["ss", "us", "is"].contains(where: word.hasSuffix) else {
            return forms
        }
        forms.insert(String(word.dropLast()))
        if word.hasSuffix("ies") { forms.insert(word.dropLast(3) + "y") }
        if ["ses", "xes", "zes", "ches", "shes", "oes"].contains(where: word.hasSuffix) {
            forms.insert(String(word.dropLast(2)))
        }
        return forms
    }

    /// Whether two runs of words are the same but for plurals.
    static func match(_ left: some Collection<String>, _ right: some Collection<String>) -> Bool {
        left.count == right.count
            && zip(left, right).allSatisfy { $0 == $1 || !singulars(of: $0).isDisjoint(with: singulars(of: $1)) }
    }
}
