import Appliance
import ArgumentParser
import Foundation
import Gradebook
import Lessons
import RealtimeSocket
import Synchronization
import Tools
import Tutor

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Hold a lesson on this box.",
        discussion: """
            With no key and no network, on a laptop:

              tutord run --provider offline --board keyboard --data ./data

            On a kiosk systemd starts it (systemd/tutor.service), with its settings from /etc/tutor/tutor.yaml.
            It ends on SIGTERM or SIGINT.
            """)

    @OptionGroup var settings: Settings
    @OptionGroup var options: LessonOptions

    @Flag(name: .long, help: "End when the lesson is over.")
    var once = false

    @Flag(name: .long, help: "Say nothing on standard output.")
    var quiet = false

    func run() async throws {
        try await Failure.reported {
            var configuration = try settings.configuration()
            try options.apply(to: &configuration)
            let composition = Composition(configuration: configuration)
            let lesson = try composition.lesson()
            let board = try composition.board()
            let link = try composition.link()
            let store = try composition.store()
            let clock = MonotonicTime()
            let keeper = try GradebookKeeper(
                store: store, pupil: composition.pupil, lesson: lesson.id, at: clock.now)
            let library = try LessonLibrary(path: configuration.lessons)
            let head = DiaryHead(
                lesson: lesson, settings: try composition.sessionSettings(store, lessons: library.lessons))
            let diary = try configuration.diary.map {
                try DiaryWriter(path: $0, head: head, keepsAudio: configuration.keepAudio)
            }
            let view = TerminalView(quiet: quiet)
            let measurements = Measurements()
            let metrics = try configuration.metrics.map { text in
                guard let place = TextServer.Place(text) else {
                    throw ConfigurationFault.invalid(
                        place: "metrics", what: "'\(text)' is no place", expected: "unix:/path or 127.0.0.1:9464")
                }
                return TextServer(at: place) { measurements.text }
            }
            let notifier = SystemdNotifier(environment: ProcessInfo.processInfo.environment)
            let service = TutorService(
                board: board, link: link, session: head.session, keeper: keeper, tools: ToolBox(), clock: clock,
                lifetime: once ? .oneLesson : .untilCancelled, announcer: Announcer(Composition.voices.makeVoice),
                moderator: try composition.moderator(), budgets: RunCommand.budgets(composition, store)
            ) { step in
                view.watch(step)
                measurements.watch(step)
                diary?.write(step)
                RunCommand.notify(notifier, step, lesson.title)
            }
            defer {
                notifier.stopping()
                diary?.close()
                try? keeper.end(at: clock.now)
                try? store.close()
            }
            try await UntilSignal.run {
                guard let metrics else { return try await service.run() }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        do {
                            try await metrics.run()
                        } catch {
                            // A lesson is worth more than its measurements.
                            Failure.say("tutord: no measurements are served: \(error)")
                        }
                    }
                    try await service.run()
                    group.cancelAll()
                }
            }
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

    /// Health is the job: the watchdog is fed by frames of the microphone that went through the session.
    private static func notify(_ notifier: SystemdNotifier, _ step: Step, _ title: String) {
        if case .heard = step.event { notifier.alive(at: step.time) }
        for action in step.actions {
            guard case .tell(let notice) = action else { continue }
            switch notice {
            case .ready: notifier.ready("ready: \(title)")
            case .linkDown(let reason): notifier.status("no connection: \(reason)")
            case .trouble(let text): notifier.status("trouble: \(text)")
            case .exercise, .pupilSaid, .tutorSaid, .tutorInterrupted, .tooShort, .nothingHeard, .notConnected, .turn,
                .marked, .lessonOver, .guarded, .budget:
                break
            }
        }
    }
}
