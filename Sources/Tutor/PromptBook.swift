/// The words of the box's own voice: languages, and in each what is said on which occasion.
///
/// Files of words are laid over what is built in, sentence by sentence, so a book always has an answer:
///
///     fr-CA: school, shipped  ->  fr: school, shipped  ->  en: school, shipped, built in
public struct PromptBook: Sendable, Hashable {
    /// Where the digits go, in the sentence that says a number.
    public static let digits = "{digits}"

    struct Sentence: Sendable, Hashable {
        var words: String
        var origin: VoicePrompt.Origin
    }

    struct Page: Sendable, Hashable {
        var sentences: [PromptKey: Sentence] = [:]
        var recordings: [PromptKey: VoicePrompt.Recording] = [:]
        /// "Number {digits}."
        var number: String?
    }

    private(set) var pages: [LanguageTag: Page] = [:]

    /// English, with all that it says.
    public static let builtIn = PromptBook()

    private init() {
        for (key, words) in PromptBook.english { set(words, for: key, in: .english, from: .builtIn) }
        set(number: PromptBook.englishNumber, in: .english)
    }

    /// Languages that have words or recordings of their own.
    public var languages: [LanguageTag] { pages.keys.sorted { $0.description < $1.description } }

    /// Writes a sentence over the one that was there.
    public mutating func set(
        _ words: String, for key: PromptKey, in language: LanguageTag, from origin: VoicePrompt.Origin
    ) {
        pages[language, default: Page()].sentences[key] = Sentence(words: words, origin: origin)
    }

    /// Puts a recording in the place of a sentence.
    public mutating func set(_ recording: VoicePrompt.Recording, for key: PromptKey, in language: LanguageTag) {
        pages[language, default: Page()].recordings[key] = recording
    }

    /// - Parameter number: a sentence with ``digits`` in it.
    public mutating func set(number: String, in language: LanguageTag) {
        pages[language, default: Page()].number = number
    }

    /// What is said on an occasion: the nearest to the language that there is.
    public func prompt(for key: PromptKey, in language: LanguageTag) -> VoicePrompt {
        let own = language.chain
        let chain = own.last == .english ? own : own + [.english]
        let place = chain.firstIndex { pages[$0]?.recordings[key] != nil || pages[$0]?.sentences[key] != nil }
        // English has every sentence.
        let nearer = chain[(place ?? chain.endIndex - 1)...]
        let recording = nearer.first.flatMap { pages[$0]?.recordings[key] }
        let sentence = nearer.lazy.compactMap { pages[$0]?.sentences[key] }.first
        let isOwn = place.map { $0 < own.count } ?? false
        let spoken = isOwn ? language : .english
        return VoicePrompt(
            key: key, language: spoken, words: sentence?.words ?? "", number: number(key.code, in: spoken),
            origin: recording == nil ? sentence?.origin ?? .builtIn : .school, recording: recording)
    }

    /// The sentence that says a number, digit by digit: a voice reads "2, 2" as two numbers in any language.
    private func number(_ code: TroubleCode?, in language: LanguageTag) -> String? {
        guard let code else { return nil }
        let digits = String(code.rawValue).map(String.init).joined(separator: ", ")
        let template = language.chain.lazy.compactMap { pages[$0]?.number }.first ?? PromptBook.digits + "."
        return template.replacing(PromptBook.digits, with: digits)
    }
}
