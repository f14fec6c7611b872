import Audio
import Speech
import TestSupport
import Testing

/// One recogniser for all tests, one after the other: it belongs to one thread.
@Suite(.serialized) struct RecognizerTests {
    private let recognizer: PocketsphinxRecognizer
    private let voice: EspeakVoice
    private static let commands = ["repeat", "give me a hint", "i don't know", "stop", "yes", "no"]
    private let lesson = Grammar(
        phrases: ["evaporation", "condensation", "water vapour", "56", "splooshification"] + commands, numbers: 0...144)

    init() throws {
        recognizer = try PocketsphinxRecognizer()
        voice = try EspeakVoice()
    }

    private func hear(
        _ text: String, _ style: VoiceStyle, in grammar: Grammar, noise: ClosedRange<Int16> = -30...30
    ) throws -> Hypothesis {
        var generator = SplitMix(seed: 9)
        try recognizer.begin(grammar)
        var speech: [Int16] = []
        try voice.speak(text, style: style) {
            speech += $0.samples
            return true
        }
        let quiet = [Int16](repeating: 0, count: 6_000)
        let heard = (quiet + speech + quiet).map { $0 / 2 &+ Int16.random(in: noise, using: &generator) }
        for at in stride(from: 0, to: heard.count, by: 480) {
            try recognizer.hear(AudioFrame(Array(heard[at..<min(at + 480, heard.count)])))
        }
        return try recognizer.finish()
    }

    @Test(arguments: [
        ("evaporation", "evaporation"), ("it is condensation", "condensation"), ("water vapor", "water vapour"),
        ("fifty six", "56"), ("the answer is one hundred and twenty one", "one hundred twenty one"),
        ("i don't know", "i don't know"),
        ("splooshification", "splooshification"),
    ]) func `what is said is heard`(said: String, text: String) throws {
        let grammar = Grammar(phrases: lesson.phrases, numbers: lesson.numbers)
        let heard = try hear(said, VoiceStyle(language: "en-US", speed: 0.8), in: grammar)
        #expect(heard.text.hasSuffix(text))
        #expect(heard.judgement == .accepted || heard.judgement == .doubtful)
        #expect((0...1).contains(heard.confidence))
    }

    @Test(arguments: ["i don't know", "fifty six", "give me a hint", "condensation"])
    func `a room without any sound is no obstacle`(said: String) throws {
        let heard = try hear(said, VoiceStyle(language: "en-US", speed: 0.8), in: lesson, noise: 0...0)
        #expect(heard.text == (said == "fifty six" ? "56" : said) && heard.judgement != .rejected, "\(heard)")
    }

    @Test(arguments: [
        ("de", "das ist ein sehr schöner tag heute"), ("fr", "je ne sais pas ce que je dois dire"),
        ("tr", "bugün hava çok güzel değil mi"), ("en", "my grandmother has three purple elephants at home"),
    ]) func `what is not in the grammar is not accepted`(language: String, text: String) throws {
        #expect(try hear(text, VoiceStyle(language: language), in: lesson).judgement != .accepted)
    }

    @Test func `silence is silence`() throws {
        try recognizer.begin(lesson)
        try recognizer.hear(.silence(samples: 48_000))
        #expect(try recognizer.finish() == .silence)
        try recognizer.begin(lesson)
        #expect(try recognizer.finish() == .silence, "nothing at all is silence too")
        #expect(try recognizer.finish() == .silence, "and so is what was never begun")
    }

    @Test func `noise is never accepted`() throws {
        var generator = SplitMix(seed: 4)
        for loudness in [100, 1_000, 20_000] {
            try recognizer.begin(lesson)
            for _ in 0..<75 {
                let range = Int16(-loudness)...Int16(loudness)
                try recognizer.hear(AudioFrame((0..<480).map { _ in .random(in: range, using: &generator) }))
            }
            #expect(try recognizer.finish().judgement != .accepted)
        }
    }

    @Test func `frames of any size and any bytes are taken`() throws {
        var generator = SplitMix(seed: 6)
        try recognizer.begin(lesson)
        for _ in 0..<200 {
            let count = Int.random(in: 0...900, using: &generator)
            try recognizer.hear(AudioFrame((0..<count).map { _ in .random(in: .min ... .max, using: &generator) }))
        }
        #expect(try recognizer.finish().judgement != .accepted)
    }

    @Test func `a cancelled utterance leaves nothing behind`() throws {
        try recognizer.begin(lesson)
        try voice.speak("condensation", style: VoiceStyle(language: "en-US")) {
            _ = try? recognizer.hear($0)
            return true
        }
        recognizer.cancel()
        recognizer.cancel()
        #expect(try recognizer.finish() == .silence)
        #expect(try hear("evaporation", VoiceStyle(language: "en-US"), in: lesson).text == "evaporation")
    }

    @Test func `beginning again in the middle of an utterance starts afresh`() throws {
        try recognizer.begin(lesson)
        try recognizer.hear(AudioFrame([Int16](repeating: 9_000, count: 24_000)))
        #expect(try hear("yes", VoiceStyle(language: "en-US"), in: Grammar(phrases: ["yes", "no"])).text == "yes")
    }

    @Test func `an empty grammar hears nothing`() throws {
        let heard = try hear("evaporation", VoiceStyle(language: "en-US"), in: Grammar(phrases: []))
        #expect(heard.text.isEmpty)
        #expect(heard.judgement == .rejected || heard.judgement == .silence)
    }

    @Test func `what was denied is not heard again`() throws {
        let grammar = Grammar(phrases: lesson.phrases, numbers: lesson.numbers, except: ["evaporation"])
        #expect(try hear("evaporation", VoiceStyle(language: "en-US"), in: grammar).text != "evaporation")
    }

    @Test func `a minute of talk is taken, and ends`() throws {
        try recognizer.begin(lesson)
        let frame = AudioFrame((0..<480).map { Int16($0 % 96 < 48 ? 5_000 : -5_000) })
        for _ in 0..<3_000 { try recognizer.hear(frame) }
        #expect(try recognizer.finish().judgement != .accepted)
    }

    @Test func `a big grammar is taken`() throws {
        let phrases = (0..<300).map { "answer \(NumberWords.words(of: $0).joined(separator: " ")) of many" }
        let grammar = Grammar(phrases: phrases, numbers: 0...9_999)
        let heard = try hear("repeat", VoiceStyle(language: "en-US"), in: grammar)
        #expect(heard.judgement != .silence)
    }
}
