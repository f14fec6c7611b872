import Appliance
import ArgumentParser
import Foundation
import Gradebook

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write what was learned to files that a teacher can open.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case csv, html, json, all
    }

    @OptionGroup var settings: Settings
    @Option(name: .long, help: "csv (progress.csv and answers.csv), html (report.html), json (progress.json) or all.")
    var format = Format.csv
    @Option(name: .long, help: "The folder to write to; it is made.")
    var out: String

    func run() async throws {
        try await Failure.reported {
            let report = try Gradebooks.report(settings.configuration())
            try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
            var files: [(String, Data)] = []
            if [.csv, .all].contains(format) {
                files += [
                    ("progress.csv", Data(report.csv().utf8)), ("answers.csv", Data(report.answersCSV().utf8)),
                ]
            }
            if [.html, .all].contains(format) { files.append(("report.html", Data(report.html().utf8))) }
            if [.json, .all].contains(format) { files.append(("progress.json", try report.json())) }
            for (name, data) in files {
                let path = out + "/" + name
                // Whole or not at all: a stick that is pulled early must not leave half a report.
                try data.write(to: URL(filePath: path), options: .atomic)
                print(path)
            }
        }
    }
}
