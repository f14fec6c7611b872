/// A PWM chip that the kernel has, as `/sys/class/pwm` shows it.
public struct PWMChip: Sendable, Hashable, Codable, CustomStringConvertible {
    /// Such as `pwmchip0`; changes with the order in which drivers start.
    public var name: String
    /// Such as `fe20c000.pwm`; what the hardware is called.
    public var device: String
    public var channels: Int

    /// All of them.
    /// - Parameter sysfs: where sysfs is mounted.
    public static func all(sysfs: String = "/sys") -> [PWMChip] {
        let chips = SysfsFolder(sysfs + "/class/pwm")
        return chips.names.compactMap { name in
            let folder = SysfsFolder(chips.file(name))
            guard let channels = folder.number("npwm") else { return nil }
            return PWMChip(name: name, device: folder.target(of: "device") ?? name, channels: channels)
        }
    }

    public var description: String { "'\(device)' (\(name), \(channels) channels)" }
}
