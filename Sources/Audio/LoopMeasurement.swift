import Glibc

/// How a sound that was played came back through a microphone: found by a matched filter.
///
/// ```
/// played    ──╱╲╱╲╱╲──────────────────────
/// captured  ─────────·╱╲╱╲╱╲··············
///           │ delay  │        │ tail │
/// ```
public struct LoopMeasurement: Sendable, Hashable, Codable {
    /// From the first captured sample to where the sound begins in it (samples at 24 kHz).
    public var delay: Int
    /// How loud it came back, relative to what was sent (dB); -3 is little less, -60 is next to nothing.
    public var gain: Double
    /// How alike they are, 0 to 1: 1 is the same sound, without noise or ringing.
    public var match: Double
    /// How far the match stands out of all others (dB). Noise alone comes to about 13.
    public var prominence: Double
    /// How long the room rings on until it is 20 dB down (ms).
    public var tailMilliseconds: Int

    /// Below this, what was found may be chance.
    public static let leastProminence = 17.0
    /// Less than this (dB) is the last bit of a converter and no sound.
    public static let leastGain = -72.0

    /// Whether the sound came back at all.
    public var isHeard: Bool { prominence >= LoopMeasurement.leastProminence && gain >= LoopMeasurement.leastGain }

    /// - Parameters:
    ///   - sent: what was played, at 24 kHz.
    ///   - captured: what was recorded meanwhile and afterwards; longer than what was sent.
    ///   - room: how long after the sound its ringing is looked for.
    /// - Returns: nil where there is nothing to compare.
    public init?(of sent: [Int16], in captured: [Int16], room: Duration = .milliseconds(600)) {
        guard !sent.isEmpty, captured.count >= sent.count else { return nil }
        let correlation = LoopMeasurement.correlation(of: sent, in: captured)
        let starts = captured.count - sent.count + 1
        let sentEnergy = LoopMeasurement.energy(sent[...])
        guard sentEnergy > 0,
            let peak = (0..<starts).max(by: { abs(correlation[$0]) < abs(correlation[$1]) })
        else { return nil }

        let heardEnergy = LoopMeasurement.energy(captured[peak..<(peak + sent.count)])
        delay = peak
        guard heardEnergy > 0 else {
            (gain, match, prominence, tailMilliseconds) = (-120, 0, 0, 0)
            return
        }
        let height = abs(correlation[peak])
        match = min(1, height / (sentEnergy * heardEnergy).squareRoot())
        gain = LoopMeasurement.decibels(height / sentEnergy, floor: -120)

        // The ringing comes after the sound, so the noise is what lies before it, or far behind it.
        let tailEnd = min(starts, peak + AudioFrame.samples(in: room))
        let quiet = Array(correlation[..<max(0, peak - 48)]) + Array(correlation[tailEnd..<starts])
        let noise = quiet.isEmpty ? 0 : quiet.reduce(0) { $0 + $1 * $1 } / Double(quiet.count)
        prominence = min(120, LoopMeasurement.decibels(height / max(noise.squareRoot(), 1e-6), floor: 0))
        tailMilliseconds = LoopMeasurement.tail(correlation[peak..<tailEnd], noise: noise)
    }

    /// How far the captured sound, at each place, is the sent one.
    private static func correlation(of sent: [Int16], in captured: [Int16]) -> [Double] {
        let size = FourierTransform.size(for: captured.count + sent.count)
        let transform = FourierTransform(count: size)
        // Two real signals in one transform: one is the real part, the other the imaginary.
        var real = [Double](repeating: 0, count: size)
        var imaginary = real
        for (index, sample) in captured.enumerated() { real[index] = Double(sample) }
        for (index, sample) in sent.enumerated() { imaginary[index] = Double(sample) }
        transform.forward(&real, &imaginary)
        var productReal = [Double](repeating: 0, count: size)
        var productImaginary = productReal
        for index in 0..<size {
            let mirror = (size - index) & (size - 1)
            let (a, b) = ((real[index] + real[mirror]) / 2, (imaginary[index] - imaginary[mirror]) / 2)
            let (c, d) = ((imaginary[index] + imaginary[mirror]) / 2, (real[mirror] - real[index]) / 2)
            // captured × conjugate of sent
            productReal[index] = a * c + b * d
            productImaginary[index] = b * c - a * d
        }
        transform.inverse(&productReal, &productImaginary)
        return productReal
    }

    /// Until when a hundredth of the energy is still to come (Schroeder 1965, backward integration), in ms.
    private static func tail(_ impulse: ArraySlice<Double>, noise: Double) -> Int {
        let energies = impulse.map { max(0, $0 * $0 - 2 * noise) }
        var left = energies.reduce(0, +)
        let least = left / 100
        guard left > 0 else { return 0 }
        for (index, energy) in energies.enumerated() {
            left -= energy
            if left <= least { return AudioFrame.milliseconds(ofSamples: index) }
        }
        return AudioFrame.milliseconds(ofSamples: energies.count)
    }

    private static func energy(_ samples: ArraySlice<Int16>) -> Double {
        samples.reduce(0) { $0 + Double($1) * Double($1) }
    }

    private static func decibels(_ ratio: Double, floor: Double) -> Double {
        ratio > 0 ? max(floor, (200 * log10(ratio)).rounded() / 10) : floor
    }
}
