/// Makes samples quieter, without a click when it changes: a new gain is reached over 10 ms.
///
/// Whole numbers of 15 bits behind the point, so that the loop runs in the processor's vectors; it allocates nothing.
public struct SoftGain: Sendable, Hashable {
    /// A gain of 1.
    public static let unity: Int32 = 1 << 15
    /// Change from one sample to the next: from silence to all in 10 ms at 24 kHz.
    private static let slope: Int32 = unity / 240 + 1

    private var current: Int32
    private var target: Int32

    /// - Parameter gain: 0 (silent) to 32768 (unchanged).
    public init(_ gain: Int32 = SoftGain.unity) {
        current = SoftGain.clamped(gain)
        target = current
    }

    /// A loudness as a gain; what is not silent stays audible, if barely.
    public static func gain(of loudness: Loudness) -> Int32 {
        guard loudness > .silent else { return 0 }
        return max(1, clamped(Int32((loudness.gain * Double(unity)).rounded())))
    }

    /// Sets where to go from here.
    public mutating func aim(at gain: Int32) { target = SoftGain.clamped(gain) }

    /// Is there at once: where there is nothing that could click.
    public mutating func settle() { current = target }

    public mutating func apply(to samples: UnsafeMutableBufferPointer<Int16>) {
        var index = 0
        while index < samples.count, current != target {
            current = current < target ? min(target, current &+ SoftGain.slope) : max(target, current &- SoftGain.slope)
            samples[index] = SoftGain.scaled(samples[index], by: current)
            index += 1
        }
        guard current != SoftGain.unity else { return }
        let gain = current
        while index < samples.count {
            samples[index] = SoftGain.scaled(samples[index], by: gain)
            index += 1
        }
    }

    private static func scaled(_ sample: Int16, by gain: Int32) -> Int16 {
        Int16(truncatingIfNeeded: (Int32(sample) &* gain &+ 1 << 14) >> 15)
    }

    private static func clamped(_ gain: Int32) -> Int32 { min(unity, max(0, gain)) }
}
