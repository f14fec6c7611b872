/// The words of a language that say nothing about the answer, and those that turn it: fillers, carriers, articles,
/// commands, corrections.
struct Lexicon: Sendable {
    /// How number words are read; nil where they are not known.
    var counting: SpokenNumber.Counting?
    /// "2,5" is a decimal and "1.000" a thousand.
    var hasDecimalComma = false
    /// "l'eau" is two words.
    var splitsApostrophes = false
    var plurals = Plurals.english
    var articles: Set<String> = []
    /// Openings without meaning, each as words; by the first word, the longest first.
    var openings: [String: [[String]]] = [:]
    /// The same at the end, by the last word.
    var endings: [String: [[String]]] = [:]
    /// Words that turn an answer round, so that naming the right answer is not giving it.
    var negations: Set<String> = []
    /// Words that join others to a sentence; an answer with none of them may be a list of guesses.
    var glue: Set<String> = []
    /// Answers that are none, each as words.
    var nothings: Set<[String]> = []
    /// Words that begin a question or a command to the tutor.
    var asides: [[String]] = []
    /// The asides that ask for the question or about it, whatever number they name.
    var questions: [[String]] = []
    /// Spellings and plurals that no rule finds.
    var same: [String: String] = [:]
    /// Words that sound alike or mean the same: compared only where nothing fits as it stands.
    var alike: [String: String] = [:]
    /// Words that stand between two guesses.
    var alternatives: Set<String> = []
    /// Words after which only what follows counts: "fifty-six, no, fifty-four".
    var corrections: Set<String> = []
    /// Words before a result: "six nines are".
    var results: Set<String> = []
    /// Words between what is denied and what is meant: "not six but seven".
    var contrasts: Set<String> = []
    /// Words between which and the answer a denial is one of an opinion: "I do not think it is".
    var opinions: Set<String> = []
    /// Words that an answer may begin with or not: "in the sea".
    var prepositions: Set<String> = []
    /// Words before a number that make it a bound: "more than six". Each as words.
    var bounds: [[String]] = []
    var yes: Set<String> = []
    var no: Set<String> = []
    /// Words that name no apples at all; the second set does so only where zero is right.
    var zeros: Set<String> = []
    var weakZeros: Set<String> = []
    /// What a recogniser writes for a number word that it did not expect.
    var numberHomophones: [String: Int] = [:]
    /// The places of the choices: "first" is 0.
    var positions: [String: Int] = [:]
    var last: Set<String> = []
    var middle: Set<String> = []
    /// The words before a letter or digit that make it a place: "option b".
    var positionNouns: Set<String> = []
    /// Words that put items in an order without being one.
    var sequence: Set<String> = []
    /// Words that name items against their order.
    var reversals: Set<String> = []
    var units = Units([])
    var spelling = Spelling()

    static func of(_ language: String) -> Lexicon {
        switch SpokenNumber.Counting(language) {
        case .english: english
        case .spanish: usesPoint(language) ? spanishWithPoint : spanish
        case .french: french
        case nil: other
        }
    }

    var countsInWords: Bool { counting != nil }

    private static let other = Lexicon()

    /// Spanish of the Americas north of the Andes writes "2.5" (CLDR, numbers of es-419 and its exceptions).
    private static func usesPoint(_ language: String) -> Bool {
        let regions: Set = ["mx", "us", "gt", "hn", "ni", "pa", "sv", "do", "pr", "pe", "419"]
        return language.lowercased().split(separator: "-").dropFirst().contains { regions.contains(String($0)) }
    }

    private static let spanishWithPoint: Lexicon = {
        var lexicon = spanish
        lexicon.hasDecimalComma = false
        return lexicon
    }()

    /// Phrases as words, the longest first, from a list with commas.
    static func phrases(_ text: String) -> [[String]] {
        text.split(separator: ",").map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
            .filter { !$0.isEmpty }.sorted { $0.count > $1.count }
    }

    static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    static func byFirst(_ text: String) -> [String: [[String]]] { Dictionary(grouping: phrases(text)) { $0[0] } }

    static func byLast(_ text: String) -> [String: [[String]]] {
        Dictionary(grouping: phrases(text)) { $0[$0.count - 1] }
    }

    /// "colour color" says that the first is written as the rest.
    static func spellings(_ text: String) -> [String: String] {
        Dictionary(phrases(text).map { ($0[0], $0.dropFirst().joined(separator: " ")) }) { first, _ in first }
    }

    /// "sea see" says that the second is heard as the first.
    static func classes(_ text: String) -> [String: String] {
        Dictionary(phrases(text).flatMap { row in row.dropFirst().map { ($0, row[0]) } }) { first, _ in first }
    }

    static func numbers(_ rows: [Int: String]) -> [String: Int] {
        Dictionary(rows.flatMap { value, text in words(text).map { ($0, value) } }) { first, _ in first }
    }

    /// A word as it sounds.
    func sound(of word: String) -> String {
        if let other = alike[word] { return other }
        switch counting {
        case .spanish: return word.utf8.count >= 3 ? Lexicon.spanishSound(of: word) : word
        case .english, .french: return word.utf8.count >= 5 ? word.replacing("ph", with: "f") : word
        case nil: return word
        }
    }
}
