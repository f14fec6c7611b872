public import Audio
public import Speech
public import Tutor

/// The box's own voice, for what the tutor cannot say: on a thread of its own, from a sound that was made beforehand, or
/// else a recording, or else a voice that is loaded then.
public struct Announcer: Sendable {
    private struct Mouth {
        let book: PromptBook
        let store: PromptStore?
        var speaker: PromptSpeaker
    }

    private let thread: WorkThread<Mouth>

    /// - Parameters:
    ///   - book: the words.
    ///   - store: what was made beforehand; without one each is made when it is said.
    ///   - makeVoice: called on the thread that will use it, when something is to be said that is not made.
    public init(
        book: PromptBook = .builtIn, store: PromptStore? = nil,
        _ makeVoice: @escaping @Sendable () throws -> any Voice
    ) {
        thread = WorkThread(named: "announcer", limit: 4) {
            Earcon.prepare()
            return Mouth(book: book, store: store, speaker: PromptSpeaker(makeVoice))
        }
    }

    /// Says it in the language of a lesson (BCP 47), and hands the sound over. Without any voice nothing is said: an
    /// earcon was.
    public func say(
        _ announcement: Announcement, in language: String, _ handOver: @escaping @Sendable (AudioFrame) -> Void
    ) {
        thread.post { mouth in
            let key = PromptKey(announcement)
            let prompt = mouth.book.prompt(for: key, in: LanguageTag(language) ?? .english)
            // A voice that does not know the language may know English.
            for candidate in [prompt, mouth.book.prompt(for: key, in: .english)] {
                let made = mouth.store?.frame(for: candidate) ?? (try? mouth.speaker.frame(for: candidate))
                guard let made, !made.samples.isEmpty else { continue }
                // What no file can know is said by the voice there and then.
                let details = announcement.details.flatMap {
                    try? mouth.speaker.frame(saying: $0, in: candidate.language)
                }
                return handOver(AudioFrame(made.samples + (details?.samples ?? [])))
            }
        }
    }

    /// Says any words, and hands the sound over; without a voice nothing is said.
    public func say(_ words: String, in language: LanguageTag, _ handOver: @escaping @Sendable (AudioFrame) -> Void) {
        thread.post { mouth in
            guard let frame = try? mouth.speaker.frame(saying: words, in: language), !frame.samples.isEmpty else {
                return
            }
            handOver(frame)
        }
    }

    public func finish() { thread.finish() }
}
