import Appliance
import ArgumentParser
import Audio
import Foundation
import Glibc
import Gradebook
import Speech
import Tutor

extension PromptsCommand {
    struct Say: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say one prompt, as the box would, to the loudspeaker or into a file.",
            discussion: """
                Try:  tutord prompts say network
                      tutord prompts say microphone_silent --language fr --out said.wav
                """)

        @Argument(help: "The key of what is said.")
        var key: PromptKey
        @Option(name: .long, help: "The language. (default: the first of the lessons')")
        var language: LanguageTag?
        @Option(name: .long, help: "Write a WAV file (24 kHz, mono) and play nothing.")
        var out: String?
        @OptionGroup var settings: Settings

        func run() async throws {
            try await Failure.reported {
                let composition = Composition(configuration: try settings.configuration())
                let book = composition.prompts().book
                let prompt = book.prompt(for: key, in: language ?? composition.lessonLanguages[0])
                var speaker = PromptSpeaker(Composition.voices.makeVoice)
                let frame = try composition.promptStore.frame(for: prompt) ?? speaker.frame(for: prompt)
                print("“\(prompt.text)”")
                guard let out else {
                    return try await Loudspeaker.play(frame, on: composition.sound, volume: composition.volume)
                }
                let file = WAVFile(sampleRate: AudioFrame.sampleRate, channels: [frame.samples])
                try Data(file.bytes).write(to: URL(filePath: out))
            }
        }
    }

    struct Build: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the prompts beforehand, and the earcons as files to listen to.",
            discussion: """
                What is made of the same words by the same voice is left alone, so it costs
                nothing to run it again. It may be interrupted: each sound is whole or not
                there.

                Left in <data>/prompts: <language>/<key>.wav, <language>/manifest.json,
                earcons/<name>.wav.
                """)

        @Option(name: .long, help: "A language, such as de or pt-BR; may be given again. (default: the lessons')")
        var language: [LanguageTag] = []
        @Option(name: .long, help: "Where to leave them. (default: prompts in the data folder, where the box looks)")
        var out: String?
        @Option(name: .long, help: "Stop after so many seconds; the rest is made the next time.")
        var within: Int?
        @Flag(name: .long, help: "Say nothing on standard output.")
        var quiet = false
        @OptionGroup var settings: Settings

        func validate() throws {
            guard within ?? 1 > 0 else { throw ValidationError("--within is \(within ?? 0): expected 1 or more") }
        }

        func run() async throws {
            try await Failure.reported {
                let composition = Composition(configuration: try settings.configuration())
                let (book, faults) = composition.prompts()
                for fault in faults { Failure.say("tutord: \(fault)") }
                let store = out.map(PromptStore.init(folder:)) ?? composition.promptStore
                let voice = try EspeakVoice()
                let ballast = Ballast(of: composition.gradebookPath)
                guard !ballast.isScarce(for: store.folder) else { throw GradebookError.diskFull(path: store.folder) }
                var builder = PromptBuilder(book: book, store: store, voiceName: voice.name) { voice }
                // Whoever else is working here comes first.
                _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
                let end = within.map { ContinuousClock.now + .seconds($0) }
                let outcomes = try builder.build(language.isEmpty ? composition.lessonLanguages : language) {
                    end.map { ContinuousClock.now >= $0 } ?? false || ballast.isScarce(for: store.folder)
                }
                for outcome in outcomes where !quiet { print(Build.line(outcome)) }
                if !quiet { print("in \(store.folder)") }
            }
        }

        private static func line(_ outcome: PromptBuilder.Outcome) -> String {
            let foreign = outcome.isForeign ? "; the voice does not know the language, and says it in English" : ""
            let left = outcome.left > 0 ? ", \(outcome.left) left for the next time" : ""
            return "\(outcome.language): \(outcome.made) made, \(outcome.kept) kept\(left)\(foreign)"
        }
    }
}
