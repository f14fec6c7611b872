import Appliance
import ArgumentParser
import Foundation
import Yams

struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Show the settings in force, secrets hidden.")

    @OptionGroup var settings: Settings
    @OptionGroup var options: LessonOptions
    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() async throws {
        try await Failure.reported {
            var configuration = try settings.configuration()
            try options.apply(to: &configuration)
            if json {
                print(try JSONText.of(configuration))
                return
            }
            print(try YAMLEncoder().encode(configuration), terminator: "")
            let environment = ProcessInfo.processInfo.environment
            for name in ["OPENAI_API_KEY", "AZURE_OPENAI_API_KEY"] {
                print("# \(name): \(environment[name]?.isEmpty == false ? "set (hidden)" : "not set")")
            }
        }
    }
}
