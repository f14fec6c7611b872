import Tutor

/// What the firmware says of the supply.
public struct PowerFinding: Finding, Hashable {
    /// `get_throttled` of a Raspberry Pi: bit 0 too little voltage now, bits 1 to 3 slowed down now, 16 to 19 the same
    /// since boot (Raspberry Pi documentation, "vcgencmd get_throttled").
    public var throttled: Int?
    /// The alarm of the driver `rpi_volt`, since it was read last.
    public var alarm: Bool?

    public func judged() -> Judgement {
        guard throttled != nil || alarm != nil else {
            return .skipped("This board does not tell how its supply is (no Raspberry Pi firmware).")
        }
        let bits = throttled ?? 0
        if bits & 0x1 != 0 || (throttled == nil && alarm == true) {
            return .broken(.undervoltage, "The supply is below 4.63 V now (get_throttled \(PowerFinding.hex(bits))).")
        }
        if bits & 0x1_0000 != 0 || alarm == true {
            return .warning(
                "The supply fell below 4.63 V since the board was switched on (get_throttled \(PowerFinding.hex(bits))).",
                "Use the board's own power supply and a short, thick cable; unplug what else draws from its USB ports.")
        }
        if bits & 0xE != 0 {
            return .warning(
                "The firmware slows the processor down now (get_throttled \(PowerFinding.hex(bits))).",
                "Look at the temperature: give the case air.")
        }
        return .fine("The supply has held its voltage since the board was switched on.")
    }

    public var measured: [String: Double] { throttled.map { ["get_throttled": Double($0)] } ?? [:] }

    private static func hex(_ bits: Int) -> String { "0x" + String(bits, radix: 16) }
}
