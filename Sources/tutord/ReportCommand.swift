import Appliance
import ArgumentParser
import Foundation
import Gradebook
import Interchange
import Statements

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "What was practised and learned, how long it took, what it cost.")

    @OptionGroup var settings: Settings
    @OptionGroup var whose: Whose
    @Flag(name: .long, help: "How long the turns took, stage by stage.")
    var latency = false
    @Flag(name: .long, help: "What each pupil's days cost.")
    var costs = false
    @Flag(name: .long, help: "Answers of the tutor that were stopped.")
    var incidents = false
    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() async throws {
        try await Failure.reported {
            let configuration = try settings.configuration()
            if latency {
                let report = try Gradebooks.read(configuration) { store in try store.latencies() }
                print(json ? try JSONText.of(report) : report.text())
            } else if costs {
                let days = try Gradebooks.read(configuration) { store in
                    try store.costs(secondsFromGMT: TimeZone.current.secondsFromGMT())
                }
                print(json ? try JSONText.of(days) : ReportCommand.text(days, configuration.currency))
            } else if incidents {
                let found = try Gradebooks.read(configuration) { store in try store.incidents() }
                print(json ? try JSONText.of(found) : ReportCommand.text(found))
            } else {
                let report = try Gradebooks.read(configuration) { store in
                    let (scope, _) = try whose.scope(store)
                    let lessons = (try? Composition(configuration: configuration).library())?.lessons ?? []
                    let now = GradebookKeeper.wall()
                    try AccessLog(folder: configuration.data).append(
                        "report", pupils: scope.pupil.map { [$0] } ?? [],
                        about: scope.inClass ?? (scope.pupil == nil ? "all" : nil), at: now, store)
                    return try store.report(
                        of: scope.pupil, inClass: scope.inClass, lessons: lessons, madeAt: now)
                }
                if json {
                    try report.eachJSON { FileHandle.standardOutput.write(Data($0.utf8)) }
                    print("")
                } else {
                    print(report.text())
                }
            }
        }
    }

    private static func text(_ days: [DayCost], _ currency: String) -> String {
        guard !days.isEmpty else { return "Nothing has been spent." }
        let head = "Day         Pupil                answers   tokens in  (cached)  tokens out    cost (\(currency))"
        let lines = days.map { day in
            (day.day ?? "not known").padding(toLength: 12, withPad: " ", startingAt: 0)
                + (day.name ?? day.pupil.rawValue).padding(toLength: 18, withPad: " ", startingAt: 0)
                + String(
                    format: "%10d%12d%10d%12d%14.4f", day.answers, day.tokensIn, day.tokensCached, day.tokensOut,
                    day.cost)
        }
        let sum = days.reduce(0) { $0 + $1.cost }
        return ([head] + lines + [String(format: "Together: %.4f %@", sum, currency)]).joined(separator: "\n")
    }

    private static func text(_ incidents: [IncidentRecord]) -> String {
        guard !incidents.isEmpty else { return "No answer of the tutor was stopped." }
        return incidents.map { incident in
            "\(incident.at?.description ?? "at an unknown time")  \(incident.name ?? incident.pupil.rawValue)  "
                + "\(incident.lesson)  \(incident.topic): “…\(incident.excerpt)”"
        }.joined(separator: "\n")
    }
}
