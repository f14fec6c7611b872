import Appliance
import ArgumentParser
import Foundation
import Gradebook

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the gradebook, or show its copies.",
        discussion: """
            A box that runs makes a copy each day, proves that it is whole, and keeps two. Where the gradebook is broken at
            a start, the newest copy takes its place, and the box says so.
            """)

    @OptionGroup var settings: Settings
    @Flag(name: .long, help: "Only show the copies that there are.")
    var list = false
    @Flag(name: .long, help: "Print JSON.")
    var json = false

    private struct Copy: Encodable {
        var path: String
        var bytes: Int
        var made: String
    }

    func run() async throws {
        try await Failure.reported {
            let backups = Backups(of: Composition(configuration: try settings.configuration()).gradebookPath)
            if !list { try backups.make() }
            let copies = backups.files.compactMap { path -> Copy? in
                guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else { return nil }
                return Copy(
                    path: path, bytes: facts[.size] as? Int ?? 0,
                    made: (facts[.modificationDate] as? Date)?.formatted(.iso8601) ?? "")
            }
            if json { return print(try JSONText.of(copies)) }
            if copies.isEmpty { print("There is no copy yet.") }
            for copy in copies { print("\(copy.made)  \(copy.bytes) bytes  \(copy.path)") }
        }
    }
}
