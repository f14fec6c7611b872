public import Speech
public import Tutor

/// Makes the prompts of some languages beforehand, so that the box need not load a voice to say what is wrong.
///
/// What is there and still true is left alone, so it may be interrupted at any time and run again.
public struct PromptBuilder {
    /// What came of one language.
    public struct Outcome: Sendable, Hashable {
        public var language: LanguageTag
        public var made = 0
        public var kept = 0
        /// Left for the next time.
        public var left = 0
        /// The voice does not know the language: its words are said in English.
        public var isForeign = false
    }

    private let book: PromptBook
    private let store: PromptStore
    private let voiceName: String
    private var speaker: PromptSpeaker
    private var manifests: [LanguageTag: PromptManifest] = [:]

    /// - Parameters:
    ///   - voiceName: the voice and its version; sounds of another are made anew.
    ///   - makeVoice: called when there is something to make.
    public init(
        book: PromptBook, store: PromptStore, voiceName: String, _ makeVoice: @escaping () throws -> any Voice
    ) {
        self.book = book
        self.store = store
        self.voiceName = voiceName
        speaker = PromptSpeaker(makeVoice)
    }

    /// - Parameters:
    ///   - keys: what of a language is made.
    ///   - isOver: asked before each prompt; what is not made by then is left.
    /// - Throws: ``SpeechError`` where there is no voice; what the file system says.
    public mutating func build(
        _ languages: [LanguageTag], keys: [PromptKey] = PromptKey.allCases, until isOver: () -> Bool = { false }
    ) throws -> [Outcome] {
        try store.keepEarcons()
        var outcomes: [Outcome] = []
        for language in languages {
            var outcome = Outcome(language: language)
            for key in keys { try build(book.prompt(for: key, in: language), &outcome, until: isOver) }
            outcomes.append(outcome)
        }
        return outcomes
    }

    private mutating func build(_ prompt: VoicePrompt, _ outcome: inout Outcome, until isOver: () -> Bool) throws {
        var manifest = manifests[prompt.language] ?? store.manifest(of: prompt.language)
        defer { manifests[prompt.language] = manifest }
        if store.has(prompt, in: manifest, by: voiceName) {
            outcome.kept += 1
        } else if isOver() {
            outcome.left += 1
        } else {
            do {
                try store.keep(speaker.frame(for: prompt), of: prompt, by: voiceName, in: &manifest)
                outcome.made += 1
            } catch SpeechError.voice where prompt.language != .english {
                outcome.isForeign = true
                try build(book.prompt(for: prompt.key, in: .english), &outcome, until: isOver)
            }
        }
    }
}
