import Appliance
import ArgumentParser
import Foundation
import Gradebook

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "What was practised and learned.")

    @OptionGroup var settings: Settings
    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() async throws {
        try await Failure.reported {
            let report = try Gradebooks.report(settings.configuration())
            if json {
                FileHandle.standardOutput.write(try report.json() + Data("\n".utf8))
            } else {
                print(report.text())
            }
        }
    }
}
