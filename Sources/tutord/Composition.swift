import Appliance
import Foundation
import Gradebook
import Hardware
import Lessons
import RealtimeSocket
import Speech
import Tools
import Tutor
import Yams

/// Puts a box together from its settings: the one place that knows which board and which link there are.
struct Composition {
    var configuration: Configuration

    func lesson() throws -> Lesson {
        try LessonLibrary(path: configuration.lessons).lesson(configuration.lesson)
    }

    var sessionSettings: SessionSettings {
        var settings = SessionSettings()
        settings.exercises = configuration.exercises
        settings.voice = configuration.voice
        settings.speed = configuration.speed
        settings.reasoningEffort = configuration.reasoningEffort
        return settings
    }

    /// The ears and the voice of the offline tutor.
    static var voices: OfflineVoices {
        OfflineVoices(
            makeRecognizer: { try PocketsphinxRecognizer() }, makeVoice: { try EspeakVoice() })
    }

    func link(waits: Bool = true) throws -> any RealtimeLink {
        let environment = ProcessInfo.processInfo.environment
        let endpoint: RealtimeEndpoint
        switch configuration.provider {
        case "offline":
            return OfflineLink(voices: Composition.voices)
        case "openai":
            endpoint = try .openAI(
                key: try key("openai", "OPENAI_API_KEY", environment), model: configuration.model,
                organization: environment["OPENAI_ORG_ID"], project: environment["OPENAI_PROJECT_ID"])
        case "azure":
            guard let resource = configuration.endpoint else {
                throw ConfigurationFault.invalid(
                    place: "endpoint", what: "the provider azure has no endpoint",
                    expected: "--endpoint with the resource's name, host or URL")
            }
            endpoint = try .azure(
                resource: resource, deployment: configuration.model,
                key: try key("azure", "AZURE_OPENAI_API_KEY", environment))
        case let url:
            endpoint = try .url(url, model: configuration.model, key: try? key("", "OPENAI_API_KEY", environment))
        }
        let client = WebSocketClient.Configuration(proxies: ProxySettings(environment: environment))
        return WebSocketLink(endpoint: endpoint, configuration: .init(client: client))
    }

    /// From the file of the settings, from systemd's credentials, from the environment; never from an argument.
    private func key(_ provider: String, _ variable: String, _ environment: [String: String]) throws -> Secret {
        let credential = environment["CREDENTIALS_DIRECTORY"].map { $0 + "/tutor.api-key" }
        for path in [configuration.keyFile, credential].compactMap({ $0 }) {
            if let text = try? String(contentsOfFile: path, encoding: .utf8) {
                let key = text.trimmingCharacters(in: .whitespacesAndNewlines)
                if !key.isEmpty { return Secret(key) }
            }
        }
        guard let key = environment[variable], !key.isEmpty else {
            throw MissingKey(provider: provider, variable: variable)
        }
        return Secret(key)
    }

    func board() throws -> any Board {
        let sound = SoundDevices(
            microphone: configuration.microphone ?? "default", speaker: configuration.speaker ?? "default")
        switch configuration.board {
        case .keyboard:
            return try KeyboardBoard(sound: sound) { _ in }
        case .linux:
            guard let path = configuration.boardFile else {
                throw ConfigurationFault.invalid(
                    place: "board_file", what: "the board linux has no description",
                    expected: "--board-file with one of device/boards/*.yaml")
            }
            var description: BoardDescription
            do {
                let text = try String(contentsOfFile: path, encoding: .utf8)
                description = try YAMLDecoder().decode(BoardDescription.self, from: text)
            } catch {
                throw ConfigurationFault.unreadable(path: path, reason: "\(error)")
            }
            if let microphone = configuration.microphone { description.sound.microphone = microphone }
            if let speaker = configuration.speaker { description.sound.speaker = speaker }
            return try LinuxBoard(description)
        case .simulated:
            throw ConfigurationFault.invalid(
                place: "board", what: "a simulated board has nobody to press its button",
                expected: "linux or keyboard; `tutord demo` brings a simulated pupil")
        }
    }

    func store() throws -> ProgressStore {
        try FileManager.default.createDirectory(atPath: configuration.data, withIntermediateDirectories: true)
        return try ProgressStore(path: gradebookPath)
    }

    var gradebookPath: String { configuration.data + "/gradebook.sqlite" }

    var pupil: PupilID { PupilID(rawValue: configuration.pupil) }
}
