public import Appliance
import Foundation

/// Looks at the board itself: what it is, how warm, how supplied.
public struct MachineProbe: Probe {
    let program: String
    let board: BoardFinding.Description
    let voices: OfflineVoices
    let isOffline: Bool
    let files: SystemFiles

    /// - Parameters:
    ///   - program: its version.
    ///   - isOffline: lessons are held by the box's own ears and voice.
    public init(
        program: String, board: BoardFinding.Description, voices: OfflineVoices, isOffline: Bool,
        files: SystemFiles = SystemFiles()
    ) {
        self.program = program
        self.board = board
        self.voices = voices
        self.isOffline = isOffline
        self.files = files
    }

    public var checks: [Check] { [.version, .board, .engine, .temperature, .power] }

    public func run(_ journal: Journal) async {
        await journal.measure(.version, within: .seconds(5)) { [self] in await Race.onThread { [version] } }
        journal.keep(.board, [BoardFinding(board)])
        await journal.measure(.temperature, within: .seconds(5)) { [self] in await Race.onThread { [temperature] } }
        await journal.measure(.power, within: .seconds(5)) { [self] in await Race.onThread { [power] } }
        // A recogniser reads tens of megabytes from the card.
        await journal.measure(.engine, within: .seconds(60)) { [self] in await Race.onThread { [engine] } }
    }

    var version: VersionFinding {
        var name = utsname()
        uname(&name)
        func text<Field>(_ field: Field) -> String {
            withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        }
        let system = files.text("/etc/os-release")?.split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
            .map { $0.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" } }
        return VersionFinding(
            program: program, realtime: "Realtime API (GA)", system: system ?? "an unknown system",
            kernel: "\(text(name.release)) \(text(name.machine))",
            board: files.text("/proc/device-tree/model") ?? files.text("/sys/firmware/devicetree/base/model"),
            libraries: LibraryVersions.all)
    }

    var temperature: TemperatureFinding {
        TemperatureFinding(
            zones: files.names(in: "/sys/class/thermal").filter { $0.hasPrefix("thermal_zone") }.compactMap { zone in
                let folder = "/sys/class/thermal/\(zone)"
                // Some zones say a nonsense of zero or of hundreds while they are not ready.
                guard let value = files.number(folder + "/temp"), (1...200_000).contains(value) else { return nil }
                return .init(name: files.text(folder + "/type") ?? zone, celsius: Double(value) / 1000)
            })
    }

    var power: PowerFinding {
        let places = files.names(in: "/sys/devices/platform").filter { $0.hasPrefix("soc") }
            .map { "/sys/devices/platform/\($0)/soc:firmware/get_throttled" }
        let throttled = places.lazy.compactMap(files.text).first.flatMap { text in
            Int(text.hasPrefix("0x") ? String(text.dropFirst(2)) : text, radix: 16)
        }
        let monitor = files.names(in: "/sys/class/hwmon").map { "/sys/class/hwmon/\($0)" }
            .first { files.text($0 + "/name") == "rpi_volt" }
        return PowerFinding(
            throttled: throttled, alarm: monitor.flatMap { files.number($0 + "/in0_lcrit_alarm") }.map { $0 != 0 })
    }

    var engine: EngineFinding {
        func fault(_ make: () throws -> Void) -> String? {
            do {
                try make()
                return nil
            } catch {
                return "\(error)"
            }
        }
        return EngineFinding(
            earsFault: isOffline ? fault { _ = try voices.makeRecognizer() } : nil,
            voiceFault: fault { _ = try voices.makeVoice() }, isNeeded: isOffline)
    }
}
