/// A LED that the kernel has, as `/sys/class/leds` shows it.
public struct KernelLED: Sendable, Hashable, Codable {
    /// Such as `ACT` or `tutor:red:status`.
    public var name: String
    /// From 0 to `mostBrightness`.
    public var brightness: Int
    public var mostBrightness: Int
    /// What drives it at present; `none` is nobody.
    public var trigger: String

    static let noTrigger = "none"
    static let timer = "timer"

    /// All of them.
    /// - Parameter sysfs: where sysfs is mounted.
    public static func all(sysfs: String = "/sys") -> [KernelLED] {
        let leds = SysfsFolder(sysfs + "/class/leds")
        return leds.names.compactMap { name in
            let folder = SysfsFolder(leds.file(name))
            guard let brightness = folder.number("brightness") else { return nil }
            return KernelLED(
                name: name, brightness: brightness, mostBrightness: folder.number("max_brightness") ?? 1,
                trigger: trigger(of: folder) ?? noTrigger)
        }
    }

    /// The triggers that a LED may have: `[none] mmc0 timer`, the one in force in brackets.
    static func triggers(of folder: SysfsFolder) -> [String] {
        (folder.read("trigger") ?? "").split(separator: " ").map { $0.filter { $0 != "[" && $0 != "]" } }
    }

    /// The trigger in force; nil where the kernel has no triggers.
    static func trigger(of folder: SysfsFolder) -> String? {
        let words = (folder.read("trigger") ?? "").split(separator: " ")
        guard let word = words.first(where: { $0.hasPrefix("[") }) ?? words.first else { return nil }
        return word.filter { $0 != "[" && $0 != "]" }
    }
}
