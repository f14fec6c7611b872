import Appliance
import ArgumentParser
import Foundation
import Gradebook
import Interchange
import Statements

struct PupilsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the pupils with their classes, numbers and accounts.",
        discussion:
            "--csv writes the list that other boxes import: keep it as safe as the gradebook, since it has names.")

    @OptionGroup var settings: Settings
    @Option(name: .customLong("class"), help: "One class only, by title or id.")
    var group: String?
    @Flag(name: .long, help: "A list for `tutord pupils import`, with accounts and digests of badges.")
    var csv = false
    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func validate() throws {
        guard !csv || !json else { throw ValidationError("--csv or --json, not both") }
    }

    func run() async throws {
        try await Failure.reported {
            let configuration = try settings.configuration()
            let text = try Gradebooks.read(configuration) { store in
                let entries = try store.roster(inClass: group)
                try PupilsCommand.note("list", [], about: group ?? "all", to: .screen, configuration, store)
                if json { return try JSONText.of(entries) + "\n" }
                if csv {
                    return RosterFile.text(entries, classes: try store.classes(), badges: try store.badgeDigests())
                }
                return PupilsListCommand.table(entries)
            }
            FileHandle.standardOutput.write(Data(text.utf8))
        }
    }

    private static func table(_ entries: [RosterEntry]) -> String {
        guard !entries.isEmpty else { return "No pupils. `tutord pupils import FILE` brings a class.\n" }
        let rows =
            [["Class", "No.", "Name", "Account", "Badge"]]
            + entries.map { entry in
                [
                    PupilsCommand.plain(entry.className ?? ""), entry.number.map(String.init) ?? "",
                    PupilsCommand.plain(entry.name ?? ""),
                    entry.account.rawValue,
                    entry.hasBadge ? "yes" : "",
                ]
            }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            var line = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(
                separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
