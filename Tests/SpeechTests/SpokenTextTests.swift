import Speech
import TestSupport
import Testing

struct SpokenTextTests {
    @Test(arguments: [
        ("It's 56%!", "it's fifty six percent"), ("Water-vapour, please.", "water vapour please"),
        ("7 × 8 = 56", "seven times eight equals fifty six"), ("1,234", "one thousand two hundred thirty four"),
        ("3.5", "three point five"), ("", ""), ("…!?", ""), ("’tis ‘don’t’", "tis don't"), ("12", "twelve"),
        ("007", "seven"), ("café", "café"), ("a1b", "a one b"),
    ]) func `text becomes the words that are said`(text: String, words: String) {
        #expect(SpokenText.words(of: text).joined(separator: " ") == words)
    }

    @Test func `every number is read back from its words`() {
        for number in Array(0...2_000) + [9_999, 10_000, 123_456, 1_000_001, 999_999_999] {
            #expect(NumberWords.number(of: NumberWords.words(of: number)) == number)
        }
    }

    @Test(arguments: [
        (["a", "hundred", "and", "five"], 105), (["one", "hundred", "and", "twenty", "one"], 121), (["nought"], 0),
        (["a", "thousand"], 1000), (["two", "thousand", "and", "six"], 2006),
        (["one", "thousand", "a", "hundred"], 1100),
    ]) func `numbers are understood as people say them`(words: [String], number: Int) {
        #expect(NumberWords.number(of: words) == number)
    }

    @Test(arguments: [
        [], ["and"], ["one", "two"], ["twenty", "thirty"], ["twenty", "ten"], ["hundred"], ["six", "and"],
        ["one", "hundred", "and"], ["a"], ["zero", "one"], ["twenty", "zero"], ["one", "thousand", "thousand"],
        ["hello"], ["eleven", "hundred"],
    ]) func `words that say no number are none`(words: [String]) {
        #expect(NumberWords.number(of: words) == nil)
    }

    @Test func `random words never crash the reader of numbers`() {
        var generator = SplitMix(seed: 5)
        let words = ["a", "and", "one", "nineteen", "twenty", "hundred", "thousand", "million", "billion", "nought"]
        for _ in 0..<5_000 {
            let said = (0..<Int.random(in: 0...7, using: &generator)).map { _ in
                words.randomElement(using: &generator) ?? "a"
            }
            guard let number = NumberWords.number(of: said) else { continue }
            #expect(NumberWords.number(of: NumberWords.words(of: number)) == number)
        }
    }
}
