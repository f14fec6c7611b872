import Appliance
import ArgumentParser
import Foundation
import Gradebook
import Interchange
import Statements

// Who is in the class.
extension PupilsCommand {
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a class over from a table or a OneRoster zip.",
            discussion: """
                A table has a line of headings: name, class, number, account, badge. Only the name is needed; `account` keeps
                the account that the pupil has on another box, `number` is what the pupil says to be known (1 to 99),
                `badge` what the reader types. OneRoster 1.1 and 1.2 files are read as they come; of them only ids, the
                name that is used and the class are kept. A second import changes names and classes; accounts stay.
                """)

        @OptionGroup var settings: Settings
        @Argument(help: "A .csv, a OneRoster .zip, or a folder with its files.")
        var file: String
        @Option(name: .customLong("class"), help: "The class of a table that names none.")
        var group: String?
        @Flag(name: .long, help: "Only tell what would happen.")
        var dryRun = false
        @Flag(name: .long, help: "Erase who is in a class of this box and not in the file.")
        var removeMissing = false
        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func run() async throws {
            try await Failure.reported {
                let configuration = try settings.configuration()
                let roster = try RosterFile.read(path: file, inClass: group)
                let store = try Composition(configuration: configuration).store()
                defer { try? store.close() }
                try PupilsCommand.note(
                    dryRun ? "import (trial)" : "import", [], about: roster.classes.map(\.id).joined(separator: ", "),
                    configuration, store)
                let change = try store.take(
                    roster.entries, classes: roster.classes, badges: roster.badges, isTrial: dryRun)
                if removeMissing, !dryRun {
                    for pupil in change.missing {
                        try PupilsCommand.note("erase", [pupil], configuration, store)
                        _ = try store.erase(pupil)
                    }
                }
                if json { return print(try JSONText.of(change)) }
                print(
                    """
                    \(dryRun ? "Would add" : "Added") \(change.added.count), \(dryRun ? "change" : "changed") \
                    \(change.updated.count), as before \(change.unchanged) in \(roster.classes.count) classes.
                    """)
                if change.erased > 0 { print("\(change.erased) were erased from this box and are not taken back.") }
                if !change.missing.isEmpty {
                    let names = change.missing.map(\.rawValue).joined(separator: ", ")
                    print(
                        removeMissing && !dryRun
                            ? "Erased, as they are not in the file: \(names)"
                            : "Not in the file any more: \(names) (--remove-missing erases them)")
                }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the pupils of this box.")

        @OptionGroup var settings: Settings
        @Option(name: .customLong("class"), help: "One class only, by its title or id.")
        var group: String?
        @Flag(name: .long, help: "As the table that another box imports.")
        var csv = false
        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func run() async throws {
            try await Failure.reported {
                let configuration = try settings.configuration()
                let roster = try Gradebooks.read(configuration) { store in
                    var whose = Whose()
                    whose.group = group
                    whose.pupil = nil
                    let (scope, _) = try whose.scope(store)
                    try PupilsCommand.note("list", [], about: scope.inClass ?? "all", configuration, store)
                    return try store.roster(inClass: scope.inClass)
                }
                if csv { return print(RosterFile.table(roster), terminator: "") }
                if json { return print(try JSONText.of(roster)) }
                guard !roster.isEmpty else { return print("No pupils yet: `tutord pupils import FILE`.") }
                for entry in roster {
                    let number = entry.number.map { String($0) } ?? "-"
                    let title = PupilsCommand.padded(entry.className ?? "no class", 16)
                    print(
                        PupilsCommand.padded(number, 4) + title + PupilsCommand.padded(entry.name ?? "", 24)
                            + (entry.account?.rawValue ?? "") + (entry.hasBadge ? "  badge" : ""))
                }
            }
        }
    }

    /// Without control characters, which a terminal would obey.
    static func padded(_ text: String, _ width: Int) -> String {
        let shown = String(text.unicodeScalars.filter { $0.properties.generalCategory != .control }.map(Character.init))
        return shown + String(repeating: " ", count: max(1, width - shown.count))
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add one pupil under a random account.")

        @OptionGroup var settings: Settings
        @Argument(help: "What the teacher calls the pupil.")
        var name: String
        @Option(name: .customLong("class"), help: "The title of the class.")
        var group: String?
        @Option(name: .long, help: "The number in the class, 1 to 99.")
        var number: Int?

        func run() async throws {
            try await Failure.reported {
                let configuration = try settings.configuration()
                let table = RosterFile.table([RosterEntry(name: name, className: group, number: number)])
                let roster = try RosterFile.read(table: table)
                let store = try Composition(configuration: configuration).store()
                defer { try? store.close() }
                try PupilsCommand.note("add", [], about: group, configuration, store)
                let change = try store.take(roster.entries, classes: roster.classes)
                print(change.added.map(\.rawValue).joined(separator: "\n"))
            }
        }
    }

    struct Rename: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Change what a pupil is called.")

        @OptionGroup var settings: Settings
        @Argument(help: "The pupil's account.")
        var pupil: String
        @Argument(help: "The new name.")
        var name: String

        func run() async throws {
            try await Failure.reported {
                let configuration = try settings.configuration()
                let store = try Composition(configuration: configuration).store()
                defer { try? store.close() }
                try PupilsCommand.note("rename", [PupilID(rawValue: pupil)], configuration, store)
                try store.rename(PupilID(rawValue: pupil), to: name)
            }
        }
    }

    struct Badge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a pupil a badge, or take it away.",
            discussion: "Hold the badge to the reader when it is asked for; its number is read from standard input.")

        @OptionGroup var settings: Settings
        @Argument(help: "The pupil's account.")
        var pupil: String
        @Flag(name: .long, help: "Take it away.")
        var remove = false

        func run() async throws {
            try await Failure.reported {
                let configuration = try settings.configuration()
                let store = try Composition(configuration: configuration).store()
                defer { try? store.close() }
                var number: String?
                if !remove {
                    if isatty(0) == 1 { Failure.say("Hold the badge to the reader.") }
                    number = readLine()?.trimmingCharacters(in: .whitespacesAndNewlines)
                    guard let number, !number.isEmpty, number.count <= 64 else {
                        throw ValidationError("no badge number on standard input")
                    }
                }
                try PupilsCommand.note(
                    remove ? "badge (away)" : "badge", [PupilID(rawValue: pupil)], configuration, store)
                try store.setBadge(number, of: PupilID(rawValue: pupil))
                print(remove ? "The badge is taken away." : "The badge is \(pupil)'s.")
            }
        }
    }
}
