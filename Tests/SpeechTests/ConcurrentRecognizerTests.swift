import Audio
import Speech
import Testing

struct ConcurrentRecognizerTests {
    /// The library has global variables: what one thread makes must not disturb what another does.
    @Test func `recognisers that are made at the same time hear the same`() async throws {
        let voice = try EspeakVoice()
        var spoken: [Int16] = []
        try voice.speak("fifty six", style: VoiceStyle(language: "en-US", speed: 0.8)) {
            spoken += $0.samples
            return true
        }
        let words = [Int16](repeating: 0, count: 6_000) + spoken.map { $0 / 2 } + [Int16](repeating: 0, count: 6_000)
        let heard = try await withThrowingTaskGroup(of: Hypothesis.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    let recognizer = try PocketsphinxRecognizer()
                    try recognizer.begin(Grammar(phrases: ["hello"], numbers: 0...144))
                    for at in stride(from: 0, to: words.count, by: 480) {
                        try recognizer.hear(AudioFrame(Array(words[at..<min(at + 480, words.count)])))
                    }
                    return try recognizer.finish()
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(heard).count == 1, "\(heard)")
        #expect(heard.first?.text == "fifty six")
    }
}
