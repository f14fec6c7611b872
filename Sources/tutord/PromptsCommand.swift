import Appliance
public import ArgumentParser
import Foundation
import Lessons
public import Tutor

struct PromptsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prompts", abstract: "What the box says itself: list it, check it, hear it, make it beforehand.",
        discussion: """
            When the tutor cannot speak (no network, a microphone that is gone, a
            budget that is spent), the box says why in its own voice, in the lesson's
            language. After a trouble it says a number, for whoever mends it.

            The words come with the program in nine languages. A school changes a
            sentence with a file of its own, of which only that line need be there:

              /etc/tutor/prompts/de.yaml
                network: "Ich komme nicht ins Netz. Sag bitte Frau Meier Bescheid."

            or puts a recording in its place (any rate, mono or stereo, 16-bit PCM):

              /etc/tutor/prompts/de/network.wav

            Try:
              tutord prompts list --language de   every key, its words, and whose they are
              tutord prompts check                every fault of these files, with its place
              tutord prompts say network          hear it

            The service makes the sounds when it starts, so that no voice has to be
            loaded to say them. What was changed is made anew: systemctl restart tutor
            """,
        subcommands: [List.self, Check.self, Say.self, Build.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Every key with its number, words and whose they are, for each language of the lessons.",
            discussion: "Marked with * is what is made already; the rest is spoken when it is needed.")

        @Option(name: .long, help: "A language, such as de or pt-BR; may be given again. (default: the lessons')")
        var language: [LanguageTag] = []
        @OptionGroup var settings: Settings
        @Flag(name: .long, help: "Print JSON.")
        var json = false

        private struct Row: Encodable {
            var language, key, words, origin: String
            var number: Int?
            var recording: String?
            var isMade: Bool
        }

        func run() async throws {
            try await Failure.reported {
                let composition = Composition(configuration: try settings.configuration())
                let (book, faults) = composition.prompts()
                for fault in faults { Failure.say("tutord: \(fault)") }
                let languages = language.isEmpty ? composition.lessonLanguages : language
                let rows = languages.flatMap { language in
                    PromptKey.allCases.map { key in
                        let prompt = book.prompt(for: key, in: language)
                        return Row(
                            language: language.description, key: key.rawValue, words: prompt.words,
                            origin: prompt.origin.rawValue, number: key.code?.rawValue,
                            recording: prompt.recording?.path, isMade: composition.promptStore.has(prompt))
                    }
                }
                if json { return print(try JSONText.of(rows)) }
                for row in rows { print(List.line(row)) }
            }
        }

        private static func line(_ row: Row) -> String {
            let key = row.key.padding(toLength: 18, withPad: " ", startingAt: 0)
            let origin = row.origin.padding(toLength: 8, withPad: " ", startingAt: 0)
            let number = row.number.map(String.init) ?? "  "
            let said = row.recording ?? "“\(row.words)”"
            return "\(row.language)  \(row.isMade ? "*" : " ") \(key) \(number)  \(origin)  \(said)"
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check files of words and recordings: every fault at once, with its place.",
            discussion: "Exits with 0 when all are good and with 1 when one is not.")

        @Argument(help: "A folder of words. (default: the shipped one and the school's)")
        var folder: String?
        @OptionGroup var settings: Settings
        @Flag(name: .long, help: "Print the faults as JSON.")
        var json = false

        func run() async throws {
            try await Failure.reported {
                let composition = Composition(configuration: try settings.configuration())
                let folders = folder.map { [PromptFolder(path: $0, origin: .school)] } ?? composition.promptFolders
                if let missing = folders.first(where: { !$0.isThere }) {
                    Failure.say("tutord: there is no folder of words at \(missing.path)")
                    throw Failure.noInput
                }
                guard !folders.isEmpty else {
                    Failure.say("tutord: there are no files of words here; name a folder")
                    throw Failure.noInput
                }
                var book = PromptBook.builtIn
                let faults = folders.flatMap { $0.lay(over: &book, hearing: true) }
                if json {
                    print(try JSONText.of(faults))
                } else {
                    for fault in faults { print(fault) }
                    let places = folders.map(\.path).joined(separator: " and ")
                    print(faults.isEmpty ? "the words in \(places) are good" : "\(faults.count) faults")
                }
                if !faults.isEmpty { throw Failure.faultFound }
            }
        }
    }
}

extension LanguageTag: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension PromptKey: ExpressibleByArgument {}
