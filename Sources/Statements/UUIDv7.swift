/// Time-ordered UUIDs (RFC 9562, section 5.7), written in lower case because some record stores compare as text.
public enum UUIDv7 {
    /// - Parameters:
    ///   - milliseconds: since 1970; 0 where the clock is not known to be set.
    ///   - high: random bits, of which 12 are used.
    ///   - low: random bits, of which 62 are used.
    public static func make(milliseconds: Int64, high: UInt64, low: UInt64) -> String {
        let time = UInt64(clamping: milliseconds) & 0xFFFF_FFFF_FFFF
        let first = time << 16 | 0x7000 | high & 0x0FFF
        let second = 0x8000_0000_0000_0000 | low & 0x3FFF_FFFF_FFFF_FFFF
        let digits = hex(first) + hex(second)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(digit)
        }
        return text
    }

    private static func hex(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
