import Appliance
import ArgumentParser
import Foundation
import Gradebook
import Statements

struct PupilsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pupils", abstract: "What the tutor knows of its pupils.",
        subcommands: [Recall.self, Forget.self])

    struct Recall: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what the tutor will be told of a pupil's earlier lessons.")

        @OptionGroup var settings: Settings
        @Argument(help: "The pupil's account.")
        var pupil: String

        func run() async throws {
            try await Failure.reported {
                let configuration = try settings.configuration()
                let store = try ProgressStore(
                    path: Composition(configuration: configuration).gradebookPath, access: .readOnly)
                defer { try? store.close() }
                let lessons = (try? Composition(configuration: configuration).library())?.lessons ?? []
                let known = try store.recollection(
                    of: PupilID(rawValue: pupil), lessons: lessons, now: GradebookKeeper.wall())
                print(known?.text(lessons: lessons) ?? "Nothing: there was no lesson, or it was forgotten.")
            }
        }
    }

    struct Forget: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the tutor forget a pupil's earlier lessons.",
            discussion: "What was learned stays in the gradebook and its reports; no lesson is told of it any more.")

        @OptionGroup var settings: Settings
        @Argument(help: "The pupil's account.")
        var pupil: String

        func run() async throws {
            try await Failure.reported {
                let store = try Composition(configuration: settings.configuration()).store()
                defer { try? store.close() }
                try store.forget(PupilID(rawValue: pupil))
                print("The tutor has forgotten \(pupil).")
            }
        }
    }
}
