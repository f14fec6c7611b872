/// Finds how a word is pronounced: in the dictionary, in the dictionary under its other spelling, or by rule.
struct Pronouncer {
    private let dictionary: PronunciationDictionary
    private let engine: EspeakEngine
    private let hasBritishVowels: Bool

    init(dictionary: PronunciationDictionary, engine: EspeakEngine, hasBritishVowels: Bool = true) {
        self.dictionary = dictionary
        self.engine = engine
        self.hasBritishVowels = hasBritishVowels
    }

    /// One or more pronunciations, each as ARPAbet phones separated by spaces.
    /// - Throws: ``SpeechError/unpronounceable(word:)``, or that espeak-ng is missing.
    func pronunciations(of word: String) throws(SpeechError) -> [String] {
        for spelling in [word] + Pronouncer.spellings(of: word) {
            let found = dictionary.pronunciations(of: spelling)
            if !found.isEmpty { return hasBritishVowels ? BritishVowels.added(to: found) : found }
        }
        var made: [String] = []
        for language in ["en-us", "en-gb"] {
            let phones = ARPAbet.phones(ofIPA: try engine.phonemes(of: word, language: language)).joined(separator: " ")
            if !phones.isEmpty, !made.contains(phones) { made.append(phones) }
        }
        guard !made.isEmpty else { throw .unpronounceable(word: word) }
        return made
    }

    /// A word's spellings on the other side of the Atlantic, most of which are no words; the dictionary will tell.
    static func spellings(of word: String) -> [String] {
        var spellings: [String] = []
        for (here, there) in [
            ("our", "or"), ("yse", "yze"), ("ise", "ize"), ("isation", "ization"), ("ising", "izing"), ("ised", "ized"),
            ("tre", "ter"), ("tres", "ters"), ("ogue", "og"), ("ence", "ense"), ("lled", "led"), ("lling", "ling"),
            ("ller", "ler"), ("ae", "e"), ("oe", "e"), ("lph", "lf"), ("grey", "gray"), ("mme", "m"), ("que", "k"),
        ] {
            for (from, to) in [(here, there), (there, here)] {
                if let range = word.firstOccurrence(of: from) {
                    spellings.append(String(word[..<range.lowerBound]) + to + String(word[range.upperBound...]))
                }
            }
        }
        // The possessive and the plural of a known word are said by rule; the dictionary's own come first.
        return spellings
    }
}

extension String {
    fileprivate func firstOccurrence(of part: String) -> Range<Index>? {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(part) { return at..<index(at, offsetBy: part.count) }
            at = index(after: at)
        }
        return nil
    }
}
