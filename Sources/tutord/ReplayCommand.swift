import Appliance
import ArgumentParser

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Play a diary through the session again.",
        discussion: """
            Every decision must come out as it did, byte for byte. The first that does not is shown with its line, and
            the exit status is 1. A diary of a real lesson is thereby a test of tomorrow's version.
            """)

    @Argument(help: "The diary: a .jsonl that run or demo wrote.")
    var diary: String

    @Flag(name: .long, help: "Show the lesson as it happened.")
    var show = false

    @Flag(name: .long, help: "Print a summary as JSON.")
    var json = false

    func run() async throws {
        try await Failure.reported {
            let view = TerminalView(show ? .everything : .nothing)
            let summary = try DiaryReplay.run(path: diary) { view.watch($0) }
            if json {
                print(try JSONText.of(summary))
            } else {
                print("\(summary.steps) steps, \(summary.turns) turns, \(summary.actions) actions: all the same")
            }
        }
    }
}
