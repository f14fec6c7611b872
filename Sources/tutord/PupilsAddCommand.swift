import Appliance
import ArgumentParser
import Gradebook
import Interchange
import Statements

struct PupilsAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add one pupil under a random account.",
        discussion: "On one box only: for several, add the pupil to the list that all of them import.")

    @OptionGroup var settings: Settings
    @Argument(help: "What the box calls the pupil: a given name.")
    var name: String
    @Option(name: .customLong("class"), help: "The class, by title or id; it is made where there is none.")
    var group: String?
    @Option(name: .long, help: "The number in the class. (default: the next that is free)")
    var number: Int?

    func validate() throws {
        if let wrong = PupilName.objection(to: name) {
            throw ValidationError("\(wrong): a name has letters, and at most 60")
        }
        if let number, !(1...999).contains(number) { throw ValidationError("the number \(number) is not 1 to 999") }
        if number != nil, group == nil {
            throw ValidationError("--number is a number in a class: name it with --class")
        }
    }

    func run() async throws {
        try await Failure.reported {
            let configuration = try settings.configuration()
            let store = try Composition(configuration: configuration).store()
            defer { try? store.close() }
            let entry = try store.addPupil(name: name, class: group, number: number)
            try PupilsCommand.note("add", [entry.account], configuration, store)
            print(entry.account.rawValue)
        }
    }
}
