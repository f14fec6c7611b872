import Glibc

/// A linear sweep from one frequency to another, with soft ends: a sound that is found again in a recording by
/// correlation, even when it comes back quietly, late, or out of a ringing room.
public struct Chirp: Sendable, Hashable {
    /// Hz.
    public var from: Double
    public var to: Double
    public var duration: Duration
    /// Of the loudest sample, 0 to 1 of full scale.
    public var amplitude: Double

    /// By default what small loudspeakers and cheap microphones can do, half a second of it, 12 dB below full scale.
    public init(
        from: Double = 400, to: Double = 5_000, duration: Duration = .milliseconds(500), amplitude: Double = 0.25
    ) {
        self.from = from
        self.to = to
        self.duration = duration
        self.amplitude = amplitude
    }

    /// At 24 kHz. The first and last tenth fade in and out (a Tukey window), so that nothing clicks and the
    /// correlation has no side lobes that look like echoes.
    public var frame: AudioFrame {
        let count = AudioFrame.samples(in: duration)
        let rate = Double(AudioFrame.sampleRate)
        let fade = max(1, count / 10)
        let slope = (to - from) / (Double(max(1, count)) / rate)
        return AudioFrame(
            (0..<count).map { index in
                let time = Double(index) / rate
                let edge = min(index, count - 1 - index)
                let window = edge >= fade ? 1 : 0.5 - 0.5 * cos(.pi * Double(edge) / Double(fade))
                let phase = 2 * .pi * (from * time + slope * time * time / 2)
                return Int16((amplitude * 32_767 * window * sin(phase)).rounded())
            })
    }
}
