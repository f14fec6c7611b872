import Audio
import Testing

struct LoudnessTests {
    @Test func `half as loud is an eighth of the amplitude, and the ceiling bounds it all`() {
        #expect(Loudness(percent: 50).gain == 0.125)
        #expect(Loudness(percent: 100, ceilingPercent: 50) == Loudness(percent: 50))
        #expect(Loudness(percent: 0) == .silent && Loudness.silent.gain == 0)
        #expect(Loudness(percent: 120) == .full && Loudness(percent: -3) == .silent)
        #expect(Loudness(percent: 100, ceilingPercent: 300) == .full)
    }

    /// The values that alsamixer's own arithmetic gives (`volume_mapping.c`).
    @Test(arguments: [
        (100, -45.0, 0.0, 0.0), (0, -45.0, 0.0, -45.0), (50, -45.0, 0.0, -13.8), (50, -99_999.0, 0.0, -18.1),
        (0, -99_999.0, 0.0, -99_999.0), (50, -12.0, 0.0, -6.0), (50, -20.0, 4.0, -8.0), (50, 0.0, 0.0, 0.0),
    ]) func `a mixer's decibels follow the ear`(percent: Int, lowest: Double, highest: Double, expected: Double) {
        #expect(abs(Loudness(percent: percent).decibels(from: lowest, to: highest) - expected) < 0.1)
    }

    @Test func `louder is louder, all the way up`() {
        let steps = (0...100).map { Loudness(percent: $0) }
        for (lower, higher) in zip(steps, steps.dropFirst()) {
            #expect(lower < higher)
            #expect(SoftGain.gain(of: lower) <= SoftGain.gain(of: higher))
            #expect(lower.decibels(from: -60, to: 6) < higher.decibels(from: -60, to: 6))
        }
        #expect(SoftGain.gain(of: .full) == SoftGain.unity && SoftGain.gain(of: .silent) == 0)
        #expect(SoftGain.gain(of: Loudness(percent: 1)) > 0)
    }

    private func apply(_ gain: inout SoftGain, to samples: [Int16]) -> [Int16] {
        var samples = samples
        samples.withUnsafeMutableBufferPointer { gain.apply(to: $0) }
        return samples
    }

    @Test func `a gain of one changes nothing, and of nothing leaves nothing`() {
        let samples: [Int16] = [.min, .max, -1, 0, 1, 12_345]
        var unity = SoftGain()
        #expect(apply(&unity, to: samples) == samples)
        var silent = SoftGain(0)
        #expect(apply(&silent, to: samples).allSatisfy { $0 == 0 })
        var half = SoftGain(SoftGain.unity / 2)
        #expect(apply(&half, to: [-20_000, 20_000]) == [-10_000, 10_000])
    }

    @Test func `a change of gain takes 10 ms and no jump`() {
        var gain = SoftGain()
        gain.aim(at: 0)
        let faded = apply(&gain, to: [Int16](repeating: 16_000, count: 480))
        #expect(faded.last == 0 && faded[250] == 0 && faded[120] > 7_000)
        #expect(zip(faded, faded.dropFirst()).allSatisfy { $0 >= $1 && $0 - $1 < 100 })
        gain.aim(at: SoftGain.unity)
        let risen = apply(&gain, to: [Int16](repeating: 16_000, count: 480))
        #expect(risen[0] < 100 && risen.last == 16_000)
        gain.aim(at: 0)
        gain.settle()
        #expect(apply(&gain, to: [16_000]) == [0])
    }
}
