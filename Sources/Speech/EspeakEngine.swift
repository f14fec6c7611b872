import CEspeak
import Synchronization

/// espeak-ng, of which a process has exactly one: one voice, one callback, no thread of its own.
///
/// Every use is serialised on one lock, which is held for a sentence at most; so a pronunciation asked for while the
/// tutor speaks waits for milliseconds.
final class EspeakEngine: Sendable {
    static let shared = EspeakEngine()

    /// The voice that is chosen at present.
    private let chosen = Mutex<String?>(nil)

    private init() {}

    /// Opens the library.
    /// - Throws: ``SpeechError/library(_:package:reason:)``.
    func open() throws(SpeechError) {
        if let reason = espeak_library_error() {
            throw .library("libespeak-ng", package: "libespeak-ng1", reason: String(cString: reason))
        }
    }

    /// The rate of what it makes (Hz).
    var sampleRate: Int { Int(espeak_sample_rate()) }

    /// Its version ("1.51").
    var version: String { espeak_version().map { String(cString: $0) } ?? "" }

    /// The languages and dialects that are installed.
    var languages: [String] {
        chosen.withLock { _ in
            var names: Set<String> = []
            for index in 0..<512 {
                guard let name = espeak_voice_language(index) else { break }
                if name.pointee != 0 { names.insert(String(cString: name)) }
            }
            return names.sorted()
        }
    }

    /// The IPA of a text, with '_' between phonemes.
    func phonemes(of text: String, language: String) throws(SpeechError) -> String {
        try open()
        let ipa: String? = chosen.withLock { chosen in
            guard EspeakEngine.choose(language, chosen: &chosen) else { return nil }
            var buffer = [CChar](repeating: 0, count: 1024)
            let length = espeak_phonemes(text, &buffer, buffer.count)
            return String(
                decoding: buffer[..<min(length, buffer.count - 1)].map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
        guard let ipa else { throw .voice(language, known: languages) }
        return ipa
    }

    /// Whether there is such a voice; it is chosen when there is.
    func has(voice: String) -> Bool { chosen.withLock { EspeakEngine.choose(voice, chosen: &$0) } }

    /// Says a sentence, handing over samples at ``sampleRate`` as they are made, until `deliver` returns false.
    func say(
        _ text: String, voice: String, wordsPerMinute: Int, pitch: Int, pausing: Bool, _ deliver: ([Int16]) -> Bool
    ) throws(SpeechError) {
        try open()
        let outcome = withoutActuallyEscaping(deliver) { deliver in
            let receiver = Receiver(deliver)
            return chosen.withLock { chosen -> SpeechError? in
                guard EspeakEngine.choose(voice, chosen: &chosen) else { return .voice(voice, known: []) }
                espeak_set_speed_and_pitch(Int32(wordsPerMinute), Int32(pitch))
                let result = espeak_say(text, pausing ? 1 : 0, Unmanaged.passUnretained(receiver).toOpaque()) {
                    context, samples, count in
                    guard let context, let samples else { return 1 }
                    let receiver = Unmanaged<Receiver>.fromOpaque(context).takeUnretainedValue()
                    return receiver.deliver(Array(UnsafeBufferPointer(start: samples, count: count))) ? 1 : 0
                }
                return result == 0 ? nil : .text(text)
            }
        }
        switch outcome {
        case nil: return
        case .voice(let name, _): throw .voice(name, known: languages)
        case .some(let error): throw error
        }
    }

    private static func choose(_ voice: String, chosen: inout String?) -> Bool {
        if chosen == voice { return true }
        guard espeak_choose_voice(voice) == 0 else { return false }
        chosen = voice
        return true
    }

    /// A closure as something that a C pointer can carry.
    private final class Receiver {
        let deliver: ([Int16]) -> Bool
        init(_ deliver: @escaping ([Int16]) -> Bool) { self.deliver = deliver }
    }
}
