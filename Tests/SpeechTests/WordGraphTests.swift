import Testing

@testable import Speech

struct WordGraphTests {
    /// Everything that a graph's paths say, without carriers.
    private func sayings(_ grammar: Grammar) -> Set<String> {
        let graph = WordGraph(grammar)
        var found: Set<String> = []
        func walk(_ state: Int, _ said: [String]) {
            if state == graph.final { found.insert(said.joined(separator: " ")) }
            guard said.count < 12 else { return }
            for arc in graph.arcs where arc.from == state { walk(arc.to, said + (arc.word.map { [$0] } ?? [])) }
        }
        let answer = graph.arcs.first { $0.from == graph.start && $0.word == nil }
        if let answer { walk(answer.to, []) }
        return found
    }

    @Test(arguments: [0...0, 0...20, 7...7, 13...42, 95...105, 0...144, 19...21, 250...312, 995...1012, 0...1200])
    func `a class of numbers says each of its numbers and no other`(range: ClosedRange<Int>) {
        let said = sayings(Grammar(phrases: [], numbers: range))
        let numbers = said.compactMap { NumberWords.number(of: $0.split(separator: " ").map(String.init)) }
        #expect(Set(numbers) == Set(range))
        #expect(numbers.count == said.count, "every path is a number")
    }

    @Test func `what was denied cannot be said`() {
        let grammar = Grammar(phrases: ["the sea", "sea"], numbers: 40...45, except: ["forty two", "the sea"])
        #expect(sayings(grammar) == ["sea", "forty", "forty one", "forty three", "forty four", "forty five"])
    }

    @Test func `phrases share their beginnings`() {
        let grammar = Grammar(phrases: ["give me a hint", "give me", "give up", "Give me a HINT", "", "?"])
        #expect(sayings(grammar) == ["give me a hint", "give me", "give up"])
        #expect(WordGraph(Grammar(phrases: [], numbers: 0...9999)).stateCount < 400)
    }

    @Test(arguments: [
        ("it's water vapour", "water vapour"), ("the answer is fifty six", "fifty six"),
        (
            "um one hundred and five",
            "one hundred five"
        ), ("fifty seven", "57"), ("it is", "it is"),
    ]) func `a carrier is no part of an answer`(said: String, text: String) {
        let texts = PhraseTexts(Grammar(phrases: ["water vapour", "57", "it is"], numbers: 0...144))
        #expect(texts.text(of: said.split(separator: " ").map(String.init)) == text)
    }

    @Test func `words that are no phrase are no text`() {
        let texts = PhraseTexts(Grammar(phrases: ["sun"], numbers: 0...10))
        #expect(texts.text(of: ["moon"]) == nil)
        #expect(texts.text(of: []) == nil)
        #expect(texts.text(of: ["eleven"]) == nil)
        #expect(texts.text(of: ["it", "is"]) == nil)
    }
}
