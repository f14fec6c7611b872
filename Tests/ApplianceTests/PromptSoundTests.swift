import Appliance
import Audio
import Foundation
import Speech
import Synchronization
import Testing
import Tutor

/// Prompts as sounds: made beforehand, recorded, or spoken when they are needed.
struct PromptSoundTests {
    private let voice: EspeakVoice
    private let german = LanguageTag("de")!

    init() throws { voice = try EspeakVoice() }

    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    private func builder(_ folder: String, _ book: PromptBook = .builtIn, name: String? = nil) -> PromptBuilder {
        PromptBuilder(book: book, store: PromptStore(folder: folder), voiceName: name ?? voice.name) { voice }
    }

    private func shippedBook() -> PromptBook {
        var book = PromptBook.builtIn
        _ = PromptFolderTests.shipped.lay(over: &book)
        return book
    }

    /// Whether the same was said: a voice breathes a little otherwise each time.
    private func isSame(_ left: AudioFrame, _ right: AudioFrame) -> Bool {
        abs(left.samples.count - right.samples.count) < AudioFrame.sampleRate / 10
    }

    /// A voice that must not be needed.
    private struct Mute: Error {}

    /// What an announcer hands over.
    private func said(_ announcer: Announcer, _ announcement: Announcement, in language: String) async -> AudioFrame {
        await withCheckedContinuation { continuation in
            announcer.say(announcement, in: language) { continuation.resume(returning: $0) }
        }
    }

    @Test(arguments: PromptFolderTests.languages)
    func `a child hears any of it out: eight seconds at the most`(language: String) throws {
        let book = shippedBook()
        var speaker = PromptSpeaker { voice }
        for key in PromptKey.allCases {
            let prompt = book.prompt(for: key, in: try #require(LanguageTag(language)))
            let frame = try speaker.frame(for: prompt)
            // What stands before a name, or in its place, is a word.
            let isShort = [.guest, .pupilNumber, .pupil, .hello].contains(key)
            let least = Duration.milliseconds(isShort ? 200 : 600)
            #expect((least ... .seconds(8)).contains(frame.duration), "\(prompt.text): \(frame.duration)")
            #expect(Level(of: frame.samples).rms > -40)
        }
    }

    @Test(arguments: [
        ("en-GB", "tˈuː", "tˈuː"), ("de", "tsvˈaɪ", "tsvˈaɪ"), ("fr", "dˈø", "dˈø"), ("es", "ðˈos", "dˈos"),
        ("it", "dˈue", "dˈue"), ("nl", "tʋˈeː", "tʋˈeː"), ("pl", "dvˈa", "dvˈa"), ("pt", "dˈoɪʃ", "dˈoɪʃ"),
        ("uk", "dvˈɑ", "dvˈɑ"),
    ]) func `a number is said digit by digit`(language: String, first: String, second: String) throws {
        let prompt = shippedBook().prompt(for: .microphoneSilent, in: try #require(LanguageTag(language)))
        let number = try #require(prompt.number)
        let said = try voice.phonemes(of: number, language: prompt.language.description).replacing("_", with: "")
        let twos = said.ranges(of: first).count + (first == second ? 0 : said.ranges(of: second).count)
        #expect(twos == 2, "\(number): \(said)")
    }

    @Test func `what is made is left alone until its words, its voice or its bytes change`() throws {
        try withFolder { folder in
            var book = shippedBook()
            let keys: [PromptKey] = [.muted, .network, .clock, .hot]
            func build(_ name: String? = nil) throws -> PromptBuilder.Outcome {
                var builder = builder(folder, book, name: name)
                return try #require(try builder.build([german], keys: keys).first)
            }
            #expect(try build().made == keys.count)
            #expect(try build().kept == keys.count)
            book.set("Kein Netz.", for: .network, in: german, from: .school)
            #expect(try build().made == 1)
            let file = URL(filePath: "\(folder)/de/clock.wav")
            try (try Data(contentsOf: file)).dropLast(7).write(to: file)
            #expect(try build().made == 1)
            try FileManager.default.removeItem(at: file)
            #expect(try build().made == 1)
            try Data("{".utf8).write(to: URL(filePath: "\(folder)/de/manifest.json"))
            #expect(try build().made == keys.count)
            #expect(try build("espeak-ng 9").made == keys.count)
            book.set(number: "Zahl {digits}.", in: german)
            #expect(try build("espeak-ng 9").made == keys.count - 1)
        }
    }

    @Test func `it may be interrupted, and goes on where it was`() throws {
        try withFolder { folder in
            var asked = 0
            var first = builder(folder)
            let cut = try first.build([.english], keys: Array(PromptKey.allCases.prefix(8))) {
                asked += 1
                return asked > 5
            }
            #expect(cut[0].made == 5 && cut[0].left == 3)
            var second = builder(folder)
            let rest = try second.build([.english], keys: Array(PromptKey.allCases.prefix(8)))
            #expect(rest[0].kept == 5 && rest[0].left == 0)
        }
    }

    @Test func `every sound is a file that other programs play, and no half of one is left`() throws {
        try withFolder { folder in
            var builder = builder(folder)
            _ = try builder.build([.english], keys: [.hot])
            for name in try FileManager.default.subpathsOfDirectory(atPath: folder) where name.hasSuffix(".wav") {
                let file = try WAVFile(bytes: [UInt8](Data(contentsOf: URL(filePath: "\(folder)/\(name)"))))
                #expect(file.sampleRate == AudioFrame.sampleRate && file.channels.count == 1)
            }
            let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
            #expect(names.contains("earcons/ready.wav") && names.contains("en/hot.wav"))
            #expect(!names.contains { $0.hasSuffix(".new") })
        }
    }

    @Test func `a folder that cannot be written is told`() throws {
        try withFolder { folder in
            try Data().write(to: URL(filePath: "\(folder)/file"))
            var builder = builder("\(folder)/file")
            #expect(throws: CocoaError.self) { try builder.build([.english]) }
        }
    }

    @Test func `what is made is said without loading a voice`() async throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var builder = builder(folder.path, shippedBook())
        _ = try builder.build([german], keys: [.microphoneSilent])
        let store = PromptStore(folder: folder.path)
        let loaded = Mutex(0)
        let announcer = Announcer(book: shippedBook(), store: store) {
            loaded.withLock { $0 += 1 }
            throw Mute()
        }
        let frame = await said(announcer, .microphoneSilent, in: "de")
        #expect(frame == store.frame(for: shippedBook().prompt(for: .microphoneSilent, in: german)))
        #expect(loaded.withLock { $0 } == 0)
    }

    @Test func `what is not made is spoken, and what cannot be spoken is said in English`() async throws {
        let announcer = Announcer(book: shippedBook()) { try EspeakVoice() }
        let spoken = await said(announcer, .muted, in: "de")
        #expect((.milliseconds(600) ... .seconds(3)).contains(spoken.duration))
        // No voice speaks it; the words would be Latin letters.
        var book = PromptBook.builtIn
        book.set("zzz", for: .muted, in: LanguageTag("qqx")!, from: .school)
        let english = await said(Announcer(book: book) { try EspeakVoice() }, .muted, in: "qqx")
        var speaker = PromptSpeaker { voice }
        #expect(isSame(english, try speaker.frame(for: PromptBook.builtIn.prompt(for: .muted, in: .english))))
    }

    @Test(arguments: [(8_000, 1), (44_100, 2), (48_000, 1)])
    func `a recording of any rate is heard, and then its number`(rate: Int, channels: Int) throws {
        try withFolder { folder in
            // A second of a tone.
            let tone = (0..<rate).map { Int16(8000 * ($0 * 600 / rate % 2 == 0 ? 1 : -1)) }
            try FileManager.default.createDirectory(atPath: folder + "/de", withIntermediateDirectories: true)
            let file = WAVFile(sampleRate: rate, channels: Array(repeating: tone, count: channels))
            try Data(file.bytes).write(to: URL(filePath: folder + "/de/network.wav"))
            try Data(file.bytes).write(to: URL(filePath: folder + "/de/muted.wav"))
            var book = shippedBook()
            #expect(PromptFolder(path: folder, origin: .school).lay(over: &book, hearing: true).isEmpty)
            var speaker = PromptSpeaker { voice }
            let plain = try speaker.frame(for: book.prompt(for: .muted, in: german))
            #expect(abs(plain.samples.count - AudioFrame.sampleRate) < 240)
            let numbered = try speaker.frame(for: book.prompt(for: .network, in: german))
            #expect((.milliseconds(2000) ... .seconds(5)).contains(numbered.duration))
            #expect(Level(of: Array(numbered.samples.suffix(24_000))).rms > -40)

            // Without any voice the recording is still heard.
            var voiceless = PromptSpeaker { throw Mute() }
            #expect(try voiceless.frame(for: book.prompt(for: .network, in: german)) == plain)
        }
    }

    @Test func `a recording that is damaged gives way to the words`() throws {
        try withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder + "/de", withIntermediateDirectories: true)
            try Data("noise".utf8).write(to: URL(filePath: folder + "/de/muted.wav"))
            var book = shippedBook()
            _ = PromptFolder(path: folder, origin: .school).lay(over: &book)
            var speaker = PromptSpeaker { voice }
            let plain = shippedBook().prompt(for: .muted, in: german)
            let said = try speaker.frame(for: book.prompt(for: .muted, in: german))
            #expect(isSame(said, try speaker.frame(for: plain)))
        }
    }

    @Test func `a name is said by the voice, in the round only the newest, and without one the number`() async throws {
        let names: @Sendable (String) -> String? = { $0 == "p-1" ? "Maya" : nil }
        let announcer = Announcer(book: shippedBook(), names: names) { try EspeakVoice() }
        defer { announcer.finish() }
        var speaker = PromptSpeaker { voice }
        let maya = Seat(account: "p-1", number: 3)
        for (announcement, words): (Announcement, String) in [
            (.hello(maya), "Hallo, Maya."), (.isThatYou(maya), "Maya?"), (.seat(maya), "Maya."),
        ] {
            let heard = await said(announcer, announcement, in: "de")
            #expect(isSame(heard, try speaker.frame(saying: words, in: german)), "\(words)")
        }
        let numbered = await said(announcer, .seat(Seat(account: "p-2", number: 12)), in: "en")
        let parts = try ["Pupil number", "12."].flatMap { try speaker.frame(saying: $0, in: .english).samples }
        #expect(isSame(numbered, AudioFrame(parts)))

        // Presses come faster than names can be made: what is not the newest by then is not made.
        let (heard, told) = AsyncStream.makeStream(of: Int.self)
        for press in 1...12 { announcer.say(.seat(maya), in: "pl") { _ in told.yield(press) } }
        announcer.say(.muted, in: "en") { _ in told.finish() }
        var made: [Int] = []
        for await press in heard { made.append(press) }
        #expect(made.last == 12 && made.count <= 12)
    }
}
