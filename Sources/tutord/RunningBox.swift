import Appliance
import Foundation
import Gradebook
import Hardware
import Lessons
import Statements
import Synchronization
import Tools
import Tutor

/// A box at work: one session after another, as pupils and lessons follow each other. Each has a session, a connection
/// and a place in the gradebook of its own, so that nothing of one pupil can reach the next.
struct RunningBox {
    let store: ProgressStore
    /// What had to be done about a broken gradebook at the start.
    let restoration: Backups.Restoration?
    private let rest = Rest()
    /// What there is to say beside the lessons.
    private let news = BoxNews()
    private let ballast: Ballast
    /// Whether it ends with the first lesson.
    let isOnce: Bool
    let view: TerminalView
    let measurements: Measurements
    let memory: BoxMemory
    private let notifier = SystemdNotifier(environment: ProcessInfo.processInfo.environment)
    private let clock = MonotonicTime()

    init(
        store: ProgressStore, restoration: Backups.Restoration? = nil, isOnce: Bool, view: TerminalView,
        measurements: Measurements, memory: BoxMemory
    ) {
        self.store = store
        ballast = Ballast(of: store.path)
        self.restoration = restoration
        self.isOnce = isOnce
        self.view = view
        self.measurements = measurements
        self.memory = memory
    }

    /// Who is there, and how their session begins.
    private struct Sitting {
        var configuration: Configuration
        var beginning = SessionSettings.Beginning.atOnce
    }

    /// What outlasts a session: none of it knows what was said in one.
    private struct Fittings {
        var seats: [Seat]
        var announcer: Announcer
        var engine: OfflineEngine?
        var badges: BadgeDesk?

        func finish() {
            announcer.finish()
            engine?.finish()
        }
    }

    /// Holds sessions until cancelled, or until the first lesson is over.
    func run(_ first: Configuration) async throws {
        let composition = Composition(configuration: first)
        let fittings = try fittings(composition)
        defer { fittings.finish() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await Chores(composition, store, rest, news).run() }
            group.addTask { await tellRestoration() }
            group.addTask {
                let sticks = StickWatcher()
                for await item in sticks.news { news.stick(item) }
            }
            if let badges = fittings.badges { group.addTask { try await badges.run() } }
            try await holdAll(first, fittings)
            group.cancelAll()
        }
    }

    private func fittings(_ composition: Composition) throws -> Fittings {
        Fittings(
            seats: try composition.seats(store), announcer: composition.announcer(names: try composition.names(store)),
            engine: composition.configuration.provider == "offline" ? OfflineEngine(voices: Composition.voices) : nil,
            badges: composition.badgeReader().map { reader in
                BadgeDesk(reader) { [store] number in try store.pupil(withBadge: number)?.rawValue }
            })
    }

    private func holdAll(_ first: Configuration, _ fittings: Fittings) async throws {
        var sitting = Sitting(configuration: first)
        while true {
            switch try await hold(sitting, fittings) {
            case .over: return
            case .left(.nextPupil): sitting.beginning = .atOnce
            case .left(.pupil(let account, let way)):
                sitting.configuration.pupil = account ?? PupilID.guest.rawValue
                sitting.beginning =
                    switch way {
                    case .badge: .withHello
                    // The name was said already.
                    case .button, .number: .atOnce
                    }
            case .left(.idle):
                sitting.configuration.pupil = PupilID.guest.rawValue
                sitting.beginning = .atFirstPress
            case .left(.nextLesson):
                let composition = Composition(configuration: sitting.configuration)
                let library = try composition.library()
                let present = try library.lesson(composition.wanted(in: library)).id.rawValue
                sitting.configuration.lesson = RunningBox.next(present, in: try composition.round(in: library))
                sitting.beginning = .atOnce
            }
        }
    }

    /// A broken gradebook is told by lamp and voice; the lamp tells it for a while.
    private func tellRestoration() async {
        guard let told = restoration?.told else { return }
        news.trouble(.gradebookRestored, told, .once)
        try? await clock.sleep(for: .seconds(600))
        news.mended(.gradebookRestored)
    }

    /// The one after, round and round; the same where there is no other.
    static func next(_ present: String, in all: [String]) -> String {
        guard let index = all.firstIndex(of: present) else { return all.first ?? present }
        return all[(index + 1) % all.count]
    }

    func close() {
        notifier.stopping()
        memory.finish()
        try? store.close()
    }

    private func hold(_ sitting: Sitting, _ fittings: Fittings) async throws -> TutorService.End {
        let configuration = sitting.configuration
        let composition = Composition(configuration: configuration)
        let library = try composition.library()
        let file = try library.lesson(composition.wanted(in: library))
        let seed = UInt64.random(in: .min ... .max)
        let lesson = composition.taught(file, seed: seed)
        let board = try composition.board()
        measurements.attach { board.health }
        let tools = composition.tools(of: lesson, library)
        let link = try composition.link(secrets: tools.secrets, engine: fittings.engine)
        let kept = try GradebookKeeper(store: store, pupil: composition.pupil, lesson: lesson, at: clock.now)
        var settings = try composition.sessionSettings(
            store, lessons: library.lessons, tools: tools, seats: fittings.seats)
        settings.beginning = sitting.beginning
        let head = DiaryHead(lesson: lesson, settings: settings)
        let diary = try configuration.diary.flatMap { path in
            ballast.isScarce(for: (path as NSString).deletingLastPathComponent)
                ? nil
                : try DiaryWriter(
                    path: DiarySeries(path: path).next(), head: head, keepsAudio: configuration.keepAudio
                ) { [ballast] in
                    !ballast.isScarce
                }
        }
        defer {
            fittings.badges?.detach()
            diary?.close()
            try? kept.end(at: clock.now)
            memory.wait()
        }
        let (outside, inlet) = AsyncStream.makeStream(of: Session.Event.self, bufferingPolicy: .bufferingNewest(64))
        news.attach(inlet)
        for problem in tools.problems { inlet.yield(.outsideTrouble(problem)) }
        if diary != nil, configuration.keepAudio { inlet.yield(.voicesKept) }
        fittings.badges?.attach { inlet.yield($0) }
        let (broken, fault) = AsyncStream.makeStream(of: GradebookError.self, bufferingPolicy: .bufferingOldest(1))
        let keeper = WatchedKeeper(kept, isScarce: { [ballast] in ballast.isScarce }) { fault.yield($0) }
        let service = TutorService(
            board: board, link: link, session: head.session, keeper: keeper, tools: tools.box, clock: clock,
            lifetime: isOnce ? .oneLesson : .untilCancelled, announcer: fittings.announcer,
            moderator: try composition.moderator(), budgets: RunningBox.budgets(composition, store), outside: outside,
            proof: WriteProof { [notifier] in notifier.wrote(at: $0) }
        ) { [view, measurements, notifier, memory, rest, news] step in
            fittings.badges?.watch(step)
            view.watch(step)
            rest.watch(step)
            news.watch(step)
            measurements.watch(step)
            diary?.write(step)
            RunningBox.notify(notifier, step, lesson.title)
            memory.keep(step.actions)
        }
        return try await withThrowingTaskGroup(of: TutorService.End?.self) { group in
            group.addTask {
                await tools.run { inlet.yield($0) }
                return nil
            }
            group.addTask {
                await LessonEdits(composition: composition, file: file, seed: seed, tools: tools).follow {
                    inlet.yield($0)
                }
                return nil
            }
            group.addTask {
                // Started anew by systemd: the gradebook is opened again, and nothing is written over a torn connection.
                for await error in broken { throw error }
                return nil
            }
            group.addTask { try await service.run() }
            defer { group.cancelAll() }
            while let end = try await group.next() {
                if let end { return end }
            }
            return .over
        }
    }

    /// A day ends at midnight, also for a box that runs for months.
    private static func budgets(_ composition: Composition, _ store: ProgressStore) -> Budgets? {
        guard composition.configuration.prices != nil else { return nil }
        let day = Mutex(Composition.today)
        return Budgets {
            let today = Composition.today
            let isNew = day.withLock { day in
                defer { day = today }
                return day != today
            }
            return isNew ? try? composition.budget(store) : nil
        }
    }

    /// Health is the job: frames of the microphone that went through the session say that the box is up, and feed the
    /// watchdog. Without a tutor to talk to it is up all the same: it says so, aloud.
    private static func notify(_ notifier: SystemdNotifier, _ step: Step, _ title: String) {
        switch step.event {
        case .heard: notifier.heard(at: step.time)
        case .microphone(.lost), .timer(.microphone): notifier.waited(at: step.time)
        case _: break
        }
        for action in step.actions {
            guard case .tell(let notice) = action else { continue }
            switch notice {
            case .ready: notifier.status("ready: \(title)")
            case .linkDown(let reason): notifier.status("no connection: \(reason)")
            case .trouble(let text): notifier.status("trouble: \(text)")
            case .approvalWanted: notifier.status("the teacher is asked")
            case .approval, .lessonChanged, .exercise, .pupilSaid, .tutorSaid, .tutorInterrupted, .tooShort,
                .nothingHeard, .notConnected, .turn,
                .marked, .lessonOver, .guarded, .budget, .muted, .unmuted, .volume, .leaving, .stick:
                break
            }
        }
    }
}

extension Backups.Restoration {
    /// What is said of it in a log.
    fileprivate var told: String {
        switch self {
        case .restored(let file, let made):
            "the gradebook was broken; \(file)\(made.map { " of \($0)" } ?? "") took its place: answers since then are missing here"
        case .begunAnew:
            "the gradebook was broken and had no copy: a new one was begun, the broken one is kept beside it"
        }
    }
}
