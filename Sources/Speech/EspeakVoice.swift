public import Audio

/// espeak-ng's voices: a hundred languages, small, plain, and there within milliseconds.
///
/// espeak-ng is one a process: all voices of this type share it, and their sentences take turns.
/// `deliver` should not wait for the sound to be played, because others wait meanwhile.
public struct EspeakVoice: Voice {
    private let engine = EspeakEngine.shared

    /// - Throws: ``SpeechError/library(_:package:reason:)`` where espeak-ng is not installed.
    public init() throws(SpeechError) { try engine.open() }

    /// The engine and its version ("espeak-ng 1.51"): another may sound otherwise.
    public var name: String { "espeak-ng \(engine.version)" }

    /// The languages and dialects that can be spoken, as espeak-ng names them.
    public var languages: [String] { engine.languages }

    /// The phonemes of a text in IPA, with '_' between phonemes.
    /// - Throws: ``SpeechError/voice(_:known:)``.
    public func phonemes(of text: String, language: String) throws(SpeechError) -> String {
        try engine.phonemes(of: text, language: try voice(for: VoiceStyle(language: language)))
    }

    /// - Throws: ``SpeechError/voice(_:known:)`` where neither the style's voice nor its language is known.
    public func speak(
        _ text: String, style: VoiceStyle, _ deliver: (AudioFrame) -> Bool
    ) throws(SpeechError) {
        let voice = try voice(for: style)
        let speed = style.speed.isFinite ? style.speed : 1
        let wordsPerMinute = Int(min(max(175 * speed, 80), 450))
        let resampler = Resampler(from: engine.sampleRate, to: AudioFrame.sampleRate)
        var isWanted = true
        let parts = EspeakVoice.parts(of: text)
        for (index, part) in parts.enumerated() where isWanted {
            try engine.say(
                part, voice: voice, wordsPerMinute: wordsPerMinute, pitch: min(max(style.pitch, 0), 100),
                pausing: index < parts.count - 1
            ) { samples in
                let frame = AudioFrame(resampler.process(samples))
                if !frame.samples.isEmpty { isWanted = deliver(frame) }
                return isWanted
            }
        }
        guard isWanted, !parts.isEmpty else { return }
        let rest = AudioFrame(resampler.flush())
        if !rest.samples.isEmpty { _ = deliver(rest) }
    }

    /// espeak-ng's name of a style's voice: its own name, its variant of the language, or the nearest language.
    private func voice(for style: VoiceStyle) throws(SpeechError) -> String {
        let language = style.language.lowercased()
        var wanted: [String]
        if let name = style.name, !name.isEmpty {
            wanted = name.hasPrefix("+") ? [language + name, EspeakVoice.base(language) + name] : [name]
        } else {
            wanted = [language, EspeakVoice.base(language)]
        }
        for candidate in wanted where engine.has(voice: candidate) { return candidate }
        throw .voice(wanted[0], known: engine.languages)
    }

    private static func base(_ language: String) -> String {
        String(language.prefix { $0 != "-" && $0 != "_" })
    }

    /// A text in parts that are said one after the other: sentences, put together while they are short.
    static func parts(of text: String, length: Int = 200) -> [String] {
        var parts: [String] = []
        var part = ""
        var previous: Character = " "
        for character in text {
            // A zero byte would end the text for C.
            let next: Character = character == "\0" ? " " : character
            let endsSentence = next.isWhitespace && ".!?:;\n".contains(previous)
            if part.count >= length && endsSentence || part.count >= 10 * length && next.isWhitespace {
                parts.append(part)
                part = ""
            }
            part.append(next)
            previous = next
        }
        parts.append(part)
        return parts.filter { $0.contains { !$0.isWhitespace } }
    }
}
