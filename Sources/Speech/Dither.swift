import Glibc

/// Adds faint noise, the same one each time.
struct Dither {
    private var state: UInt32 = 1

    /// Adds white noise of a level (RMS, dBFS).
    mutating func add(_ level: Double, to samples: inout [Int16]) {
        // Uniform noise: its RMS is its peak divided by the root of 3.
        let peak = Int32(min(32_767, 32_768 * pow(10, level / 20) * 1.732))
        guard peak > 0 else { return }
        for index in samples.indices {
            state = state &* 1_664_525 &+ 1_013_904_223
            let noise = ((Int32(bitPattern: state) >> 16) &* peak) >> 15
            samples[index] = Int16(clamping: Int32(samples[index]) + noise)
        }
    }
}
