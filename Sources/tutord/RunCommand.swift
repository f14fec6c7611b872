import Appliance
import ArgumentParser
import RealtimeSocket

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Hold a lesson on this box.",
        discussion: """
            With no key and no network, on a laptop:

              tutord run --provider offline --board keyboard --data ./data

            On a kiosk systemd starts it (systemd/tutor.service), with its settings from /etc/tutor/tutor.yaml.
            It ends on SIGTERM or SIGINT.

            A terminal shows what both say. A log (standard output that is none) has no word of it, and nobody's account:
            `log_level` says from which level it is written.
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
            let measurements = Measurements()
            let metrics = try RunCommand.server(of: measurements, at: configuration.metrics)
            let (store, restoration) = try Composition(configuration: configuration).openedStore()
            let box = RunningBox(
                store: store, restoration: restoration, isOnce: once,
                view: TerminalView(quiet ? .nothing : .ofOutput(from: configuration.logLevel)),
                measurements: measurements,
                memory: BoxMemory(folder: configuration.data))
            defer { box.close() }
            let first = configuration
            try await UntilSignal.run {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    if let metrics {
                        group.addTask {
                            do {
                                try await metrics.run()
                            } catch {
                                // A lesson is worth more than its measurements.
                                Failure.say("tutord: no measurements are served: \(error)")
                            }
                        }
                    }
                    try await box.run(first)
                    group.cancelAll()
                }
            }
        }
    }

    private static func server(of measurements: Measurements, at metrics: String?) throws -> TextServer? {
        try metrics.map { text in
            guard let place = TextServer.Place(text) else {
                throw ConfigurationFault.invalid(
                    place: "metrics", what: "'\(text)' is no place", expected: "unix:/path or 127.0.0.1:9464")
            }
            return TextServer(at: place) { measurements.text }
        }
    }
}
