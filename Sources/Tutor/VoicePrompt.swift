/// What is said on one occasion, in one language: looked up in a ``PromptBook``.
public struct VoicePrompt: Sendable, Hashable {
    /// Who wrote the words.
    public enum Origin: String, Sendable, Hashable, Codable, CaseIterable {
        /// The program.
        case builtIn = "built in"
        /// The files that come with it.
        case shipped
        /// The school's own files.
        case school
    }

    /// A sound file in place of the sentence.
    public struct Recording: Sendable, Hashable {
        public var path: String
        /// Differs when the file does.
        public var fingerprint: String

        public init(path: String, fingerprint: String) {
            self.path = path
            self.fingerprint = fingerprint
        }
    }

    public var key: PromptKey
    /// The language of a voice that can say it: what was asked for, or English where the words are English.
    public var language: LanguageTag
    /// The sentence, without its number.
    public var words: String
    /// "Number 2, 2.", where there is one: said after the sentence, whoever says that.
    public var number: String?
    public var origin: Origin
    public var recording: Recording?

    public init(
        key: PromptKey, language: LanguageTag, words: String, number: String? = nil, origin: Origin = .builtIn,
        recording: Recording? = nil
    ) {
        self.key = key
        self.language = language
        self.words = words
        self.number = number
        self.origin = origin
        self.recording = recording
    }

    /// All that is said.
    public var text: String { number.map { "\(words) \($0)" } ?? words }
}
