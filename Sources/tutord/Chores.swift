import Appliance
import Foundation
import Gradebook
import RealtimeSocket
import Statements
import Sync

/// What a box does for its records beside the lessons, while nobody is taught: it sends them, copies them, and deletes what
/// is old.
struct Chores {
    let composition: Composition
    let store: ProgressStore
    let rest: Rest
    private let clock = MonotonicTime()

    init(_ composition: Composition, _ store: ProgressStore, _ rest: Rest) {
        self.composition = composition
        self.store = store
        self.rest = rest
    }

    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await sync() }
            group.addTask { await daily() }
        }
    }

    private func sync() async {
        let target: any RecordStore
        do {
            guard let found = try composition.recordStore(store) else { return }
            target = found
        } catch {
            return Failure.say("tutord: nothing is sent: \(error)")
        }
        // Thirty boxes are switched on together.
        try? await clock.sleep(for: .milliseconds(.random(in: 0...60_000)))
        let service = SyncService(store, to: target, mayGoOn: { [rest] in rest.isResting })
        while !Task.isCancelled {
            do {
                _ = try await service.run()
                try await clock.sleep(for: .seconds(300))
            } catch is CancellationError {
                return
            } catch {
                // Somebody has to mend it: nothing is lost meanwhile.
                Failure.say("tutord: \(error)")
                try? await clock.sleep(for: .seconds(3_600))
            }
        }
    }

    /// A copy, and what is to be deleted: once a day, and once after a start.
    private func daily() async {
        var done: Int?
        while !Task.isCancelled {
            try? await clock.sleep(for: .seconds(60))
            let today = Composition.today
            guard rest.isResting, done == nil || (today != nil && today != done), !Task.isCancelled else { continue }
            done = today ?? done ?? 0
            await Task.detached(priority: .background) { keepHouse() }.value
        }
    }

    private func keepHouse() {
        do throws(GradebookError) {
            if let now = GradebookKeeper.wall() {
                let gone = try store.retain(composition.retention, now: now)
                if gone.unsent > 0 {
                    Failure.say("tutord: \(gone.unsent) statements were deleted by the retention clock unsent")
                }
            }
            try Backups(of: composition.gradebookPath).make()
        } catch {
            Failure.say("tutord: \(error)")
        }
    }
}
