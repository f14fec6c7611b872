import Appliance
import ArgumentParser
import Foundation
import Gradebook

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the gradebook, or show its copies.",
        discussion: """
            A box that runs makes a copy each day, proves that it is whole, and keeps two. Where the gradebook is broken at
            a start, the newest copy takes its place, and the box says so. By hand:

              tutord backup                      make a copy now, also beside a tutor that runs (--now is the same)
              tutord backup --list               the copies, and gradebooks that were put aside
              tutord backup --restore FILE       put a copy in the gradebook's place; stop the tutor before

            What is replaced is put aside, never deleted.
            """)

    @OptionGroup var settings: Settings
    @Flag(name: .long, help: "Make a copy now.")
    var now = false
    @Flag(name: .long, help: "Only show the copies that there are.")
    var list = false
    @Option(name: .long, help: "Put this copy in the gradebook's place.")
    var restore: String?
    @Flag(name: .long, help: "Print JSON.")
    var json = false

    private struct Shown: Encodable {
        var copies: [Backups.Copy]
        /// Broken or replaced gradebooks.
        var aside: [Backups.Copy]
    }

    func validate() throws {
        guard [now, list, restore != nil].count(where: \.self) <= 1 else {
            throw ValidationError("One of --now, --list and --restore.")
        }
    }

    func run() async throws {
        try await Failure.reported {
            let composition = Composition(configuration: try settings.configuration())
            let backups = Backups(of: composition.gradebookPath)
            if let restore {
                try backups.restore(from: restore, origin: composition.origin, now: GradebookKeeper.wall())
            } else if !list {
                try backups.make()
            }
            let shown = Shown(copies: backups.copies, aside: backups.putAside)
            if json { return print(try JSONText.of(shown)) }
            if restore != nil { print("The copy is the gradebook now.") }
            if shown.copies.isEmpty { print("There is no copy yet.") }
            for copy in shown.copies { print("\(copy.made)  \(copy.bytes) bytes  \(copy.path)") }
            for copy in shown.aside { print("\(copy.made)  \(copy.bytes) bytes  \(copy.path)  (put aside)") }
        }
    }
}
