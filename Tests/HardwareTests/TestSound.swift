import Audio
import Foundation
import Hardware
import Synchronization

/// Sound devices of alsa-lib's own plugins, in a configuration that this process writes: no sound card is needed.
///
/// They are not paced: what is written is at once "played", and capture delivers as fast as it is read.
enum TestSound {
    static let folder: URL = {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutor-alsa-\(getpid())")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            preconditionFailure("no folder for test sound at \(folder.path): \(error)")
        }
        return folder
    }()

    /// Adds devices to what alsa-lib knows. Their names must not be used before.
    static func define(_ configuration: String) throws {
        let file = folder.appending(path: "asound-\(UUID().uuidString).conf")
        try configuration.write(to: file, atomically: true, encoding: .utf8)
        let before = ProcessInfo.processInfo.environment["ALSA_CONFIG_PATH"] ?? "/usr/share/alsa/alsa.conf"
        setenv("ALSA_CONFIG_PATH", "\(before):\(file.path)", 1)
    }

    /// Adds a device unless it is known already.
    static func defineOnce(_ name: String, _ configuration: String) throws {
        try defined.withLock { names in
            if names.insert(name).inserted { try define("pcm.\(name) { \(configuration) }") }
        }
    }

    private static let defined = Mutex<Set<String>>([])

    /// Speech-like noise that no resampling or mixing leaves unchanged by chance, from a seed.
    static func noise(samples: Int, seed: UInt64, amplitude: Int = 8_000) -> [Int16] {
        var state = seed
        return (0..<samples).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int16(Int(state >> 33) % (2 * amplitude) - amplitude)
        }
    }

    /// A tone at 24 kHz.
    static func tone(_ frequency: Double, samples: Int, amplitude: Double = 8_000, rate: Double = 24_000) -> [Int16] {
        (0..<samples).map { Int16(amplitude * sin(2 * .pi * frequency * Double($0) / rate)) }
    }
}
