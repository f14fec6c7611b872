import Appliance
import ArgumentParser
import Foundation
import Lessons

struct LessonsCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check lesson files: every fault at once, with its place.",
        discussion: """
            Each fault is a line `file:line:column: what is wrong, what is expected`, as editors read them. In a folder,
            the files of tools (tools/*.yaml) and packs (packs.yaml) are checked as well, and everything against each
            other: ids that are given twice, tools and servers that no file declares, pictures that are missing, too
            large or none, packs that name lessons which are not there.

              tutord lessons check                       the folder of the settings
              tutord lessons check lessons/science       a folder
              tutord lessons check water.md tides.md     files
              tutord lessons check - < water.md          what an editor has not saved yet
              tutord lessons check --json                [{path, line, column, wrong, expected}]

            Exits with 0 when all is good, with 1 when something is not, with 66 when there is nothing to check.
            """)

    @Argument(help: "Files or folders; - reads a lesson from the standard input. (default: the folder of lessons)")
    var paths: [String] = []
    @OptionGroup var settings: Settings
    @Flag(name: .long, help: "Print the faults as JSON.")
    var json = false

    func validate() throws {
        guard paths.count(where: { $0 == "-" }) < 2 else { throw ValidationError("- can be read once only") }
    }

    func run() async throws {
        try await Failure.reported {
            let home = try settings.configuration().lessons
            let check = try LessonCheck(paths: paths.isEmpty ? [home] : paths, home: home) {
                [UInt8](FileHandle.standardInput.readDataToEndOfFile())
            }
            if json {
                print(try JSONText.of(check.faults))
            } else {
                for fault in check.faults { print(fault) }
                print(check.faults.isEmpty ? LessonsCheckCommand.summary(check) : count(check.faults.count, "fault"))
            }
            if !check.faults.isEmpty { throw Failure.faultFound }
        }
    }

    private static func summary(_ check: LessonCheck) -> String {
        var parts = [count(check.lessons, "lesson")]
        if check.tools > 0 { parts.append(count(check.tools, "tool")) }
        if check.packs > 0 { parts.append(count(check.packs, "pack")) }
        let last = parts.removeLast()
        let all = parts.isEmpty ? last : parts.joined(separator: ", ") + " and " + last
        return all + (parts.isEmpty && last.hasPrefix("1 ") ? " is good" : " are good")
    }
}

/// "1 lesson", "3 lessons".
private func count(_ number: Int, _ thing: String) -> String { "\(number) \(thing)" + (number == 1 ? "" : "s") }
