import Appliance
import Foundation
import Gradebook
import Hardware
import Lessons
import Mastery
import RealtimeSocket
import Speech
import Statements
import Tools
import Tutor

/// Puts a box together from its settings: the one place that knows which board and which link there are.
struct Composition {
    var configuration: Configuration

    /// The lesson as it is taught: in the language of the settings where it has it, its numbers drawn.
    /// - Parameter seed: the same seed draws the same numbers.
    func lesson(seed: UInt64 = .random(in: .min ... .max)) throws -> Lesson {
        taught(try library().lesson(wanted(in: library())), seed: seed)
    }

    /// What a session is held by, as far as the settings file says it.
    func sessionSettings() throws -> SessionSettings {
        var settings = SessionSettings()
        settings.turns = configuration.turns
        settings.idleTimeout = configuration.idleTimeoutMilliseconds.map { .milliseconds($0) }
        settings.eagerness = configuration.eagerness
        settings.output = configuration.output
        settings.noiseReduction = configuration.noiseReduction
        settings.retentionRatio = configuration.retentionRatio
        settings.parallelToolCalls = configuration.parallelToolCalls
        settings.tracing = configuration.tracing
        if let minutes = configuration.renewAfterMinutes { settings.connectionAge = .seconds(minutes * 60) }
        if let model = configuration.transcription { settings.transcription = model == "off" ? nil : model }
        if let prompt = configuration.prompt {
            let parts = prompt.split(separator: "@", maxSplits: 1).map(String.init)
            settings.prompt = SessionSettings.StoredPrompt(
                id: parts[0], version: parts.count == 2 ? parts[1] : nil)
        }
        if configuration.provider == "offline", settings.turns == .serverVAD || settings.turns == .semanticVAD {
            throw ConfigurationFault.invalid(
                place: "turns", what: "the offline tutor does not find the turns by itself", expected: "hold or latch")
        }
        if let path = configuration.blockedWords {
            do {
                settings.guardRules = GuardRules(list: try String(contentsOfFile: path, encoding: .utf8))
            } catch {
                throw ConfigurationFault.unreadable(path: path, reason: error.localizedDescription)
            }
        }
        settings.guardRules.isModerated = configuration.moderation != nil
        settings.exercises = configuration.exercises
        settings.thinkingSound = .milliseconds(configuration.thinkingSoundMilliseconds)
        settings.listeningSound = configuration.listeningSound
        settings.volume = volume
        settings.approvalCode = configuration.approvalCode
        settings.showsImages =
            switch configuration.images {
            case .on: true
            case .off: false
            case .auto: configuration.provider == "openai" || configuration.provider == "azure"
            }
        settings.startsMuted = BoxMemory.isMuted(in: configuration.data)
        settings.controls = try controls()
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

    /// With what comes from the gradebook: what was spent today, and what the tutor may know of the pupil.
    /// - Parameter seats: who else may use the box.
    func sessionSettings(
        _ store: ProgressStore, lessons: [Lesson], tools: LessonTools, seats: [Seat] = []
    ) throws -> SessionSettings {
        var settings = try sessionSettings()
        settings.pupils = seats
        settings.account = pupil == .guest ? nil : pupil.rawValue
        if seats.count > 1, configuration.idleEndSeconds > 0 {
            settings.idleEnd = .seconds(configuration.idleEndSeconds)
        }
        settings.tools = tools.cards
        settings.hosted = tools.hosted
        // Where several pupils use a box its guest is somebody else each time.
        if configuration.remembers, pupil != .guest || seats.isEmpty {
            settings.recollection = try store.recollection(of: pupil, lessons: lessons, now: GradebookKeeper.wall())?
                .text(lessons: lessons)
        }
        // A guest is nobody twice.
        if pupil != .guest {
            settings.knowledge = Knowledge(
                skills: try store.skills(of: pupil), day: GradebookKeeper.wall().map { store.origin.day(of: $0) },
                seed: .random(in: .min ... .max))
        }
        settings.budget = try budget(store)
        return settings
    }

    /// What may be spent today, and what was; `nil` where nothing is counted.
    func budget(_ store: ProgressStore) throws -> Budget? {
        let hasLimit = configuration.budgetPupilDay != nil || configuration.budgetBoxDay != nil
        guard let prices = configuration.prices else {
            guard !hasLimit else {
                throw ConfigurationFault.invalid(
                    place: "prices", what: "there is a budget, and no price list to count by",
                    expected:
                        "the provider's prices per million tokens under `prices:` (device/tutor.yaml shows the form)")
            }
            return nil
        }
        let now = GradebookKeeper.wall()
        let zone = Int64(TimeZone.current.secondsFromGMT()) * 1000
        let day = now.map { WallTime(milliseconds: $0.milliseconds - ($0.milliseconds + zone) % 86_400_000) }
        let boot = BootID.current()
        func purse(_ limit: Double?, _ pupil: PupilID?) throws -> Budget.Purse? {
            try limit.map {
                Budget.Purse(
                    limit: Int(($0 * 1e9).rounded()), spent: try store.spent(by: pupil, since: day, boot: boot))
            }
        }
        return Budget(
            prices: prices, pupil: try purse(configuration.budgetPupilDay, pupil),
            box: try purse(configuration.budgetBoxDay, nil), low: configuration.budgetLow)
    }

    /// The calendar's day; `nil` while the clock is not set. When it changes, what was spent is counted anew.
    static var today: Int? { GradebookKeeper.wall()?.day(secondsFromGMT: TimeZone.current.secondsFromGMT()) }

    /// Judges what the tutor says, where the settings ask for it.
    func moderator() throws -> (any Moderator)? {
        guard let moderation = configuration.moderation else { return nil }
        let environment = ProcessInfo.processInfo.environment
        guard moderation == "openai" else {
            // The provider's key is for the provider: another endpoint has its own, or none.
            let key = environment["TUTOR_MODERATION_KEY"].flatMap { $0.isEmpty ? nil : Secret($0) }
            return try ModerationEndpoint(address: moderation, key: key)
        }
        let own = environment["OPENAI_API_KEY"].flatMap { $0.isEmpty ? nil : Secret($0) }
        let key = try configuration.provider == "openai" ? key("openai", "OPENAI_API_KEY", environment) : own
        guard let key else { throw MissingKey(provider: "openai (moderation)", variable: "OPENAI_API_KEY") }
        return try ModerationEndpoint(address: "https://api.openai.com/v1/moderations", key: key)
    }

    /// - Parameters:
    ///   - secrets: what servers that the provider calls are authorised with.
    ///   - engine: the offline tutor's ears and voice, where they are loaded already.
    func link(secrets: [String: Secret] = [:], engine: OfflineEngine? = nil) throws -> any RealtimeLink {
        guard let endpoint = try endpoint() else {
            return engine.map { OfflineLink(engine: $0) } ?? OfflineLink(voices: Composition.voices)
        }
        let link = configuration.line.coding(
            WebSocketLink(endpoint: endpoint, configuration: .init(client: Composition.client)))
        return secrets.isEmpty ? link : SecretLink(link, secrets: secrets)
    }

    /// How connections to servers are made here.
    static var client: WebSocketClient.Configuration {
        WebSocketClient.Configuration(proxies: ProxySettings(environment: ProcessInfo.processInfo.environment))
    }

    /// The server that lessons are held with; nil when that is the box itself.
    func endpoint() throws -> RealtimeEndpoint? {
        let environment = ProcessInfo.processInfo.environment
        switch configuration.provider {
        case "offline":
            return nil
        case "openai":
            return try .openAI(
                key: try key("openai", "OPENAI_API_KEY", environment), model: configuration.model,
                organization: environment["OPENAI_ORG_ID"], project: environment["OPENAI_PROJECT_ID"])
        case "azure":
            guard let resource = configuration.endpoint else {
                throw ConfigurationFault.invalid(
                    place: "endpoint", what: "the provider azure has no endpoint",
                    expected: "--endpoint with the resource's name, host or URL")
            }
            return try .azure(
                resource: resource, deployment: configuration.model,
                key: try key("azure", "AZURE_OPENAI_API_KEY", environment))
        case let url:
            return try .url(url, model: configuration.model, key: try? key("", "OPENAI_API_KEY", environment))
        }
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

    /// The board file, with what the settings lay over it.
    func boardDescription() throws -> BoardDescription {
        guard let path = configuration.boardFile else {
            throw ConfigurationFault.invalid(
                place: "board_file", what: "the board linux has no description",
                expected: "--board-file with one of device/boards/*.yaml")
        }
        var description = try BoardFile.read(path: path).description
        overlay(&description.sound)
        return description
    }

    /// The sound of a board without lines: of the board file, if one is named, with what the settings lay over it.
    func deskSound() throws -> SoundDevices {
        var sound =
            try configuration.boardFile.map { try BoardFile.read(path: $0).description.sound } ?? SoundDevices()
        overlay(&sound)
        return sound
    }

    private func overlay(_ sound: inout SoundDevices) {
        if let microphone = configuration.microphone { sound.microphone = microphone }
        if let speaker = configuration.speaker { sound.speaker = speaker }
        if let ceiling = configuration.volumeCeiling { sound.ceilingPercent = ceiling }
    }

    /// What the buttons beside the talk button ask.
    private func controls() throws -> [Control.Row] {
        switch configuration.board {
        case .keyboard, .simulated: Button.allCases.compactMap { Control.Row(ButtonLine($0, line: .offset(0))) }
        case .linux: configuration.boardFile == nil ? [] : try boardDescription().buttons.compactMap(Control.Row.init)
        }
    }

    func board() throws -> any Board {
        switch configuration.board {
        case .keyboard:
            return try KeyboardBoard(sound: try deskSound()) { _ in }
        case .linux:
            return try LinuxBoard(try boardDescription())
        case .simulated:
            throw ConfigurationFault.invalid(
                place: "board", what: "a simulated board has nobody to press its button",
                expected: "linux or keyboard; `tutord demo` brings a simulated pupil")
        }
    }

    func store() throws -> ProgressStore {
        try FileManager.default.createDirectory(atPath: configuration.data, withIntermediateDirectories: true)
        return try ProgressStore(path: gradebookPath, origin: origin)
    }

    var gradebookPath: String { configuration.data + "/gradebook.sqlite" }

    var pupil: PupilID { PupilID(rawValue: configuration.pupil) }
}

extension Control.Row {
    /// A row of a board file as the session takes it; `nil` for the talk button, which is no control.
    init?(_ line: ButtonLine) {
        let control: Control
        switch line.button {
        case .talk: return nil
        case .pupil: control = .pupil
        case .volumeUp: control = .volumeUp
        case .volumeDown: control = .volumeDown
        case .teacher: control = .teacher
        }
        let usual = line.button.usualCommands
        let isNamed = line.press != nil || line.hold != nil || line.double != nil
        func command(_ named: ButtonCommand?, _ usual: ButtonCommand?) -> Control.Command? {
            (isNamed ? named : usual).map(Control.Command.init)
        }
        self.init(
            control, press: command(line.press, usual.press), hold: command(line.hold, usual.hold),
            double: command(line.double, usual.double))
    }
}

extension Control.Command {
    init(_ command: ButtonCommand) {
        switch command {
        case .volumeUp: self = .volumeUp
        case .volumeDown: self = .volumeDown
        case .mute: self = .mute
        case .sayAgain: self = .sayAgain
        case .sayStatus: self = .sayStatus
        case .nextPupil: self = .nextPupil
        case .nextLesson: self = .nextLesson
        }
    }
}
