/// ITU-T G.711 companding, 8 kHz, one byte a sample: the Realtime API's `audio/pcmu` and `audio/pcma`.
public enum G711 {
    /// µ-law bytes of 16-bit samples.
    public static func muLaw(_ samples: [Int16]) -> [UInt8] {
        samples.map { sample in
            let magnitude = min(abs(Int(sample)), 32_635) + 132
            let exponent = (Int.bitWidth - 1 - magnitude.leadingZeroBitCount) - 7
            let mantissa = magnitude >> (exponent + 3) & 0x0F
            return ~UInt8((sample < 0 ? 0x80 : 0) | exponent << 4 | mantissa)
        }
    }

    /// 16-bit samples of µ-law bytes.
    public static func samples(muLaw bytes: some Collection<UInt8>) -> [Int16] {
        bytes.map { byte in
            let value = Int(~byte)
            let magnitude = ((value & 0x0F) << 3 + 132) << (value >> 4 & 0x07) - 132
            return Int16(value & 0x80 != 0 ? -magnitude : magnitude)
        }
    }

    /// A-law bytes of 16-bit samples.
    public static func aLaw(_ samples: [Int16]) -> [UInt8] {
        samples.map { sample in
            // A negative sample is complemented, so that -1 and 0 lie in the smallest steps of either side.
            let magnitude = Int(sample < 0 ? ~sample : sample) >> 4
            let exponent = max(0, Int.bitWidth - 1 - max(magnitude, 16).leadingZeroBitCount - 4)
            let code = magnitude < 16 ? magnitude : (exponent + 1) << 4 | (magnitude >> exponent & 0x0F)
            return UInt8((sample < 0 ? 0 : 0x80) | code) ^ 0x55
        }
    }

    /// 16-bit samples of A-law bytes.
    public static func samples(aLaw bytes: some Collection<UInt8>) -> [Int16] {
        bytes.map { byte in
            let value = Int(byte ^ 0x55)
            let segment = value >> 4 & 0x07
            let step = (value & 0x0F) << 4 + 8
            let magnitude = segment == 0 ? step : (step + 0x100) << (segment - 1)
            return Int16(value & 0x80 != 0 ? magnitude : -magnitude)
        }
    }
}
