/// A run of mono 16-bit samples at 24 kHz: the one audio format inside the tutor, and the Realtime API's `audio/pcm`.
public struct AudioFrame: Sendable, Hashable {
    /// Samples a second (Hz).
    public static let sampleRate = 24_000

    public var samples: [Int16]

    public init(_ samples: [Int16]) { self.samples = samples }

    /// Silence of a length in samples.
    public static func silence(samples: Int) -> AudioFrame { AudioFrame([Int16](repeating: 0, count: samples)) }

    /// How long the frame lasts when it is played.
    public var duration: Duration { AudioFrame.duration(ofSamples: samples.count) }

    /// How long a number of samples last at 24 kHz.
    public static func duration(ofSamples count: Int) -> Duration {
        .nanoseconds(Int64(count) * 1_000_000_000 / Int64(sampleRate))
    }

    /// How many whole samples fit into a duration at 24 kHz.
    public static func samples(in duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        return Int(seconds) * sampleRate + Int(attoseconds / 1_000_000_000) * sampleRate / 1_000_000_000
    }

    /// Whole milliseconds that a number of samples last, rounded down.
    public static func milliseconds(ofSamples count: Int) -> Int { count * 1000 / sampleRate }
}
