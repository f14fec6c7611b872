import Audio
import Tutor

/// Sounds with a pupil's name in them: in memory alone, and of so many the newest.
struct NameSounds {
    /// A class, each with a name and a hello: about 4 MB.
    static let most = 64

    private struct Key: Hashable {
        var words: String
        var language: LanguageTag
    }

    private var frames: [Key: AudioFrame] = [:]
    private var order: [Key] = []

    func frame(of words: String, in language: LanguageTag) -> AudioFrame? {
        frames[Key(words: words, language: language)]
    }

    mutating func keep(_ frame: AudioFrame, of words: String, in language: LanguageTag) {
        let key = Key(words: words, language: language)
        guard frames.updateValue(frame, forKey: key) == nil else { return }
        order.append(key)
        if order.count > NameSounds.most { frames[order.removeFirst()] = nil }
    }
}
