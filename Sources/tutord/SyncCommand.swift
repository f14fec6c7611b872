import Appliance
import ArgumentParser
import Foundation
import Gradebook
import Statements
import Sync

struct SyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Send statements to the school's learning record store, or to a folder.",
        discussion: """
            Where to is in the settings (sync, sync_user, sync_secret). A box that runs sends by itself, while nobody talks;
            this sends now, or tells how it stands:

              tutord sync --status
              tutord sync --data ./data

            Each statement arrives once, whatever is lost on the way. What the store refuses is set aside with the reason.
            """)

    @OptionGroup var settings: Settings
    @Flag(name: .long, help: "Tell what waits, and what was set aside; send nothing.")
    var status = false
    @Flag(name: .long, help: "Tell what would be sent; send nothing.")
    var dryRun = false
    @Flag(name: .long, help: "Put what was set aside back to what waits, then send.")
    var retryQuarantined = false
    @Option(name: .long, help: "Give up after so many tries in a row without an answer.")
    var tries = 6
    @Flag(name: .long, help: "Print JSON.")
    var json = false

    private struct Report: Encodable {
        var outbox: OutboxState
        var quarantined: [QuarantinedStatement]
        var summary: SyncService.Summary?
    }

    func validate() throws {
        guard tries >= 1 else { throw ValidationError("--tries is a number from 1.") }
        guard !retryQuarantined || !(status || dryRun) else {
            throw ValidationError("--retry-quarantined sends; --status and --dry-run send nothing: give one of them.")
        }
    }

    func run() async throws {
        try await Failure.reported {
            let configuration = try settings.configuration()
            let composition = Composition(configuration: configuration)
            if status || dryRun { return try Gradebooks.read(configuration) { try tell($0, nil) } }
            let store: ProgressStore
            do {
                store = try composition.store()
            } catch GradebookError.busy {
                Failure.say("The tutor is running on this box, and sends by itself while nobody talks.")
                return try Gradebooks.read(configuration) { try tell($0, nil) }
            }
            defer { try? store.close() }
            guard let target = try composition.recordStore(store) else {
                throw ConfigurationFault.invalid(
                    place: "sync", what: "nothing says where statements go",
                    expected: "`sync: https://lrs.school.example/xapi` or a folder in the settings")
            }
            if retryQuarantined { _ = try store.retryQuarantined() }
            if let now = GradebookKeeper.wall(), try store.hasOpenTimes() {
                try store.stamp(now, at: MonotonicTime().now, boot: .current())
            }
            let summary = try await send(store, target)
            try tell(store, summary)
        }
    }

    private func send(_ store: ProgressStore, _ target: any RecordStore) async throws -> SyncService.Summary {
        let progress = SyncProgress(waiting: try store.outboxState().waiting)
        defer { progress.clear() }
        return try await SyncService(store, to: target).run(
            mostFailures: tries, progress: { progress.show($0) }, waits: { progress.show(pause: $0) })
    }

    private func tell(_ store: ProgressStore, _ summary: SyncService.Summary?) throws {
        let report = Report(
            outbox: try store.outboxState(), quarantined: try store.quarantined(), summary: summary)
        if json { return print(try JSONText.of(report)) }
        if let summary {
            print("Sent \(summary.sent) statements in \(summary.requests) requests.")
        }
        let outbox = report.outbox
        print("\(outbox.waiting) wait" + (outbox.oldest.map { ", the oldest since \($0)" } ?? "") + ".")
        if outbox.withoutTime > 0 {
            print("\(outbox.withoutTime) have no time yet: the clock of this box is not known to be set.")
        }
        if dryRun {
            let batches = (outbox.waiting + ProgressStore.mostInBatch - 1) / ProgressStore.mostInBatch
            let place = try settings.configuration().sync ?? "nowhere: `sync` is not set"
            print("They would go to \(place) in \(batches) batches or more.")
        }
        if let fault = outbox.fault { print("Nothing is sent: \(fault).") }
        if let trouble = outbox.trouble, outbox.waiting > 0 { print("The last try: \(trouble).") }
        if let last = outbox.lastSent { print("The record store took something last at \(last).") }
        if !report.quarantined.isEmpty {
            print("Set aside (--retry-quarantined sends them again):")
            for bad in report.quarantined { print("  \(bad.id)  \(bad.reason)") }
        }
    }
}
