import Glibc

/// How loud a run of samples is, in dB relative to full scale (dBFS): 0 is the loudest square wave, silence is -96.
public struct Level: Sendable, Hashable, Codable, Comparable {
    /// Root mean square, dBFS, from -96 to 0, in tenths, so that a recorded value compares equal.
    public var rms: Double
    /// The largest sample, dBFS.
    public var peak: Double

    public static let silence = Level(rms: -96, peak: -96)

    public init(rms: Double, peak: Double) {
        self.rms = rms
        self.peak = peak
    }

    /// Measures samples; an empty run is silence.
    public init(of samples: [Int16]) {
        guard !samples.isEmpty else {
            self = .silence
            return
        }
        // Whole numbers, so that the loop runs in the processor's vectors: every frame of the day is measured.
        var sum: Int64 = 0
        var lowest: Int16 = 0
        var highest: Int16 = 0
        for sample in samples {
            sum &+= Int64(Int32(sample) &* Int32(sample))
            lowest = min(lowest, sample)
            highest = max(highest, sample)
        }
        self.init(energy: sum, samples: samples.count, peak: max(Int(highest), -Int(lowest)))
    }

    /// - Parameters:
    ///   - energy: the sum of the samples' squares.
    ///   - peak: the largest sample without its sign.
    init(energy: Int64, samples: Int, peak: Int) {
        let mean = samples == 0 ? 0 : (Double(energy) / Double(samples)).squareRoot()
        self.init(rms: Level.decibels(mean / 32768), peak: Level.decibels(Double(peak) / 32768))
    }

    /// Whether the loudest sample sits at the converter's limit.
    public var isClipping: Bool { peak >= -0.1 }

    public static func < (lhs: Level, rhs: Level) -> Bool { lhs.rms < rhs.rms }

    private static func decibels(_ ratio: Double) -> Double {
        guard ratio > 0 else { return -96 }
        return max(-96, (200 * log10(ratio)).rounded() / 10)
    }
}
