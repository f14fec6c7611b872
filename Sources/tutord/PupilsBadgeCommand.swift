import Appliance
import ArgumentParser
import Foundation
import Gradebook
import Interchange
import Statements

struct PupilsBadgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "badge", abstract: "Give a pupil a badge.",
        discussion: """
            The number is read from standard input, where a badge reader types it (or a scanner pipes it); it is never an
            argument, is not shown, and only a salted digest of it is kept.
            """)

    @OptionGroup var settings: Settings
    @Argument(help: "The pupil's account.")
    var pupil: String
    @Flag(name: .long, help: "Take the badge away.")
    var none = false

    func run() async throws {
        try await Failure.reported {
            let configuration = try settings.configuration()
            let account = PupilID(rawValue: pupil)
            let store = try Composition(configuration: configuration).store()
            defer { try? store.close() }
            let entry = try store.rosterEntry(of: account)
            var number: String?
            if !none {
                let line = Confirmation.secretLine("Hold \(entry.title)'s badge to the reader, or type its number: ")
                let read = (line ?? "").trimmingCharacters(in: .whitespaces)
                guard BadgeNumber.isPlausible(read), !read.hasPrefix("sha256:") else {
                    throw ValidationError("that was no badge's number: \(BadgeNumber.rule)")
                }
                number = read
            }
            try store.setBadge(number, of: account)
            try PupilsCommand.note("badge", [account], configuration, store)
            print(none ? "\(entry.title) has no badge." : "\(entry.title) has a badge.")
        }
    }
}
