import Appliance
import ArgumentParser
import Foundation
import Gradebook
import Interchange
import Lessons

struct PupilsImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Import a class list or a school's roster.",
        discussion: """
            FILE is a table (CSV with commas, semicolons or tabs, in UTF-8) whose first line names its columns:

              name,class,number,account,badge
              Maya,3B,1,,0004521877
              Tomás,3B,2,,

            Only the name must be there. An account is made where none is given; with accounts (`tutord pupils list --csv`
            on another box) the same pupil is the same on every box. A badge's number is kept as a digest only.

            Or it is a zip file of OneRoster 1.1 or 1.2: given names (with a letter of the family name where two of a class
            would sound the same), classes and the school's ids are kept; addresses, telephone numbers, passwords and
            demographics are never read. --class chooses classes; a pupil in several takes the first that is named.

            Imported again, it updates names and classes; accounts and what was learned stay. Who is not in it any more is
            told, and stays until --remove-missing or `tutord pupils erase`. If anything in it is wrong, nothing is
            imported, and every fault is told with its line.
            """)

    @OptionGroup var settings: Settings
    @Argument(help: "The list or the zip file.")
    var file: String
    @Option(
        name: .customLong("class"),
        help:
            "Of a OneRoster: only this class, by title or id; may be given several times. Of a list: the class of lines that name none."
    )
    var classes: [String] = []
    @Flag(name: .long, help: "Say what would change, and change nothing.")
    var dryRun = false
    @Flag(name: .long, help: "Erase who is not in it any more, with all that they did.")
    var removeMissing = false
    @Flag(name: .long, help: "Do not ask before somebody is erased.")
    var yes = false
    @Flag(name: .long, help: "Print JSON.")
    var json = false

    private struct Result: Encodable {
        var imported: Bool
        var change: RosterChange
        var erased: [RosterEntry]
        var notes: [String]
    }

    func run() async throws {
        try await Failure.reported {
            let configuration = try settings.configuration()
            let composition = Composition(configuration: configuration)
            let hasBook = FileManager.default.fileExists(atPath: composition.gradebookPath)
            // A dry run reads beside a running tutor, where there is something to read.
            let store =
                try dryRun && hasBook
                ? ProgressStore(path: composition.gradebookPath, access: .readOnly, origin: composition.origin)
                : composition.store()
            defer { try? store.close() }
            let (roster, notes) = try read(store)
            let plan = try store.change(by: roster, removingMissing: removeMissing)
            guard !dryRun else {
                try show(Result(imported: false, change: plan, erased: [], notes: notes))
                return
            }
            let leaving = removeMissing ? plan.missing : []
            if !leaving.isEmpty {
                try Confirmation.ask(
                    "\(leaving.count) are not in it any more and will be erased with all that they did: "
                        + leaving.map { "\($0.title) (\($0.account))" }.joined(separator: ", "),
                    answer: String(leaving.count), isGiven: yes)
                try PupilsCommand.note("erase", leaving.map(\.account), configuration, store)
                for entry in leaving { _ = try store.erase(entry.account) }
                // The copies held them: one without takes their place.
                try Backups(of: store.path).make()
            }
            let change = try store.importRoster(roster)
            try PupilsCommand.note("import", change.rows.compactMap(\.account), configuration, store)
            try show(Result(imported: true, change: change, erased: leaving, notes: notes))
        }
    }

    private func read(_ store: ProgressStore) throws -> (Roster, [String]) {
        guard let handle = FileHandle(forReadingAtPath: file) else {
            throw ZipError.unreadable(path: file, reason: "there is no such file, or it may not be read")
        }
        defer { try? handle.close() }
        let head = try handle.read(upToCount: 4) ?? Data()
        if OneRosterArchive.isZip(head) {
            let today = GradebookKeeper.wall().map { time in
                String(WallTimeText.local(time, store.origin).prefix(10))
            }
            let reading = try OneRosterArchive(path: file).reading(
                classes: classes, known: try store.roster(), knownClasses: try store.classes(), today: today)
            return (reading.roster, reading.notes)
        }
        guard classes.count <= 1 else {
            throw ValidationError("a list has one --class at the most: that of lines that name none")
        }
        // One byte more than is taken, so that too much is refused, not cut.
        let rest = try handle.read(upToCount: CSVReader.Limits().fileBytes + 1) ?? Data()
        return (try RosterFile.read(Array(head + rest), path: file, class: classes.first), [])
    }

    private func show(_ result: Result) throws {
        guard !json else {
            print(try JSONText.of(result))
            return
        }
        let change = result.change
        for row in change.rows where row.kind != .unchanged {
            let place = row.className.map { " in \($0)" } ?? ""
            let number = row.number.map { ", number \($0)" } ?? ""
            let account = row.account.map { ", \($0)" } ?? ""
            let was = [row.oldName.map { "was \($0)" }, row.oldClass.map { "was in \($0)" }].compactMap(\.self)
            let before = was.isEmpty ? "" : " (\(was.joined(separator: ", ")))"
            print("\(row.kind == .added ? "+" : "~") \(row.name)\(place)\(number)\(account)\(before)")
        }
        for entry in result.erased { print("- \(entry.title), \(entry.account): erased") }
        for entry in change.missing where !result.erased.contains(entry) {
            print("? \(entry.title), \(entry.account): not in it any more, and left as it is")
        }
        for name in change.erased { print("! \(name) was erased from this box, and is not taken back") }
        for note in result.notes { print("! \(note)") }
        let counts =
            "\(change.count(.added)) added, \(change.count(.changed)) changed, \(change.count(.unchanged)) unchanged"
        print("\(result.imported ? "Imported" : "Would be imported"): \(counts).")
        if !change.missing.isEmpty, result.erased.isEmpty {
            print(
                "\(change.missing.count) are missing: --remove-missing erases them, `tutord pupils erase` one of them.")
        }
    }
}
