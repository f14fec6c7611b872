/// Finds the phrase of a grammar in the words that were heard.
struct PhraseTexts {
    private var phrases: [[String]: String] = [:]
    private let numbers: ClosedRange<Int>?

    init(_ grammar: Grammar) {
        numbers = grammar.numbers
        for phrase in grammar.phrases + grammar.aside {
            let words = SpokenText.words(of: phrase)
            if phrases[words] == nil { phrases[words] = phrase }
        }
    }

    /// The phrase as the grammar has it, or the words of a number; nil where the words are neither, with or without a
    /// carrier before them.
    func text(of words: [String]) -> String? {
        if let text = exact(words) { return text }
        for carrier in WordGraph.carriers where words.starts(with: carrier) {
            if let text = exact(Array(words.dropFirst(carrier.count))) { return text }
        }
        return nil
    }

    private func exact(_ words: [String]) -> String? {
        guard !words.isEmpty else { return nil }
        if let phrase = phrases[words] { return phrase }
        guard let numbers, let number = NumberWords.number(of: words), numbers.contains(number) else { return nil }
        return NumberWords.words(of: number).joined(separator: " ")
    }
}
