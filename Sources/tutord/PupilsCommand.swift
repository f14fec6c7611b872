import Appliance
import ArgumentParser
import Foundation
import Gradebook
import Interchange
import Statements

struct PupilsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pupils", abstract: "Who the pupils are, and what is kept of them.",
        discussion: """
            A class comes from a table (name, class, number, account, badge) or a OneRoster zip:

              tutord pupils import class.csv --class "Year 5"
              tutord pupils list --csv > roster.csv     for the other boxes: a pupil is the same account everywhere

            What changes pupils needs the gradebook for itself: stop the tutor first (systemctl stop tutor).
            """,
        subcommands: [
            PupilsImportCommand.self, PupilsListCommand.self, PupilsAddCommand.self, PupilsRenameCommand.self,
            PupilsBadgeCommand.self, Sessions.self, Move.self, Export.self,
            Erase.self, Recall.self, Forget.self, Log.self,
        ])

    /// A line in the access log; without it nothing is done.
    static func note(
        _ action: String, _ pupils: [PupilID], about: String? = nil, to destination: AccessLog.Destination = .gradebook,
        _ configuration: Configuration, _ store: ProgressStore
    ) throws {
        try AccessLog(folder: configuration.data).append(
            "pupils " + action, pupils: pupils, about: about, to: destination, at: GradebookKeeper.wall(), store)
    }

    /// Without control characters, which a terminal would obey.
    static func padded(_ text: String, _ width: Int) -> String {
        let shown = plain(text)
        return shown + String(repeating: " ", count: max(1, width - shown.count))
    }

    static func plain(_ text: String) -> String {
        String(text.unicodeScalars.filter { $0.properties.generalCategory != .control }.map(Character.init))
    }

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
                try PupilsCommand.note("recall", [PupilID(rawValue: pupil)], to: .screen, configuration, store)
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
                let configuration = try settings.configuration()
                let store = try Composition(configuration: configuration).store()
                defer { try? store.close() }
                try PupilsCommand.note("forget", [PupilID(rawValue: pupil)], configuration, store)
                try store.forget(PupilID(rawValue: pupil))
                print("The tutor has forgotten \(pupil).")
            }
        }
    }
}
