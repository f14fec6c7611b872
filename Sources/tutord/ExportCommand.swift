import Appliance
import ArgumentParser
import Foundation
import Gradebook
import Interchange
import Statements

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write what was learned to files that a teacher can open.",
        discussion: """
            Each file is named by the class and the time, and appears whole or not at all:

              tutord export --format xlsx --out /media/stick          everything, for a spreadsheet
              tutord export --format html --class "Year 5" --out .    one class, to read and print
              tutord export --format jsonl --since 2026-03-02 --out .  the statements, for a record store

            `all` writes every kind; oneroster only where pupils came from a OneRoster and have answered. A file that is
            there already stays as it is, unless you say --replace.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case html, xlsx, csv, answers, jsonl, oneroster, json, all
    }

    @OptionGroup var settings: Settings
    @Option(
        name: .long,
        help: """
            html (class-report.html), xlsx (progress.xlsx), csv (progress.csv), answers (answers.csv), jsonl \
            (statements.jsonl), oneroster (oneroster.zip), json (progress.json) or all.
            """)
    var format = Format.all
    @Option(name: .long, help: "The folder to write to; it is made.")
    var out: String
    @OptionGroup var whose: Whose
    @Option(name: .long, help: "Answers and statements from this day on (2026-03-02), and what was corrected since.")
    var since: String?
    @Option(name: .long, help: "… and before this day.")
    var until: String?
    @Flag(name: .long, help: "Write over files of the same names.")
    var replace = false
    @Flag(name: .long, help: "Print the paths as JSON.")
    var json = false

    func run() async throws {
        try await Failure.reported {
            let configuration = try settings.configuration()
            let gradebook = Composition(configuration: configuration).gradebookPath
            // The last of the room on the gradebook's disk is for answers.
            guard !Ballast(of: gradebook).isScarce(for: out) else { throw GradebookError.diskFull(path: out) }
            let paths = try Gradebooks.read(configuration) { store in
                let (scope, title) = try whose.scope(store, since: since, until: until)
                let lessons = (try? Composition(configuration: configuration).library())?.lessons ?? []
                let now = GradebookKeeper.wall()
                try AccessLog(folder: configuration.data).append(
                    "export \(format.rawValue)", pupils: scope.pupil.map { [$0] } ?? [],
                    about: scope.inClass ?? (scope.pupil == nil ? "all" : nil), to: .folder, at: now, store)
                let meter = ProgressMeter()
                defer { meter.clear() }
                let files = try ExportFiles(
                    store, in: scope, lessons: lessons, title: scope.inClass == nil ? "" : title, madeAt: now,
                    stem: ExportFiles.stem(title, now, store.origin), to: out, replacing: replace
                ) { name, rows, all in meter.show(ExportCommand.text(name, rows, all)) }
                var paths = try files.write(formats)
                if format == .all { paths += try ExportCommand.ifThereIsARoster { try files.write(.oneroster) } }
                let waiting = formats.contains(.jsonl) ? try store.unfrozenCount() : 0
                if waiting > 0 {
                    Failure.say(
                        "\(waiting) statements wait for the clock to be set; they are in the next export after that.")
                }
                return paths
            }
            print(json ? try JSONText.of(paths) : paths.joined(separator: "\n"))
        }
    }

    private static func text(_ name: String, _ rows: Int, _ all: Int?) -> String {
        guard let all else { return "\(name): \(rows) rows" }
        return rows < all ? "\(name): \(rows) of \(all) rows" : "\(name): \(rows) rows, packing"
    }

    /// A school that has a roster is told why it gets no marks for it; others did not ask.
    private static func ifThereIsARoster(_ work: () throws -> String) throws -> [String] {
        do { return [try work()] } catch let error as OneRosterError {
            switch error {
            case .noRoster, .noResults: break
            case .noClock, .incompleteClass, .badID: Failure.say("\(error)")
            }
            return []
        }
    }

    private var formats: [ExportFiles.Format] {
        format == .all
            ? ExportFiles.Format.allCases.filter { $0 != .oneroster }
            : ExportFiles.Format(rawValue: format.rawValue).map { [$0] } ?? []
    }
}
