public import Appliance
public import ArgumentParser
import Foundation

/// The options that most commands share, laid over the settings file and the environment.
struct Settings: ParsableArguments {
    @Option(name: .long, help: "The settings file. (default: /etc/tutor/tutor.yaml, if it is there)")
    var config: String?

    @Option(name: .long, help: "The folder of lessons, or one lesson file.")
    var lessons: String?

    @Option(name: .long, help: "The folder of the gradebook.")
    var data: String?

    /// The settings of a file, or of the standard one, under the environment.
    static func read(config: String?) throws -> Configuration {
        try Configuration.read(path: config, environment: ProcessInfo.processInfo.environment)
    }

    func configuration() throws -> Configuration {
        var configuration = try Settings.read(config: config)
        if let lessons { configuration.lessons = lessons }
        if let data { configuration.data = data }
        GradebookKeeper.believe(configuration.clock)
        return configuration
    }
}

/// What decides how a lesson is held.
struct LessonOptions: ParsableArguments {
    @Option(name: .long, help: "offline, openai, azure, or a ws:// or wss:// URL that speaks the Realtime protocol.")
    var provider: String?

    @Option(name: .long, help: "The Azure resource: its name, host or URL.")
    var endpoint: String?

    @Option(name: .long, help: "The model, or for Azure the deployment.")
    var model: String?

    @Option(name: .long, help: "The voice.")
    var voice: String?

    @Option(name: .long, help: "The lesson's id. (default: the first of the folder)")
    var lesson: String?

    @Option(name: .long, help: "How many exercises to ask. (default: all)")
    var exercises: Int?

    @Option(name: .long, help: "linux (GPIO and ALSA), keyboard (space bar and ALSA) or simulated.")
    var board: Configuration.Board?

    @Option(name: .long, help: "The description of a linux board: device/boards/*.yaml.")
    var boardFile: String?

    @Option(name: .long, help: "Write a diary of the newest session to this file; `tutord replay` plays it again.")
    var diary: String?

    @Option(name: .long, help: "How turns are taken: hold, latch, server_vad or semantic_vad.")
    var turns: String?

    @Option(name: .long, help: "How sound travels: pcm, pcmu or pcma (a sixth of the bytes).")
    var line: String?

    @Option(name: .long, help: "The account of the pupil.")
    var pupil: String?

    @Option(name: .long, help: "Serve measurements as Prometheus text at unix:/path or 127.0.0.1:port.")
    var metrics: String?

    func apply(to configuration: inout Configuration) throws {
        let environment = Dictionary(
            uniqueKeysWithValues: [
                ("TUTOR_PROVIDER", provider), ("TUTOR_ENDPOINT", endpoint), ("TUTOR_MODEL", model),
                ("TUTOR_VOICE", voice), ("TUTOR_LESSON", lesson), ("TUTOR_BOARD", board?.rawValue),
                ("TUTOR_EXERCISES", exercises.map(String.init)), ("TUTOR_BOARD_FILE", boardFile),
                ("TUTOR_DIARY", diary), ("TUTOR_TURNS", turns), ("TUTOR_LINE", line), ("TUTOR_PUPIL", pupil),
                ("TUTOR_METRICS", metrics),
            ].compactMap { name, value in value.map { (name, $0) } })
        try configuration.apply(environment: environment) { "--" + $0.replacing("_", with: "-") }
    }
}

extension Configuration.Board: ExpressibleByArgument {}
