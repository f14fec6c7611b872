import Tutor

/// How warm the board is.
public struct TemperatureFinding: Finding, Hashable {
    public struct Zone: Sendable, Hashable {
        public var name: String
        /// °C.
        public var celsius: Double
    }

    public var zones: [Zone]

    /// At 80 °C a Raspberry Pi begins to slow itself down (documentation of `config.txt`, "Overclocking").
    static let slow = 80.0
    static let warm = 75.0

    public func judged() -> Judgement {
        guard let hottest = zones.max(by: { $0.celsius < $1.celsius }) else {
            return .skipped("This machine has no thermometer (nothing in /sys/class/thermal).")
        }
        let text = "'\(hottest.name)' has \(hottest.celsius.whole) °C"
        if hottest.celsius >= TemperatureFinding.slow {
            return .broken(.hot, "\(text): at 80 °C the processor slows itself down, and speech stutters.")
        }
        if hottest.celsius >= TemperatureFinding.warm {
            return .warning("\(text): at 80 °C the processor slows itself down.", "Give the case air.")
        }
        return .fine("\(text).")
    }

    public var measured: [String: Double] {
        zones.map(\.celsius).max().map { ["celsius": $0.tenths] } ?? [:]
    }
}
