import Appliance
import ArgumentParser
import Gradebook
import Interchange
import Statements

struct RetentionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention", abstract: "Delete the answers of school years that are long over.",
        discussion: """
            A box that runs does it by itself, once a day. The settings say when a school year ends (school_year_ends) and
            how many days later its answers go (keep_days). What a pupil knows stays as a sum, without words.
            """)

    @OptionGroup var settings: Settings
    @Flag(name: .long, help: "Only tell what would be deleted.")
    var dryRun = false
    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() async throws {
        try await Failure.reported {
            let configuration = try settings.configuration()
            let composition = Composition(configuration: configuration)
            guard let now = GradebookKeeper.wall() else {
                throw ConfigurationFault.invalid(
                    place: "clock", what: "the clock of this machine is not known to be set, so nothing is deleted",
                    expected: "a time server, or `clock: trust`")
            }
            let found: ProgressStore.Retention
            if dryRun {
                found = try Gradebooks.read(configuration) { store in
                    try store.retain(composition.retention, now: now, isTrial: true)
                }
            } else {
                let store = try composition.store()
                defer { try? store.close() }
                try AccessLog(folder: configuration.data).append(
                    "retention", about: "all", to: .gradebook, at: now, store)
                found = try store.retain(composition.retention, now: now)
                let backups = Backups(of: store.path)
                if found.before != nil, !backups.copies.isEmpty {
                    // What was deleted is in them.
                    do { try backups.remake() } catch {
                        Failure.say("tutord: the copies hold what was deleted until a new one can be made: \(error)")
                    }
                }
            }
            if json { return print(try JSONText.of(found)) }
            guard let before = found.before else {
                let next = composition.retention.next(after: composition.origin.day(of: now))
                let then = next.map {
                    " On \(RetentionCommand.date($0.day)) what was before \(RetentionCommand.date($0.before)) will be."
                }
                return print("Nothing is old enough to be deleted." + (then ?? " Everything is kept for ever."))
            }
            print(
                """
                \(dryRun ? "Would delete" : "Deleted") \(found.statements) statements of \(found.sittings) sittings before \
                \(before); \(found.unsent) of them were never sent.
                """)
        }
    }

    private static func date(_ day: Int) -> String { WallTime(milliseconds: Int64(day) * 86_400_000).date }
}
