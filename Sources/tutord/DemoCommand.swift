import Appliance
import ArgumentParser
import Audio
import Foundation
import Gradebook
import Interchange
import Lessons
import Simulation
import Speech
import Tools
import Tutor

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Hold a spoken lesson with a simulated pupil, and leave what came of it in out/.",
        discussion: """
            The pupil is a synthetic voice that is played, in real time, into the capture side of a simulated board: a
            right answer, a wrong one, a hint, "repeat the question", a press while the tutor speaks, a press too
            short. The tutor is the offline engine. Where there is a sound card and a terminal, it offers the real
            thing first: hold the space bar and talk.

            Left in out/: lesson.wav (the room: pupil left, tutor right), diary.jsonl, progress.csv, report.html.
            """)

    @OptionGroup var settings: Settings
    @Option(name: .long, help: "The lesson's id.")
    var lesson = "times-tables"
    @Option(name: .long, help: "How many exercises to ask.")
    var exercises = 4
    @Option(name: .long, help: "Where to leave the recording, the diary and the reports.")
    var out = "out"
    @Option(name: .long, help: "How many seconds of the lesson pass in one; 1 is real time.")
    var pace = 1.0
    @Flag(name: .long, help: "Do not ask whether to use the real sound card.")
    var simulated = false

    func validate() throws {
        guard exercises > 0 else { throw ValidationError("--exercises is \(exercises): expected 1 or more") }
        guard (0.1...20).contains(pace) else { throw ValidationError("--pace is \(pace): expected 0.1 to 20") }
    }

    func run() async throws {
        try await Failure.reported {
            if !simulated, RealSound.isThere, RealSound.isWanted() {
                try await holdWithKeyboard()
            } else {
                try await holdWithScriptedPupil()
            }
        }
    }

    private func configuration() throws -> Configuration {
        var configuration = try settings.configuration()
        // A laptop's clock is right.
        GradebookKeeper.believe(.trust)
        if settings.data == nil { configuration.data = out + "/data" }
        configuration.lesson = lesson
        configuration.exercises = exercises
        configuration.board = .keyboard
        return configuration
    }

    private func holdWithKeyboard() async throws {
        var run = RunCommand()
        run.settings = settings
        run.settings.data = settings.data ?? out + "/data"
        run.options = try LessonOptions.parse([
            "--lesson", lesson, "--exercises", String(exercises), "--board", "keyboard", "--diary",
            out + "/diary.jsonl",
        ])
        run.once = true
        run.quiet = false
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        print("Hold the space bar and talk; let go when you are done. Ctrl-C ends the lesson.\n")
        try await run.run()
        try report(Composition(configuration: configuration()))
    }

    private func holdWithScriptedPupil() async throws {
        let composition = Composition(configuration: try configuration())
        // The same numbers each time: what is left in out/ can be compared.
        let lesson = try composition.lesson(seed: 1)
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        let store = try composition.store()
        let board = SimulatedBoard(pace: pace)
        let keeper = try GradebookKeeper(store: store, pupil: composition.pupil, lesson: lesson, at: board.now)
        let library = try composition.library()
        let tools = composition.tools(of: lesson, library)
        let head = DiaryHead(
            lesson: lesson, settings: try composition.sessionSettings(store, lessons: library.lessons, tools: tools))
        let diary = try DiaryWriter(
            path: out + "/diary.jsonl", head: head, keepsAudio: composition.configuration.keepAudio)
        let announcer = composition.announcer()
        defer { announcer.finish() }
        let view = TerminalView(.everything)
        let voice = try EspeakVoice()
        let pupil = ScriptedPupil(
            board: board, lesson: lesson,
            moves: [.tooShort, .askToRepeat, .wrong, .askForHint, .right, .interrupt, .right],
            voice: { try DemoCommand.childVoice($0, voice) })
        let service = TutorService(
            board: board, link: try composition.link(), session: head.session, keeper: keeper, tools: tools.box,
            clock: board, lifetime: .oneLesson, announcer: announcer,
            moderator: try composition.moderator()
        ) { step in
            view.watch(step)
            pupil.watch(step)
            diary.write(step)
        }
        print("“\(lesson.title)”: \(exercises) exercises with a simulated pupil, offline, in real time.\n")
        let limit = Duration.seconds(60 + 45 * exercises)
        let ended = try await Demonstration.run(service, pupil, limit: limit / pace)
        diary.close()
        try keeper.end(at: board.now)
        try store.close()
        try Data(board.room.bytes).write(to: URL(filePath: out + "/lesson.wav"))
        try report(composition)
        print("  \(out)/lesson.wav       the room: pupil left, tutor right")
        let waits = view.latencies.sorted()
        if let longest = waits.last {
            print(
                String(
                    format:
                        "\nFrom the end of the pupil's turn to the first sound: %.0f ms (median of %d), %.0f at the most.",
                    waits[waits.count / 2], waits.count, longest))
        }
        switch ended {
        case .lessonOver: break
        case .timeIsUp:
            Failure.say("tutord: the lesson did not come to its end within \(limit)")
            throw Failure.faultFound
        }
    }

    private func report(_ composition: Composition) throws {
        let store = try composition.store()
        let lessons = try composition.library().lessons
        let report = try store.report(lessons: lessons)
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        try Data(report.csv().utf8).write(to: URL(filePath: out + "/progress.csv"))
        try Data(report.html(title: "What was learned").utf8).write(to: URL(filePath: out + "/report.html"))
        try store.close()
        print("\n" + report.text() + "\n")
        print("Left in \(out)/:")
        print("  \(out)/report.html      what was learned, for the teacher")
        print("  \(out)/progress.csv     the same for a spreadsheet")
        print("  \(out)/diary.jsonl      every event and decision; try: tutord replay \(out)/diary.jsonl")
    }

    /// A voice like a child's, for the pupil: high, and a little slow.
    private static func childVoice(_ words: String, _ voice: EspeakVoice) throws -> AudioFrame {
        var samples: [Int16] = []
        try voice.speak(words, style: VoiceStyle(language: "en-GB", name: "en-gb+f2", speed: 0.85, pitch: 75)) {
            samples += $0.samples
            return true
        }
        return AudioFrame(samples)
    }
}
