public import Audio
import Foundation
public import Speech
public import Tutor

/// Makes the sound of a prompt: a recording or the voice, and the voice for its number. The voice is loaded when it is
/// first needed. It belongs to one thread.
public struct PromptSpeaker {
    private enum Throat {
        case notNeededYet
        case ready(any Voice)
        case missing(any Error)
    }

    /// Between a recording and its number.
    private static let pause = Duration.milliseconds(300)

    private var throat = Throat.notNeededYet
    private let makeVoice: () throws -> any Voice

    public init(_ makeVoice: @escaping () throws -> any Voice) { self.makeVoice = makeVoice }

    /// - Throws: what the voice says: that it is not installed, or does not know the language.
    public mutating func frame(for prompt: VoicePrompt) throws -> AudioFrame {
        guard let recorded = prompt.recording.flatMap(PromptSpeaker.recorded) else {
            return try speak(prompt.text, in: prompt.language)
        }
        // A recording is worth hearing without its number, too.
        guard let number = prompt.number, let said = try? speak(number, in: prompt.language) else { return recorded }
        let pause = AudioFrame.silence(samples: AudioFrame.samples(in: PromptSpeaker.pause))
        return AudioFrame(recorded.samples + pause.samples + said.samples)
    }

    private static func recorded(_ recording: VoicePrompt.Recording) -> AudioFrame? {
        guard PromptFolder.problem(ofRecording: recording.path) == nil,
            let data = try? Data(contentsOf: URL(filePath: recording.path))
        else { return nil }
        return try? WAVFile(bytes: [UInt8](data)).frame()
    }

    /// - Throws: what the voice says.
    public mutating func frame(saying words: String, in language: LanguageTag) throws -> AudioFrame {
        try speak(words, in: language)
    }

    private mutating func speak(_ text: String, in language: LanguageTag) throws -> AudioFrame {
        var samples: [Int16] = []
        try voice().speak(text, style: VoiceStyle(language: language.description)) {
            samples += $0.samples
            return true
        }
        return AudioFrame(samples)
    }

    private mutating func voice() throws -> any Voice {
        switch throat {
        case .ready(let voice): return voice
        case .missing(let error): throw error
        case .notNeededYet:
            do {
                let voice = try makeVoice()
                throat = .ready(voice)
                return voice
            } catch {
                throat = .missing(error)
                throw error
            }
        }
    }
}
