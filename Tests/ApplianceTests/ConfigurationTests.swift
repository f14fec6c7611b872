import Appliance
import Foundation
import Testing

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
        ("- a\n- b\n", "expected lines of `key: value`"),
        ("a: [b\n", "expected YAML"),
        ("lesson: {a: b}\n", "'lesson' is not a plain value"),
    ]) func `a wrong setting is named with its place`(yaml: String, message: String) throws {
        let fault = #expect(throws: ConfigurationFault.self) { try self.read(yaml) }
        #expect(fault?.description.contains(message) == true, "\(fault?.description ?? "")")
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
