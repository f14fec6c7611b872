/// A channel of a PWM chip (`/sys/class/pwm`), which dims a lamp.
public struct PWMChannel: Sendable, Hashable, CustomStringConvertible {
    /// The chip's name (`pwmchip0`) or, as that changes with the order of drivers, its device's (`fe20c000.pwm`).
    public var chip: String
    /// From 0.
    public var channel: Int

    public init(chip: String, channel: Int = 0) {
        self.chip = chip
        self.channel = channel
    }

    public var description: String { "PWM channel \(channel) of '\(chip)'" }
}
