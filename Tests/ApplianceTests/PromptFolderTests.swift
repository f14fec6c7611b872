import Appliance
import Audio
import Foundation
import Lessons
import TestSupport
import Testing
import Tutor

struct PromptFolderTests {
    static let shipped = PromptFolder(
        path: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../device/prompts").path,
        origin: .shipped)
    static let languages = ["de", "en", "es", "fr", "it", "nl", "pl", "pt", "uk"]

    private func lay(_ files: [String: String]) throws -> (book: PromptBook, faults: [String]) {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        var book = PromptBook.builtIn
        let faults = PromptFolder(path: folder.path, origin: .school).lay(over: &book, hearing: true)
        return (book, faults.map { "\($0)".replacing(folder.path + "/", with: "") })
    }

    @Test func `a school changes one sentence and keeps the others`() throws {
        let (book, faults) = try lay(["en.yaml": "network: \"No net. Call Ms Brown.\"\n"])
        #expect(faults.isEmpty)
        #expect(book.prompt(for: .network, in: .english).words == "No net. Call Ms Brown.")
        #expect(book.prompt(for: .network, in: .english).origin == .school)
        #expect(book.prompt(for: .clock, in: .english).origin == .builtIn)
    }

    @Test(arguments: [
        (
            "de.yaml", "muted: \"Aus.\"\nnetwerk: \"Kein Netz.\"\n",
            "de.yaml:2:1: unknown key 'netwerk', did you mean 'network'?"
        ),
        ("de.yaml", "breakfast: \"Brot.\"\n", "de.yaml:1:1: unknown key 'breakfast', `tutord prompts list`"),
        ("de.yaml", "muted: \"  \"\n", "de.yaml:1:8: 'muted' says nothing"),
        ("de.yaml", "muted: \"...\"\n", "de.yaml:1:8: 'muted' says nothing"),
        ("de.yaml", "muted:\n", "'muted' is not text"),
        ("de.yaml", "muted: no\n", "de.yaml:1:8: 'muted' is not text"),
        ("de.yaml", "muted: 5\n", "de.yaml:1:8: 'muted' is not text"),
        ("de.yaml", "muted: [a, b]\n", "de.yaml:1:8: 'muted' is not text"),
        ("de.yaml", "hot: Heiß.\nmuted: Aus\nhot: Warm.\n", "de.yaml:3:1: the key 'hot' twice"),
        ("de.yaml", "code: \"Nummer.\"\n", "de.yaml:1:7: 'code' has no {digits}"),
        ("de.yaml", "hot: \"Heiß {digits}.\"\n", "de.yaml:1:6: 'hot' has {digits}, expected it in 'code' alone"),
        ("de.yaml", "hot: \"\(String(repeating: "heiß ", count: 60))\"\n", "de.yaml:1:6: 'hot' has 299 characters"),
        ("de.yaml", "- hot\n", "de.yaml:1:1: no words"),
        ("de.yaml", "hot: \"Heiß\n", "de.yaml:2:1: "),
        ("deutsch.yaml", "hot: Heiß.\n", "deutsch.yaml:1:1: 'deutsch' is no language"),
        ("de.yml", "hot: Heiß.\n", "de.yml:1:1: a file of words ends in .yaml, expected de.yaml"),
        ("de/network.wav", "no sound", "de/network.wav:1:1: not a WAV file"),
        ("de/netwok.wav", "no sound", "de/netwok.wav:1:1: a recording of no known key, did you mean 'network.wav'?"),
        ("music/network.wav", "no sound", "music:1:1: 'music' is no language"),
    ]) func `a fault is told with its place, and the words below are said`(
        file: String, text: String, message: String
    ) throws {
        let (book, faults) = try lay([file: text])
        #expect(faults.count == 1 && faults[0].hasPrefix(message) || faults[0].contains(message), "\(faults)")
        for key in [PromptKey.hot, .muted, .network] {
            let prompt = book.prompt(for: key, in: try #require(LanguageTag("en-GB")))
            #expect(prompt == PromptBook.builtIn.prompt(for: key, in: try #require(LanguageTag("en-GB"))))
        }
    }

    @Test func `one fault hides no other, and costs no other sentence`() throws {
        let (book, faults) = try lay(["de.yaml": "hot: 5\nnetwerk: \"x\"\nmuted: \"Aus.\"\n"])
        #expect(faults.count == 2)
        #expect(book.prompt(for: .muted, in: try #require(LanguageTag("de"))).words == "Aus.")
    }

    @Test func `bytes that are no text are told`() throws {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data([0x68, 0x3a, 0xff, 0xfe]).write(to: folder.appending(path: "de.yaml"))
        var book = PromptBook.builtIn
        let faults = PromptFolder(path: folder.path, origin: .school).lay(over: &book)
        #expect(faults.map(\.wrong) == ["the file is not UTF-8"])
    }

    @Test func `whatever is in a file, it is read to its end`() throws {
        var random = SplitMix(seed: 7)
        let text = Array(try String(contentsOfFile: PromptFolderTests.shipped.path + "/fr.yaml", encoding: .utf8).utf8)
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for _ in 0..<200 {
            var bytes = text
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.removeSubrange(at..<min(bytes.count, at + 20))
                case _: bytes.insert(contentsOf: Array("\n: [{\"'&*!".utf8.shuffled(using: &random)), at: at)
                }
            }
            try Data(bytes).write(to: folder.appending(path: "fr.yaml"))
            var book = PromptBook.builtIn
            _ = PromptFolder(path: folder.path, origin: .school).lay(over: &book)
            for key in PromptKey.allCases {
                #expect(!book.prompt(for: key, in: try #require(LanguageTag("fr"))).words.isEmpty)
            }
        }
    }

    @Test func `a folder that is not there is a fault, and no more`() {
        var book = PromptBook.builtIn
        let faults = PromptFolder(path: "/nowhere", origin: .school).lay(over: &book)
        #expect(faults.map(\.description) == ["/nowhere:1:1: there is no such folder, expected a folder of words"])
        #expect(book == .builtIn)
    }

    // MARK: What is shipped

    @Test func `the shipped files are without a fault, and English says what is built in`() throws {
        var book = PromptBook.builtIn
        #expect(PromptFolderTests.shipped.lay(over: &book, hearing: true).isEmpty)
        #expect(book.languages.map(\.description) == PromptFolderTests.languages)
        for key in PromptKey.allCases {
            #expect(
                book.prompt(for: key, in: .english).text == PromptBook.builtIn.prompt(for: key, in: .english).text)
        }
    }

    @Test(arguments: languages) func `a shipped language has every sentence, each another`(language: String) throws {
        var book = PromptBook.builtIn
        _ = PromptFolderTests.shipped.lay(over: &book)
        let tag = try #require(LanguageTag(language))
        let prompts = PromptKey.allCases.map { book.prompt(for: $0, in: tag) }
        #expect(prompts.allSatisfy { $0.origin == .shipped && $0.language == tag })
        #expect(Set(prompts.map(\.words)).count == prompts.count)
        // What stands before a name is no sentence yet.
        let sentences = prompts.filter { $0.key != .hello && $0.key != .pupilNumber }
        #expect(sentences.allSatisfy { ".!?".contains($0.words.last ?? " ") })
        for prompt in prompts { #expect((prompt.number == nil) == (prompt.key.code == nil)) }
        #expect(book.prompt(for: .hot, in: tag).number?.contains("5, 2") == true)
    }
}
