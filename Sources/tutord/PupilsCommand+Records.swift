import Appliance
import ArgumentParser
import Foundation
import Gradebook
import Interchange
import Lessons
import Statements

// What is kept of pupils: looked for, moved, taken away, erased.
extension PupilsCommand {
    struct Sessions: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the newest sittings, to find one that was the wrong pupil's.")

        @OptionGroup var settings: Settings
        @Option(name: .long, help: "One pupil only, by the account.")
        var pupil: String?
        @Option(name: .long, help: "How many at the most.")
        var limit = 20
        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func run() async throws {
            try await Failure.reported {
                let configuration = try settings.configuration()
                let found = try Gradebooks.read(configuration) { store in
                    let only = pupil.map(PupilID.init(rawValue:))
                    try PupilsCommand.note(
                        "sessions", only.map { [$0] } ?? [], about: only == nil ? "all" : nil, to: .screen,
                        configuration, store)
                    return try store.sittings(of: only, limit: limit)
                }
                if json { return print(try JSONText.of(found)) }
                guard !found.isEmpty else { return print("No sittings yet.") }
                for sitting in found {
                    print(
                        PupilsCommand.padded(sitting.started?.description ?? "at an unknown time", 22)
                            + PupilsCommand.padded(sitting.name ?? sitting.pupil.rawValue, 20)
                            + PupilsCommand.padded(sitting.lesson.rawValue, 20)
                            + PupilsCommand.padded("\(sitting.answers) answers", 13) + sitting.id.rawValue)
                }
            }
        }
    }

    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a sitting to the pupil whose it was.",
            discussion: """
                `tutord pupils sessions` shows sittings with their ids. What was sent already is voided at the record store
                and told again of the right pupil.
                """)

        @OptionGroup var settings: Settings
        @Argument(help: "The sitting's id.")
        var session: String
        @Argument(help: "The account of the right pupil.")
        var pupil: String

        func run() async throws {
            try await Failure.reported {
                let configuration = try settings.configuration()
                let store = try Composition(configuration: configuration).store()
                defer { try? store.close() }
                try PupilsCommand.note("move", [PupilID(rawValue: pupil)], about: session, configuration, store)
                let now = try store.move(SessionID(rawValue: session), to: PupilID(rawValue: pupil))
                print("The sitting is \(pupil)'s now: \(now)")
            }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write everything that is kept of one pupil into a folder.",
            discussion: "For whoever has a right to it: a page to read, all statements, and the line of the roster.")

        @OptionGroup var settings: Settings
        @Argument(help: "The pupil's account.")
        var pupil: String
        @Option(name: .long, help: "Where the folder is made.")
        var out: String
        @Flag(name: .long, help: "Write over a folder of that name.")
        var replace = false

        func run() async throws {
            try await Failure.reported {
                let configuration = try settings.configuration()
                let path = try Gradebooks.read(configuration) { store in
                    let account = PupilID(rawValue: pupil)
                    try PupilsCommand.note("export", [account], to: .folder, configuration, store)
                    let lessons = (try? Composition(configuration: configuration).library())?.lessons ?? []
                    return try PupilFile.write(
                        of: account, store, lessons: lessons, madeAt: GradebookKeeper.wall(), to: out,
                        replacing: replace)
                }
                print(path)
            }
        }
    }

    struct Erase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete a pupil and everything that the pupil did, for good.",
            discussion: """
                Rows, what was still to be sent, caches, backups and diaries; a digest of the account stays, so that no roster brings
                it back. What a record store already has has to be deleted there: xAPI knows no deletion.
                """)

        @OptionGroup var settings: Settings
        @Argument(help: "The pupil's account.")
        var pupil: String
        @Flag(name: .long, help: "Do not ask.")
        var yes = false
        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func run() async throws {
            try await Failure.reported {
                let configuration = try settings.configuration()
                let account = PupilID(rawValue: pupil)
                if !yes {
                    guard isatty(0) == 1 else {
                        throw ValidationError("nobody to ask whether \(pupil) may be erased; say --yes")
                    }
                    Failure.say("Everything of \(pupil) will be gone. Type the account to go on:")
                    guard readLine() == pupil else { throw ValidationError("nothing was erased") }
                }
                let store = try Composition(configuration: configuration).store()
                defer { try? store.close() }
                try PupilsCommand.note("erase", [account], configuration, store)
                let erasure = try store.erase(account)
                Composition(configuration: configuration).diaries?.remove(of: pupil)
                // The copies held the pupil: they are gone, and one without takes their place.
                do { try Backups(of: store.path).make() } catch {
                    Failure.say("tutord: erased, but there is no copy of the gradebook now: \(error)")
                }
                if json { return print(try JSONText.of(erasure)) }
                print(
                    """
                    Erased \(erasure.statements) statements of \(erasure.sittings) sittings; \(erasure.unsent) of them \
                    were never sent. What a record store has must be deleted there.
                    """)
            }
        }
    }

    struct Log: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show who looked at, took away or erased what of pupils.")

        @OptionGroup var settings: Settings
        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func run() async throws {
            try await Failure.reported {
                let entries = try AccessLog(folder: settings.configuration().data).entries()
                if json { return print(try JSONText.of(entries)) }
                guard !entries.isEmpty else { return print("Nobody has looked yet.") }
                for entry in entries {
                    let about = (entry.pupils + [entry.about].compactMap(\.self)).joined(separator: " ")
                    print(
                        PupilsCommand.padded(entry.time ?? "at an unknown time", 22)
                            + PupilsCommand.padded(entry.by, 16) + PupilsCommand.padded(entry.action, 18) + about)
                }
            }
        }
    }
}
