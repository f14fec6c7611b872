import Appliance
import ArgumentParser
import Foundation
import Lessons
import Simulation

struct LessonsTryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try", abstract: "Have scripted pupils take a lesson in words: no key, no sound, seconds.",
        discussion: """
            The lesson runs as on the box, with the same session, tutor, marking and gradebook; only the voices and the
            clock are left out. You read both sides, then what was covered and what was recorded.

              perfect           gives an accepted answer to each question
              guessing          gives the wrong answers that the file expects, asks for all the hints, gives up
              silent            says nothing, again and again
              off-topic         talks about other things and asks questions
              shouting-stop     cuts the tutor short in the middle, with "stop"
              second-language   slips with articles, plurals, word order and words that sound alike

              tutord lessons try times-tables                     all of them, by the lesson's id
              tutord lessons try volcanoes.md --pupil guessing    one of them, with a file
              tutord lessons try volcanoes.md --quiet             only what to look at
              tutord lessons try volcanoes.md --seed 7            other drawn numbers and other accepted answers

            Exits with 1 when the lesson cannot be taken to its end by a pupil that should, or an accepted answer is not
            marked right; with 65 when the file has faults.
            """)

    @Argument(help: "A lesson's file, or its id in the folder of lessons.")
    var lesson: String
    @Option(name: .long, help: "perfect, guessing, silent, off-topic, shouting-stop, second-language or all.")
    var pupil = "all"
    @Option(name: .long, help: "Draws other numbers, and other accepted answers: the same seed, the same lesson.")
    var seed: UInt64?
    @Option(name: .long, help: "How many exercises to ask. (default: all)")
    var exercises: Int?
    @Option(name: .long, help: "Hold it in this language, where the file has it (BCP 47).")
    var language: String?
    @OptionGroup var settings: Settings
    @Flag(name: .long, help: "Print everything as JSON.")
    var json = false
    @Flag(name: .long, help: "Leave out what was said.")
    var quiet = false

    private var pupils: [WrittenPupil]? {
        pupil == "all" ? WrittenPupil.allCases : WrittenPupil(rawValue: pupil).map { [$0] }
    }

    func validate() throws {
        let names = WrittenPupil.allCases.map(\.rawValue).joined(separator: ", ")
        guard pupils != nil else { throw ValidationError("--pupil is \(pupil): expected \(names) or all") }
        if let exercises, exercises < 1 {
            throw ValidationError("--exercises is \(exercises): expected 1 or more")
        }
    }

    func run() async throws {
        try await Failure.reported {
            let (file, folder) = try found()
            let held = language.map { file.held(in: $0) } ?? file
            let tools = TrialTools(of: held, in: LessonCheck.tools(beside: folder))
            let trial = try await LessonTrial(
                of: held, by: pupils ?? [], seed: seed, exercises: exercises, tools: tools.cards,
                toolPhrases: tools.phrases, runTool: TrialTools.result)
            print(json ? try JSONText.of(trial.summary) : trial.text(withDialogue: !quiet))
            if !trial.problems.isEmpty { throw Failure.faultFound }
        }
    }

    /// The lesson, and the folder that its tools are looked for beside.
    private func found() throws -> (Lesson, String) {
        if FileManager.default.fileExists(atPath: lesson) {
            return (try LessonLibrary(path: lesson).lesson(nil), lesson)
        }
        let configuration = try settings.configuration()
        return (try Composition(configuration: configuration).library().lesson(lesson), configuration.lessons)
    }
}
