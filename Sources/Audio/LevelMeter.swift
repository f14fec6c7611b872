/// Follows how loud a microphone is: over the last second, and what was clipped or silent since the start. Pure.
public struct LevelMeter: Sendable, Hashable {
    /// Below this (dBFS) nobody speaks and no room is: an input that is muted or not plugged in.
    public static let silenceBelow = -75.0

    private struct Part: Sendable, Hashable {
        var samples: Int
        var energy: Int64
        var peak: Int
    }

    private var parts: [Part] = []
    private var samplesInWindow = 0
    private let window: Int

    /// Samples since the start.
    public private(set) var samples = 0
    /// Samples at the converter's limit since the start.
    public private(set) var clippedSamples = 0
    /// The loudest window since the start.
    public private(set) var loudest = Level.silence
    /// The quietest whole window since the start: the noise of the room. Nil before there was one.
    public private(set) var quietest: Level?
    /// Samples since something was last louder than ``silenceBelow``.
    private var silentSamples = 0

    /// - Parameter window: what ``level`` is measured over.
    public init(window: Duration = .seconds(1)) { self.window = max(1, AudioFrame.samples(in: window)) }

    public mutating func add(_ frame: AudioFrame) {
        guard !frame.samples.isEmpty else { return }
        var part = Part(samples: frame.samples.count, energy: 0, peak: 0)
        for sample in frame.samples {
            let magnitude = Int(sample.magnitude)
            part.energy += Int64(magnitude * magnitude)
            part.peak = max(part.peak, magnitude)
            if magnitude >= Int(Int16.max) { clippedSamples += 1 }
        }
        parts.append(part)
        samples += part.samples
        samplesInWindow += part.samples
        while let first = parts.first, samplesInWindow - first.samples >= window {
            samplesInWindow -= first.samples
            parts.removeFirst()
        }
        let isSilent = Level(of: frame.samples).rms < LevelMeter.silenceBelow
        silentSamples = isSilent ? silentSamples + part.samples : 0
        let now = level
        loudest = max(loudest, now)
        if samplesInWindow >= window { quietest = min(quietest ?? now, now) }
    }

    /// Of the last window, or of what has come so far.
    public var level: Level {
        Level(
            energy: parts.reduce(0) { $0 + $1.energy }, samples: samplesInWindow,
            peak: parts.reduce(0) { max($0, $1.peak) })
    }

    /// How long nothing was louder than ``silenceBelow``, up to now.
    public var silentFor: Duration { AudioFrame.duration(ofSamples: silentSamples) }

    /// The share of samples at the converter's limit, 0 to 1.
    public var clippedShare: Double { samples == 0 ? 0 : Double(clippedSamples) / Double(samples) }
}
