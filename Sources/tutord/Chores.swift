import Appliance
import Foundation
import Gradebook
import RealtimeSocket
import Statements
import Sync
import Tutor

/// What a box does for its records beside the lessons, while nobody is taught: it sends them, copies them, and deletes what
/// is old.
struct Chores {
    let composition: Composition
    let store: ProgressStore
    let rest: Rest
    let news: BoxNews
    private let clock = MonotonicTime()

    init(_ composition: Composition, _ store: ProgressStore, _ rest: Rest, _ news: BoxNews) {
        self.composition = composition
        self.store = store
        self.rest = rest
        self.news = news
    }

    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await sync() }
            group.addTask { await daily() }
            group.addTask { await watchRoom() }
            group.addTask { await stampTimes() }
        }
    }

    /// Each minute: what was done before the clock was set gets its time, also where no lesson follows that would give it.
    /// After the next start it could only be guessed.
    private func stampTimes() async {
        while !Task.isCancelled {
            do throws(GradebookError) {
                if rest.isResting, let now = GradebookKeeper.wall(), try store.hasOpenTimes() {
                    try store.stamp(now, at: clock.now, boot: BootID.current())
                }
            } catch {
                Failure.say("tutord: \(error)")
            }
            try? await clock.sleep(for: .seconds(60))
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
        var round = DailyRound()
        while !Task.isCancelled {
            try? await clock.sleep(for: .seconds(60))
            guard rest.isResting, !Task.isCancelled, round.begin(today: Composition.today, at: clock.now) else {
                continue
            }
            await keepHouse()
        }
    }

    /// Each minute: takes the last of the room for answers again where there is enough, and tells while there is not.
    private func watchRoom() async {
        let ballast = Ballast(of: store.path)
        while !Task.isCancelled {
            ballast.take()
            if ballast.isScarce {
                news.trouble(.diskFull, "the disk is full but for the answers: free some space on it")
            } else {
                news.mended(.diskFull)
            }
            try? await clock.sleep(for: .seconds(60))
        }
    }

    /// Reads and writes the whole gradebook: on a thread that everything else goes before.
    private func keepHouse() async {
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            let thread = Thread {
                setpriority(__priority_which_t(0), 0, 19)
                tidy()
                done.resume()
            }
            thread.name = "chores"
            thread.start()
        }
    }

    private func tidy() {
        let backups = Backups(of: store.path)
        do throws(GradebookError) {
            if let now = GradebookKeeper.wall() {
                let gone = try store.retain(composition.retention, now: now, mayGoOn: { rest.isResting })
                if gone.unsent > 0 {
                    Failure.say("tutord: \(gone.unsent) statements were deleted by the retention clock unsent")
                }
                // What is there for finding faults: a month.
                let moment = WallTime(milliseconds: now.milliseconds - 30 * 86_400_000)
                backups.removePutAside(before: moment)
                composition.diaries?.remove(before: Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000))
            }
            try backups.makeDaily(store)
        } catch {
            switch error {
            case .damaged:
                news.trouble(.gradebookBroken, "\(error); the next start puts its copy in its place")
            case .cannotOpen, .notADatabase, .foreign, .newerVersion, .notDurable, .diskFull, .readOnly, .busy,
                .inputOutput, .unknownSession, .unknownPupil, .invalid, .refused:
                Failure.say("tutord: \(error)")
            }
        }
    }
}
