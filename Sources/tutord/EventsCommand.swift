import Appliance
import ArgumentParser

struct EventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Check recordings of Realtime events.", subcommands: [Check.self],
        defaultSubcommand: Check.self)

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hold a recording against the Realtime protocol.",
            discussion: """
                A line of FILE is an event of either side as it was on the wire, or {"sent": …} or {"received": …}
                around one, or a step of a diary. Unknown types, missing fields, an impossible order, a second response
                beside an active one, a truncate beyond what was received: each is named with its line.

                Exits with 0 when there is none and with 1 when there is one.
                """)

        @Argument(help: "A file of JSON lines.")
        var file: String

        @Flag(name: .long, help: "Print the findings as JSON.")
        var json = false

        func run() async throws {
            try await Failure.reported {
                let summary = try RecordingCheck.run(path: file)
                if json {
                    print(try JSONText.of(summary))
                } else {
                    for finding in summary.findings { print(finding) }
                    print("\(summary.events) events, \(summary.findings.count) findings")
                }
                if !summary.findings.isEmpty { throw Failure.faultFound }
            }
        }
    }
}
