import Audio
import Speech
import Testing

struct VoiceTests {
    private func spoken(_ text: String, _ style: VoiceStyle = VoiceStyle(language: "en-GB")) throws -> AudioFrame {
        var samples: [Int16] = []
        try EspeakVoice().speak(text, style: style) {
            samples += $0.samples
            return true
        }
        return AudioFrame(samples)
    }

    @Test func `a sentence becomes sound`() throws {
        let frame = try spoken("Seven times eight is fifty six.")
        #expect((1.2...4).contains(frame.duration / .seconds(1)))
        #expect(Level(of: frame.samples).rms > -40)
    }

    /// How often a second the sound crosses zero: rises with pitch and formants.
    private func crossings(_ frame: AudioFrame) -> Double {
        let count = zip(frame.samples, frame.samples.dropFirst()).count { $0 < 0 && $1 >= 0 }
        return Double(count) / (frame.duration / .seconds(1))
    }

    @Test func `speed changes how long it lasts`() throws {
        let normal = try spoken("evaporation and rain")
        let fast = try spoken("evaporation and rain", VoiceStyle(language: "en-GB", speed: 1.6))
        #expect(Double(fast.samples.count) < Double(normal.samples.count) * 0.8)
    }

    @Test(arguments: [
        VoiceStyle(language: "en-GB", pitch: 99), VoiceStyle(language: "en-GB", name: "+f5"),
        VoiceStyle(language: "en-GB", name: "en-us+f5"),
    ]) func `pitch and variant change how it sounds`(style: VoiceStyle) throws {
        let text = "one moon alone may roam along the lane"
        let change = try crossings(spoken(text, style)) / crossings(spoken(text))
        #expect(abs(change - 1) > 0.05, "\(change)")
    }

    @Test(arguments: ["", " \n\t", "\0"]) func `nothing to say is silence`(text: String) throws {
        #expect(try spoken(text).samples.isEmpty)
    }

    @Test(arguments: ["<speak>no</speak> & <break/>", "[[h@'loU]]", "¿Qué? 你好 🌧️", "a\0b", "%s %n %d"])
    func `marks are said or passed over, never obeyed`(text: String) throws {
        #expect(try spoken(text).samples.count > 2_000)
    }

    @Test func `a voice stops when it is told to`() throws {
        var frames = 0
        try EspeakVoice().speak(String(repeating: "one two three four. ", count: 500), style: .init(language: "en-US"))
        {
            _ in
            frames += 1
            return frames < 3
        }
        #expect(frames == 3)
        #expect(try spoken("and on").samples.count > 2_000, "it speaks again afterwards")
    }

    @Test func `a very long text is said to its end`() throws {
        let text =
            (0..<400).map { "Sentence number \($0)." }.joined(separator: " ") + String(repeating: "ha", count: 4_000)
        var samples = 0
        try EspeakVoice().speak(text, style: VoiceStyle(language: "en", speed: 2.5)) {
            samples += $0.samples.count
            return true
        }
        #expect(samples > 200 * AudioFrame.sampleRate)
    }

    @Test(arguments: [
        VoiceStyle(language: "xx"), VoiceStyle(language: "en", name: "nobody"), VoiceStyle(language: ""),
    ]) func `an unknown voice is an error that lists those known`(style: VoiceStyle) {
        let error = #expect(throws: SpeechError.self) { try spoken("hello", style) }
        #expect(error?.description.contains("en-gb") == true)
    }

    @Test(arguments: ["en-GB", "en-US", "en-AU", "de-DE", "fr", "tr"])
    func `a language that has no voice of its own is spoken by its nearest`(language: String) throws {
        #expect(try spoken("1 2 3", VoiceStyle(language: language)).samples.count > 2_000)
    }

    @Test func `voices on several threads take turns`() async throws {
        let alone = try spoken("We all speak at once.")
        await withTaskGroup(of: AudioFrame?.self) { group in
            for index in 0..<6 {
                group.addTask {
                    index.isMultiple(of: 2)
                        ? try? spoken("We all speak at once.")
                        : try? spoken("Noch ein Satz.", VoiceStyle(language: "de", name: "+f2", speed: 1.3))
                }
            }
            for await frame in group { #expect((frame?.samples.count ?? 0) > 12_000) }
        }
        // espeak-ng lets the pitch flutter, which moves its ends: by less than a tenth of a second.
        let after = try spoken("We all speak at once.")
        #expect(abs(after.samples.count - alone.samples.count) < 2_400)
    }
}
