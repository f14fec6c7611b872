import Appliance
public import ArgumentParser
public import Hardware

struct BoardLampCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lamp", abstract: "Hold a board's lamps in one state, to try them or to say that it is updated.",
        discussion: """
            Holds them until it is interrupted, then darkens them and gives them back. While the service runs they are
            its own: stop it first (sudo systemctl stop tutor).

            'listening' lights the recording lamp for a trial: nothing is recorded.
            """)

    @Argument(help: "What they show.")
    var state: Lamp
    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("For so long. (default: until it is interrupted)", valueName: "seconds"))
    var seconds: Double?
    @OptionGroup var option: BoardFileOption

    func validate() throws {
        if let seconds, !(0...86_400).contains(seconds) {
            throw ValidationError("--for is \(seconds): expected 0 to 86400 seconds")
        }
    }

    func run() async throws {
        try await Failure.reported {
            let file = try BoardFile.read(path: try option.path())
            let lamps = try Lamps(file.description) { event in
                if case .lamp(.lost(let reason)) = event { Failure.say("tutord: \(reason)") }
            }
            try lamps.open()
            defer { lamps.close() }
            lamps.show(state)
            if let fault = lamps.faults.first { throw fault }
            if state == .listening { Failure.say("the recording lamp is lit for a trial: nothing is recorded") }
            let seconds = seconds
            try await UntilSignal.run {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await lamps.run() }
                    if let seconds { group.addTask { try await Task.sleep(for: .seconds(seconds)) } }
                    defer { group.cancelAll() }
                    try await group.next()
                }
            }
        }
    }
}

extension Lamp: ExpressibleByArgument {}
