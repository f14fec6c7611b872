public import Audio
public import Speech
import Synchronization
public import Tutor

/// The box's own voice, for what the tutor cannot say: on a thread of its own, from a sound that was made beforehand, or
/// else a recording, or else a voice that is loaded then.
public struct Announcer: Sendable {
    fileprivate struct Mouth {
        let book: PromptBook
        let store: PromptStore?
        var speaker: PromptSpeaker
        var names = NameSounds()
    }

    /// Counts the names that were asked for in the round of the pupil button: only the newest is made.
    private final class Round: Sendable {
        private let newest = Mutex(0)

        func next() -> Int {
            newest.withLock { newest in
                newest += 1
                return newest
            }
        }

        func isNewest(_ number: Int) -> Bool { newest.withLock { $0 == number } }
    }

    private let thread: WorkThread<Mouth>
    private let names: @Sendable (String) -> String?
    private let round = Round()

    /// - Parameters:
    ///   - book: the words.
    ///   - store: what was made beforehand; without one each is made when it is said.
    ///   - names: what the pupil of an account is called. Names are spoken, and kept nowhere but in memory.
    ///   - makeVoice: called on the thread that will use it, when something is to be said that is not made.
    public init(
        book: PromptBook = .builtIn, store: PromptStore? = nil,
        names: @escaping @Sendable (String) -> String? = { _ in nil },
        _ makeVoice: @escaping @Sendable () throws -> any Voice
    ) {
        self.names = names
        thread = WorkThread(named: "announcer", limit: 16) {
            Earcon.prepare()
            return Mouth(book: book, store: store, speaker: PromptSpeaker(makeVoice))
        }
    }

    /// Says it in the language of a lesson (BCP 47), and hands the sound over. Without any voice nothing is said: an
    /// earcon was.
    public func say(
        _ announcement: Announcement, in language: String, _ handOver: @escaping @Sendable (AudioFrame) -> Void
    ) {
        let number: Int? = if case .seat = announcement { round.next() } else { nil }
        thread.post { [names, round] mouth in
            if let number, !round.isNewest(number) { return }
            if let named = mouth.named(announcement, in: LanguageTag(language) ?? .english, names) {
                return handOver(named)
            }
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

    /// Ends the thread, when what was posted is said.
    public func finish() { thread.finish() }
}

extension Announcer.Mouth {
    /// What is said with a name in it; nil where there is none, or no voice for it.
    fileprivate mutating func named(
        _ announcement: Announcement, in language: LanguageTag, _ names: (String) -> String?
    ) -> AudioFrame? {
        guard let account = announcement.account, let name = names(account) else { return nil }
        if case .hello = announcement {
            let prompt = book.prompt(for: .hello, in: language)
            // A recording says hello, the voice the name.
            guard prompt.recording == nil else {
                guard let hello = try? speaker.frame(for: prompt),
                    let said = spoken(name + ".", in: language)
                else { return nil }
                return AudioFrame(hello.samples + said.samples)
            }
            return spoken("\(prompt.words) \(name).", in: prompt.language)
        }
        if case .isThatYou = announcement { return spoken(name + "?", in: language) }
        return spoken(name + ".", in: language)
    }

    private mutating func spoken(_ words: String, in language: LanguageTag) -> AudioFrame? {
        if let known = names.frame(of: words, in: language) { return known }
        // A voice that does not know the language may know English.
        for candidate in [language, .english] {
            guard let made = try? speaker.frame(saying: words, in: candidate), !made.samples.isEmpty else { continue }
            names.keep(made, of: words, in: language)
            return made
        }
        return nil
    }
}
