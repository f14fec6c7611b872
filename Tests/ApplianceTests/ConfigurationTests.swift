import Appliance
import Foundation
import Realtime
import Testing
import Tutor

struct ConfigurationTests {
    private func read(_ yaml: String, _ environment: [String: String] = [:]) throws -> Configuration {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "tutor.yaml").path
        try yaml.write(toFile: path, atomically: true, encoding: .utf8)
        return try Configuration.read(path: path, environment: environment)
    }

    @Test func `the environment stands over the file and the file over what is built in`() throws {
        let configuration = try read("provider: openai\nspeed: 0.8\n", ["TUTOR_SPEED": "1.1", "TUTOR_PUPIL": "p-1"])
        #expect(configuration.provider == "openai")
        #expect(configuration.speed == 1.1)
        #expect(configuration.pupil == "p-1")
        #expect(configuration.model == "gpt-realtime-2.1-mini")
    }

    @Test(arguments: [
        ("provider: openai\nvoise: marin\n", ":2:1: unknown key 'voise'"),
        ("speed: fast\n", ":1:1: 'speed' is 'fast'; expected 0.25 to 1.5"),
        ("board: toaster\n", "expected linux, keyboard, simulated"),
        ("provider: ftp://x\n", "expected offline, openai, azure, or a ws:// or wss:// URL"),
        ("turns: shout\n", "expected hold, latch, server_vad, semantic_vad"),
        ("line: mp3\n", "expected pcm, pcmu, pcma"),
        ("retention_ratio: 2\n", "'retention_ratio' is '2'; expected 0.0 to 1.0"),
        ("idle_timeout_ms: 1\n", "expected 5000.0 to 30000.0"),
        ("renew_after_minutes: 90\n", "expected 1.0 to 59.0"),
        ("remembers: maybe\n", "expected true or false"),
        ("prices: 3\n", ":1:1: 'prices' is no mapping"),
        ("prices:\n  audio_in: 10\n  audio_outt: 20\n", ":3:3: unknown price 'audio_outt'"),
        ("prices:\n  audio_in: dear\n", ":2:3: the price 'audio_in' is 'dear'; expected 0 or more"),
        ("moderation: ask mum\n", "expected openai, or the address of an endpoint"),
        ("metrics: here\n", "expected unix:/path/of/a/socket, or host:port"),
        ("- a\n- b\n", "expected lines of `key: value`"),
        ("a: [b\n", "expected YAML"),
        ("lesson: {a: b}\n", "'lesson' is not a plain value"),
    ]) func `a wrong setting is named with its place`(yaml: String, message: String) throws {
        let fault = #expect(throws: ConfigurationFault.self) { try self.read(yaml) }
        #expect(fault?.description.contains(message) == true, "\(fault?.description ?? "")")
    }

    @Test func `prices and limits are read`() throws {
        let configuration = try read(
            "prices:\n  audio_in: 10\n  audio_out: 20.5\nbudget_pupil_day: 0.5\nbudget_low: 0.9\ncurrency: EUR\n")
        #expect(configuration.prices?.audioIn == 10 && configuration.prices?.audioOut == 20.5)
        #expect(configuration.prices?.textIn == 0)
        #expect(configuration.budgetPupilDay == 0.5 && configuration.budgetLow == 0.9)
        #expect(configuration.currency == "EUR")
    }

    @Test func `the shipped settings file names every key`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../device/tutor.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        for key in Configuration.CodingKeys.allCases {
            #expect(
                text.contains(try Regex("(?m)^(# )?\\s*\(key.rawValue):")),
                "\(key.rawValue) is not in device/tutor.yaml")
        }
    }

    @Test func `a wrong variable is named`() throws {
        let fault = #expect(throws: ConfigurationFault.self) { try self.read("", ["TUTOR_EXERCISES": "none"]) }
        #expect(fault?.description == "TUTOR_EXERCISES: 'exercises' is 'none'; expected a whole number above 0")
    }

    @Test func `a file that is not there is named`() {
        let fault = #expect(throws: ConfigurationFault.self) {
            try Configuration.read(path: "/nowhere/tutor.yaml", environment: [:])
        }
        #expect(fault?.description.hasPrefix("/nowhere/tutor.yaml: the settings cannot be read") == true)
    }
}
