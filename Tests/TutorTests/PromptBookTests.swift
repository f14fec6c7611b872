import Realtime
import Testing
import Tutor

struct PromptBookTests {
    private func tag(_ text: String) throws -> LanguageTag { try #require(LanguageTag(text)) }

    private func book() throws -> PromptBook {
        var book = PromptBook.builtIn
        book.set("Pas de réseau.", for: .network, in: try tag("fr"), from: .shipped)
        book.set("L'horloge.", for: .clock, in: try tag("fr"), from: .shipped)
        book.set(number: "Numéro {digits}.", in: try tag("fr"))
        book.set("Pas de réseau, là.", for: .network, in: try tag("fr-CA"), from: .school)
        return book
    }

    @Test(arguments: [
        ("fr-CA", PromptKey.network, "Pas de réseau, là. Numéro 1, 1.", "fr-ca"),
        ("fr-CA", .clock, "L'horloge. Numéro 1, 7.", "fr-ca"), ("fr", .network, "Pas de réseau. Numéro 1, 1.", "fr"),
        ("FR_fr", .network, "Pas de réseau. Numéro 1, 1.", "fr-fr"),
        // English words are said by an English voice, and so is their number.
        ("fr", .hot, "I am too hot. Please tell a grown-up to give me some air. Number 5, 2.", "en"),
        ("tr", .muted, "My microphone is off.", "en"), ("en-GB", .muted, "My microphone is off.", "en-gb"),
    ]) func `the nearest words are found, and a voice that can say them`(
        language: String, key: PromptKey, text: String, voice: String
    ) throws {
        let prompt = try book().prompt(for: key, in: tag(language))
        #expect(prompt.text == text)
        #expect(prompt.language.description == voice)
    }

    @Test func `it says whose the words are`() throws {
        let book = try book()
        #expect(book.prompt(for: .network, in: try tag("fr-CA")).origin == .school)
        #expect(book.prompt(for: .network, in: try tag("fr")).origin == .shipped)
        #expect(book.prompt(for: .hot, in: try tag("fr")).origin == .builtIn)
    }

    @Test func `a recording stands in for the words of its own language`() throws {
        var book = try book()
        let recording = VoicePrompt.Recording(path: "/x/fr/network.wav", fingerprint: "1")
        book.set(recording, for: .network, in: try tag("fr"))
        #expect(book.prompt(for: .network, in: try tag("fr")).recording == recording)
        #expect(book.prompt(for: .network, in: try tag("fr")).origin == .school)
        #expect(book.prompt(for: .network, in: try tag("fr")).number == "Numéro 1, 1.")
        // What is nearer to the language stands over it.
        #expect(book.prompt(for: .network, in: try tag("fr-CA")).recording == nil)
        #expect(book.prompt(for: .network, in: try tag("fr-BE")).recording == recording)
        #expect(book.prompt(for: .network, in: try tag("de")).recording == nil)
    }

    @Test func `a language without a word for number says the digits`() throws {
        var book = PromptBook.builtIn
        book.set("Ağ yok.", for: .network, in: try tag("tr"), from: .school)
        #expect(book.prompt(for: .network, in: try tag("tr")).text == "Ağ yok. 1, 1.")
    }

    @Test func `what is built in says everything, each in its own words`() {
        let texts = PromptKey.allCases.map { PromptBook.builtIn.prompt(for: $0, in: .english).text }
        // What stands before a name, or in its place, is short.
        let short: Set<PromptKey> = [.guest, .pupilNumber, .pupil, .hello]
        #expect(zip(PromptKey.allCases, texts).allSatisfy { $1.count > 15 || short.contains($0) })
        #expect(Set(texts).count == texts.count)
    }

    @Test func `whatever is announced has its words and its number`() {
        var all = ConnectionTrouble.allCases.map { Announcement.notConnected($0) }
        all += [
            .ready, .tooShort, .stillThinking, .budgetLow, .budgetSpent, .guarded, .buttonStuck, .microphoneSilent,
            .microphoneGone, .notSaved, .muted, .unmuted, .allWell, .stickWriting, .stickDone, .stickFull,
            .stickFailed, .recording,
            .seat(nil), .seat(Seat(account: "a")),
            .isThatYou(Seat(account: "a", number: 3)), .hello(nil), .unknownBadge,
        ]
        #expect(Set(all.map { $0.words(in: "en-GB") }).count == all.count)
        for announcement in all {
            let words = announcement.words(in: "xx")
            #expect(words.contains("Number ") == (announcement.code != nil), "\(words)")
        }
        #expect(Announcement.microphoneSilent.words(in: "en").hasSuffix("Number 2, 2."))
        #expect(Announcement.notConnected(.key).code == .key)
    }

    @Test(arguments: TroubleCode.allCases) func `a number has one sentence, and it says that number`(code: TroubleCode)
    {
        #expect(PromptKey(code).code == code)
        #expect(PromptKey.allCases.count { $0.code == code } == 1)
        #expect((11...59).contains(code.rawValue))
        #expect(code.description.hasPrefix("\(code.rawValue) "))
    }

    @Test(arguments: ["", "e", "english", "en-", "-en", "../etc", "en/gb", "en-gb-", "12", "en gb", "e\u{301}n"])
    func `what is no language is refused`(text: String) { #expect(LanguageTag(text) == nil) }

    @Test func `a tag is tried with ever less of it`() throws {
        #expect(try tag("zh-Hant_TW").chain.map(\.description) == ["zh-hant-tw", "zh-hant", "zh"])
    }
}
