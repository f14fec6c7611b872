import Foundation
import Gradebook
import Hardware
import Tutor
import Yams

extension Configuration {
    /// Where the settings are looked for when no file is named.
    public static let standardPath = "/etc/tutor/tutor.yaml"

    /// Reads the settings of a box.
    /// - Parameters:
    ///   - path: a file that must be there; ``standardPath`` if it is there when `nil`.
    ///   - environment: `TUTOR_` and a key in capitals (`TUTOR_LESSON`) stands over the file.
    /// - Throws: ``ConfigurationFault`` with the place.
    public static func read(path: String?, environment: [String: String]) throws(ConfigurationFault) -> Configuration {
        var configuration = Configuration()
        let file = path ?? (FileManager.default.fileExists(atPath: standardPath) ? standardPath : nil)
        if let file {
            let text: String
            do {
                text = try String(contentsOf: URL(filePath: file), encoding: .utf8)
            } catch {
                throw .unreadable(path: file, reason: error.localizedDescription)
            }
            try configuration.apply(yaml: text, path: file)
        }
        try configuration.apply(environment: environment) { "TUTOR_" + $0.uppercased() }
        return configuration
    }

    /// Lays values over the settings, by the names of environment variables.
    /// - Parameter place: what a key is called where it was written, for errors.
    public mutating func apply(
        environment: [String: String], place: (String) -> String
    ) throws(ConfigurationFault) {
        for key in CodingKeys.allCases {
            guard let value = environment["TUTOR_" + key.rawValue.uppercased()], !value.isEmpty else { continue }
            try set(key, value, at: place(key.rawValue))
        }
    }

    mutating func apply(yaml text: String, path: String) throws(ConfigurationFault) {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let YamlError.scanner(_, problem, mark, _) {
            throw .invalid(place: "\(path):\(mark.line):\(mark.column)", what: problem, expected: "YAML")
        } catch let YamlError.parser(_, problem, mark, _) {
            throw .invalid(place: "\(path):\(mark.line):\(mark.column)", what: problem, expected: "YAML")
        } catch {
            throw .invalid(place: "\(path):1:1", what: "\(error)", expected: "YAML")
        }
        guard let node else { return }
        guard let mapping = node.mapping else {
            throw .invalid(place: "\(path):1:1", what: "the settings are no mapping", expected: "lines of `key: value`")
        }
        for (name, value) in mapping {
            let place = "\(path):\(name.mark?.line ?? 1):\(name.mark?.column ?? 1)"
            guard let text = name.string, let key = CodingKeys(rawValue: text) else {
                let known = CodingKeys.allCases.map(\.rawValue).sorted().joined(separator: ", ")
                throw .invalid(place: place, what: "unknown key '\(name.string ?? "?")'", expected: "one of \(known)")
            }
            if key == .prices {
                prices = try Configuration.prices(value, at: place, path: path)
                continue
            }
            guard let text = value.string else {
                throw .invalid(
                    place: place, what: "'\(key.rawValue)' is not a plain value", expected: "text or a number")
            }
            if !text.isEmpty { try set(key, text, at: place) }
        }
    }

    mutating func set(_ key: CodingKeys, _ text: String, at place: String) throws(ConfigurationFault) {
        func wrong(_ expected: String) -> ConfigurationFault {
            .invalid(place: place, what: "'\(key.rawValue)' is '\(text)'", expected: expected)
        }
        func truth() throws(ConfigurationFault) -> Bool {
            switch text.lowercased() {
            case "true", "yes", "on", "1": return true
            case "false", "no", "off", "0": return false
            case _: throw wrong("true or false")
            }
        }
        func number(in range: ClosedRange<Double>) throws(ConfigurationFault) -> Double {
            guard let value = Double(text), range.contains(value) else {
                throw wrong("\(range.lowerBound) to \(range.upperBound)")
            }
            return value
        }
        func word(among words: [String]) throws(ConfigurationFault) -> String {
            guard words.contains(text) else { throw wrong(words.joined(separator: ", ")) }
            return text
        }
        func choice<Value: RawRepresentable<String> & CaseIterable>() throws(ConfigurationFault) -> Value {
            guard let value = Value(rawValue: text) else {
                throw wrong(Value.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return value
        }
        func secret() throws(ConfigurationFault) -> String {
            guard ["file:/", "credential:", "env:"].contains(where: text.hasPrefix) else {
                throw wrong("where the secret is: file:/path, credential:name or env:NAME")
            }
            return text
        }
        switch key {
        case .provider:
            guard ["offline", "openai", "azure"].contains(text) || text.hasPrefix("ws://") || text.hasPrefix("wss://")
            else { throw wrong("offline, openai, azure, or a ws:// or wss:// URL") }
            provider = text
        case .endpoint: endpoint = text
        case .model: model = text
        case .voice: voice = text
        case .speed:
            guard let value = Double(text), (0.25...1.5).contains(value) else { throw wrong("0.25 to 1.5") }
            speed = value
        case .reasoningEffort:
            let efforts = ["minimal", "low", "medium", "high", "xhigh"]
            guard efforts.contains(text) else { throw wrong(efforts.joined(separator: ", ")) }
            reasoningEffort = text
        case .lessons: lessons = text
        case .lesson: lesson = text
        case .exercises:
            guard let value = Int(text), value > 0 else { throw wrong("a whole number above 0") }
            exercises = value
        case .board:
            guard let value = Board(rawValue: text) else {
                throw wrong(Board.allCases.map(\.rawValue).joined(separator: ", "))
            }
            board = value
        case .boardFile: boardFile = text
        case .microphone: microphone = text
        case .speaker: speaker = text
        case .data: data = text
        case .diary: diary = text
        case .keepAudio: keepAudio = try truth()
        case .logLevel:
            guard let level = LogLevel(rawValue: text) else {
                throw wrong(LogLevel.allCases.map(\.rawValue).joined(separator: ", "))
            }
            logLevel = level
        case .pupil: pupil = text
        case .pupils:
            pupils = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        case .pack: pack = text
        case .lessonLanguage: lessonLanguage = text
        case .lessonsKey: lessonsKey = text
        case .images: images = try choice()
        case .approvalCode:
            let names = [
                "volume-up": Control.volumeUp, "volume-down": .volumeDown, "pupil": .pupil, "teacher": .teacher,
            ]
            let presses = text.split(separator: ",").map { names[$0.trimmingCharacters(in: .whitespaces)] }
            guard (3...12).contains(presses.count), !presses.contains(nil) else {
                throw wrong("3 to 12 presses such as volume-up, volume-up, volume-down")
            }
            approvalCode = presses.compactMap(\.self)
        case .volume: volume = Int(try number(in: 10...100))
        case .volumeCeiling: volumeCeiling = Int(try number(in: 10...100))
        case .thinkingSoundMilliseconds: thinkingSoundMilliseconds = Int(try number(in: 0...30_000))
        case .listeningSound: listeningSound = try truth()
        case .keyFile: keyFile = text
        case .turns: turns = try choice()
        case .idleTimeoutMilliseconds: idleTimeoutMilliseconds = Int(try number(in: 5_000...30_000))
        case .eagerness: eagerness = try word(among: ["low", "medium", "high", "auto"])
        case .output: output = try choice()
        case .line: line = try choice()
        case .noiseReduction: noiseReduction = try word(among: ["near_field", "far_field"])
        case .transcription: transcription = text
        case .retentionRatio: retentionRatio = try number(in: 0...1)
        case .parallelToolCalls: parallelToolCalls = try truth()
        case .prompt:
            guard let first = text.first, first != "@" else { throw wrong("an id, or id@version") }
            prompt = text
        case .tracing: tracing = text
        case .renewAfterMinutes: renewAfterMinutes = Int(try number(in: 1...59))
        case .remembers: remembers = try truth()
        case .prices: throw wrong("a mapping in the settings file")
        case .currency: currency = text
        case .budgetPupilDay: budgetPupilDay = try number(in: 0...1_000_000)
        case .budgetBoxDay: budgetBoxDay = try number(in: 0...1_000_000)
        case .budgetLow: budgetLow = try number(in: 0...1)
        case .blockedWords: blockedWords = text
        case .prompts: prompts = text
        case .moderation:
            guard text == "openai" || text.hasPrefix("https://") || text.hasPrefix("http://") else {
                throw wrong("openai, or the address of an endpoint")
            }
            moderation = text
        case .metrics:
            guard text.hasPrefix("unix:/") || text.contains(":") else {
                throw wrong("unix:/path/of/a/socket, or host:port")
            }
            metrics = text
        case .portalCheck:
            guard text == "off" || text.hasPrefix("http://") else {
                throw wrong("an http:// address that answers 204, or off")
            }
            portalCheck = text
        case .sync:
            guard text.hasPrefix("https://") || text.hasPrefix("http://") || text.hasPrefix("/") else {
                throw wrong("the address of a record store (https://…/xapi), or a folder (/…)")
            }
            sync = text
        case .syncUser: syncUser = text
        case .syncSecret: syncSecret = try secret()
        case .syncTokenURL: syncTokenURL = text
        case .syncClientID: syncClientID = text
        case .syncScope: syncScope = text
        case .xapiVersion:
            guard text.wholeMatch(of: /\d+\.\d+\.\d+/) != nil else { throw wrong("a version such as 1.0.3") }
            xapiVersion = text
        case .xapiHome:
            guard text.wholeMatch(of: /https?:\/\/[A-Za-z0-9.-]+(:\d+)?(\/[A-Za-z0-9._~\/-]*)?/) != nil else {
                throw wrong("an address of the school's such as https://school.example/xapi")
            }
            xapiHome = text.hasSuffix("/") ? String(text.dropLast()) : text
        case .deviceName:
            guard text.wholeMatch(of: /[A-Za-z0-9._-]{1,40}/) != nil else {
                throw wrong("1 to 40 letters, digits, - _ .")
            }
            deviceName = text
        case .clock: clock = try choice()
        case .schoolYearEnds:
            guard let day = RetentionRule.DayOfYear(text) else { throw wrong("a month and a day such as 07-31") }
            schoolYearEnds = day
        case .schoolClass: schoolClass = text
        case .idleEndSeconds: idleEndSeconds = Int(try number(in: 0...3_600))
        case .badgeReader:
            guard EvdevBadgeReader.Place(text) != nil else { throw wrong("auto, or a path in /dev/input/by-id") }
            badgeReader = text
        case .keepDays: keepDays = Int(try number(in: 0...36_500))
        }
    }
}
