import Appliance
import ArgumentParser
import Doctor
import Foundation
import Hardware
import RealtimeSocket
import Tutor

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Find out what is wrong with this box, and what to do about it.",
        discussion: """
            Stop the tutor first (systemctl stop tutor): it holds sound card and lines.

              sudo tutord doctor                  everything; asks to press and speak
              tutord doctor --only dns,tcp,tls    the way to the server
              tutord doctor --aloud --press-within 30
                                                  by the box's own voice, no terminal
              tutord doctor --explain 22          what a number means

            Without a terminal (or with --unattended) nothing is asked: a button, a
            lamp and a voice that need a person are skipped, saying so, unless
            --press-within or --speak-within waits for them.

            Checks:
            \(Check.allCases.map { "  \($0.rawValue.padding(toLength: 12, withPad: " ", startingAt: 0))\($0.purpose)" }
                .joined(separator: "\n"))

            Exit status: 0 nothing is broken (what should be watched is told);
              11 the way to the tutor   12 sound   13 buttons and lamps
              14 what is kept   15 the board itself   1 several of these
              64 wrong arguments   78 wrong settings
            The second digit of 11 to 15 is the first of the numbers that the box says.
            """)

    @OptionGroup var settings: Settings
    @OptionGroup var options: LessonOptions

    @Option(name: .long, help: "Only these checks, between commas.")
    var only: String?
    @Option(name: .long, help: "All but these checks, between commas.")
    var skip: String?
    @Flag(name: .long, help: "Ask nothing, also on a terminal.")
    var unattended = false
    @Option(name: .long, help: "Wait so many seconds for a press of each button, also without a terminal.")
    var pressWithin: Double?
    @Option(name: .long, help: "Wait so many seconds for a voice, also without a terminal.")
    var speakWithin: Double?
    @Option(name: .long, help: "The ALSA microphone, in place of the board's.")
    var microphone: String?
    @Option(name: .long, help: "The ALSA loudspeaker, in place of the board's.")
    var speaker: String?
    @Option(
        name: .long,
        help: "An http:// address that answers 204, to find a log-in page with; off for none. (default: portal_check)")
    var portalCheck: String?
    @Option(name: .long, help: "Seconds for each step to the server.")
    var timeout = 8.0
    @Flag(name: .long, help: "Print JSON.")
    var json = false
    @Flag(name: .long, help: "Say the findings through the loudspeaker.")
    var aloud = false
    @Option(name: .long, help: ArgumentHelp("What a number means, and what to do.", valueName: "number"))
    var explain: Int?

    func validate() throws {
        for (name, value) in [("--press-within", pressWithin), ("--speak-within", speakWithin)] {
            if let value, !(1...600).contains(value) {
                throw ValidationError("\(name) is \(value): expected 1 to 600 seconds")
            }
        }
        guard (1...120).contains(timeout) else {
            throw ValidationError("--timeout is \(timeout): expected 1 to 120 seconds")
        }
    }

    func run() async throws {
        try await Failure.reported {
            if let explain { return try DoctorCommand.explain(explain, json: json) }
            let selection: Selection
            do {
                selection = try Selection(only: only, skip: skip)
            } catch {
                throw ValidationError("\(error)")
            }
            if settings.config == nil { DoctorCommand.adoptServiceEnvironment() }
            var configuration = try settings.configuration()
            try options.apply(to: &configuration)
            let overrides = [
                ("TUTOR_MICROPHONE", microphone), ("TUTOR_SPEAKER", speaker), ("TUTOR_PORTAL_CHECK", portalCheck),
            ].compactMap { name, value in value.map { (name, $0) } }
            try configuration.apply(environment: Dictionary(uniqueKeysWithValues: overrides)) {
                "--" + $0.replacing("_", with: "-")
            }
            let diagnosis = try await examine(Composition(configuration: configuration), selection)
            if json {
                print(try JSONText.of(diagnosis.document(version: Tutord.configuration.version)))
            }
            if diagnosis.exitStatus != 0 { throw ExitCode(diagnosis.exitStatus) }
        }
    }

    private func examine(_ composition: Composition, _ selection: Selection) async throws -> Diagnosis {
        let view = DoctorView(selection, json: json)
        let place = composition.tutorPlace()
        let board = composition.boardForDoctor()
        var secrets: [Secret] = []
        if case .there(let target) = place { secrets = target.endpoint.secrets }
        let journal = Journal(selection, hiding: secrets) { view.watch($0) }
        let announcer = aloud ? Announcer(Composition.voices.makeVoice) : nil
        defer { announcer?.finish() }

        var quiet: [any Probe] = []
        switch board {
        case .read(let description):
            quiet.append(
                BoardProbe(
                    description, makeBoard: { try LinuxBoard($0) },
                    attendant: TerminalAttendant(isWanted: !unattended, view: view),
                    options: .init(
                        pressWithin: pressWithin.map { .milliseconds(Int($0 * 1000)) },
                        speakWithin: speakWithin.map { .milliseconds(Int($0 * 1000)) }),
                    announcer: announcer))
        case .unusable: quiet.append(SkippedProbe(BoardProbe.all, "There is no usable board file."))
        }
        let step = Duration.milliseconds(Int(timeout * 1000))
        let diagnosis = await Examination(
            side: [
                MachineProbe(
                    program: Tutord.configuration.version, board: board, voices: Composition.voices,
                    isOffline: composition.configuration.provider == "offline"),
                StorageProbe(
                    folder: composition.configuration.data, gradebook: composition.gradebookPath,
                    isSyncing: composition.configuration.sync != nil),
                LessonsProbe { composition.lessonsForDoctor() },
                BadgeProbe(composition.badgeReader()),
                NetworkProbe(
                    place: place, client: Composition.client, portal: try portal(composition.configuration),
                    limits: .init(step: step, session: step + .seconds(2))),
            ], quiet: quiet
        ).run(journal)
        view.finish(diagnosis)
        if let announcer, case .read(let description) = board {
            let silent = BoardDescription(name: description.name, sound: description.sound)
            let loudspeaker = try LinuxBoard(silent)
            loudspeaker.setVolume(composition.volume)
            let reason = await SpokenDiagnosis(board: loudspeaker, announcer: announcer).say(diagnosis)
            if let reason { Failure.say("tutord: nothing could be said aloud: \(reason)") }
        }
        return diagnosis
    }

    /// Started by hand, it looks at the box with the key and the proxies that the service has.
    private static func adoptServiceEnvironment() {
        let environment = ProcessInfo.processInfo.environment
        for (name, value) in ServiceEnvironment().missing(in: environment) { setenv(name, value, 0) }
    }

    private func portal(_ configuration: Configuration) throws -> SocketURL? {
        guard configuration.portalCheck != "off" else { return nil }
        return try SocketURL(configuration.portalCheck)
    }

    private struct Explanation: Encodable {
        var number: Int
        var name: String
        var area: String
        var meaning: String
        var remedy: String
    }

    private static func explain(_ number: Int, json: Bool) throws {
        guard let code = TroubleCode(rawValue: number) else {
            throw ValidationError(
                "--explain \(number): the box says no such number; it says "
                    + TroubleCode.allCases.map { String($0.rawValue) }.joined(separator: ", "))
        }
        guard !json else {
            return print(
                try JSONText.of(
                    Explanation(
                        number: number, name: "\(code)", area: "\(code.area)", meaning: code.meaning,
                        remedy: code.remedy)))
        }
        print("\(number), \(code.area.title): \(code.meaning)\n\(code.remedy)")
    }
}
