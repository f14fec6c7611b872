public import Audio

/// How loud what was heard is, over a while: the quiet parts, the loud parts, and what does not fit.
public struct HeardLevels: Sendable, Hashable {
    /// RMS of each 20 ms (dBFS).
    public private(set) var frames: [Double] = []
    public private(set) var peak = -96.0
    public private(set) var samples = 0
    /// Samples at the converter's limit.
    public private(set) var clipped = 0
    /// Samples of nothing at all.
    public private(set) var zeros = 0

    public init() {}

    public mutating func add(_ frame: AudioFrame) {
        let level = Level(of: frame.samples)
        frames.append(level.rms)
        peak = max(peak, level.peak)
        samples += frame.samples.count
        for sample in frame.samples {
            if sample == 0 { zeros += 1 }
            if sample >= 32_760 || sample <= -32_760 { clipped += 1 }
        }
    }

    /// What nine in ten frames are louder than: the room.
    public var floor: Double { level(at: 0.1) }
    /// What one in ten frames is louder than: a voice, where there was one.
    public var loud: Double { level(at: 0.9) }
    /// A microphone that is switched off delivers zeros; a real one always has some noise.
    public var isDead: Bool { samples == 0 || zeros == samples || peak <= -90 }
    /// Of a thousand.
    public var clippedPerMille: Double { samples == 0 ? 0 : Double(clipped) * 1000 / Double(samples) }

    private func level(at share: Double) -> Double {
        guard !frames.isEmpty else { return -96 }
        return frames.sorted()[min(frames.count - 1, Int(Double(frames.count) * share))]
    }
}
