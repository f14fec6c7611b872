import Appliance
import ArgumentParser
import Gradebook
import Interchange
import Statements

struct PupilsRenameCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename", abstract: "Call a pupil otherwise.",
        discussion: "The account and what was learned stay. A roster that is imported again brings its own name back.")

    @OptionGroup var settings: Settings
    @Argument(help: "The pupil's account.")
    var pupil: String
    @Argument(help: "What the box calls the pupil from now on.")
    var name: String

    func validate() throws {
        if let wrong = PupilName.objection(to: name) {
            throw ValidationError("\(wrong): a name has letters, and at most 60")
        }
    }

    func run() async throws {
        try await Failure.reported {
            let configuration = try settings.configuration()
            let store = try Composition(configuration: configuration).store()
            defer { try? store.close() }
            try store.rename(PupilID(rawValue: pupil), to: name)
            try PupilsCommand.note("rename", [PupilID(rawValue: pupil)], configuration, store)
            print("\(pupil) is called \(name).")
        }
    }
}
