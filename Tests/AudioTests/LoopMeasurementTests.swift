import Foundation
import Testing

@testable import Audio

struct LoopMeasurementTests {
    private func noise(_ count: Int, amplitude: Int, seed: UInt64 = 7) -> [Int16] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return amplitude == 0 ? 0 : Int16(Int(state >> 33) % (2 * amplitude + 1) - amplitude)
        }
    }

    /// A recording of a second in which the chirp begins at a place, so many times as loud.
    private func recording(_ at: Int, gain: Double, noise amplitude: Int, echoes: [(Int, Double)] = []) -> [Int16] {
        let chirp = Chirp(duration: .milliseconds(250)).frame.samples
        var sound = noise(24_000, amplitude: amplitude).map(Double.init)
        for (delay, factor) in [(0, 1.0)] + echoes {
            for (index, sample) in chirp.enumerated() where at + delay + index < sound.count {
                sound[at + delay + index] += gain * factor * Double(sample)
            }
        }
        return sound.map { Int16(max(-32_768, min(32_767, $0))) }
    }

    @Test(arguments: [
        (0, 1.0, 0), (12_345, 0.5, 100), (777, 0.01, 40), (15_000, 0.02, 500), (4_000, 0.004, 12),
    ]) func `a chirp is found to the sample, with its level, also below the noise`(
        at: Int, gain: Double, amplitude: Int
    ) throws {
        let measurement = try #require(
            LoopMeasurement(
                of: Chirp(duration: .milliseconds(250)).frame.samples, in: recording(at, gain: gain, noise: amplitude)))
        #expect(measurement.isHeard, "\(measurement)")
        #expect(measurement.delay == at)
        #expect(abs(measurement.gain - 20 * log10(gain)) < 1, "\(measurement)")
        if amplitude == 0 { #expect(measurement.match > 0.999) }
    }

    @Test func `noise and silence are no loop`() throws {
        for seed in 1...5 as ClosedRange<UInt64> {
            let measurement = try #require(
                LoopMeasurement(
                    of: Chirp(duration: .milliseconds(250)).frame.samples,
                    in: noise(24_000, amplitude: 1_000, seed: seed)))
            #expect(!measurement.isHeard, "\(measurement)")
        }
        let silence = try #require(
            LoopMeasurement(
                of: Chirp(duration: .milliseconds(250)).frame.samples, in: [Int16](repeating: 0, count: 24_000)))
        #expect(!silence.isHeard && silence.match == 0)
    }

    @Test func `a converter's last bit is no loop`() throws {
        var captured = [Int16](repeating: 0, count: 24_000)
        for index in stride(from: 9_000, to: 9_400, by: 57) { captured[index] = 1 }
        let measurement = try #require(
            LoopMeasurement(of: Chirp(duration: .milliseconds(250)).frame.samples, in: captured))
        #expect(!measurement.isHeard, "\(measurement)")
    }

    @Test func `a tone is no chirp`() throws {
        let tone = (0..<24_000).map { Int16(8_000 * sin(Double($0) * 0.2)) }
        let measurement = try #require(LoopMeasurement(of: Chirp(duration: .milliseconds(250)).frame.samples, in: tone))
        #expect(!measurement.isHeard, "\(measurement)")
    }

    @Test func `a room that rings is told by how long`() throws {
        let dry = try #require(
            LoopMeasurement(
                of: Chirp(duration: .milliseconds(250)).frame.samples, in: recording(5_000, gain: 0.3, noise: 5)))
        #expect(dry.tailMilliseconds < 10)
        // A reflection each 10 ms, each 2 dB quieter: 20 dB down after 100 ms.
        let echoes = (1...30).map { ($0 * 240, pow(10, -Double($0) * 2 / 20)) }
        let wet = try #require(
            LoopMeasurement(
                of: Chirp(duration: .milliseconds(250)).frame.samples,
                in: recording(5_000, gain: 0.3, noise: 5, echoes: echoes)))
        #expect(wet.isHeard && wet.delay == 5_000)
        #expect((80...130).contains(wet.tailMilliseconds), "\(wet)")
    }

    @Test func `too short a recording is nothing to compare`() {
        #expect(LoopMeasurement(of: Chirp(duration: .milliseconds(250)).frame.samples, in: [1, 2, 3]) == nil)
        #expect(LoopMeasurement(of: [], in: [1, 2, 3]) == nil)
    }

    @Test func `a chirp is as long and as loud as it should be, and does not click`() {
        let samples = Chirp(duration: .milliseconds(250), amplitude: 0.5).frame.samples
        #expect(samples.count == 6_000)
        #expect(samples.first == 0 && abs(Int(samples.last ?? 1)) < 20)
        #expect((16_000...16_384).contains(Int(samples.max() ?? 0)))
    }

    @Test(arguments: [1, 2, 8, 64]) func `the transform is the one of the book, and is undone`(count: Int) {
        let real = (0..<count).map { sin(Double($0 * $0)) }
        let imaginary = (0..<count).map { cos(Double($0) * 3) }
        var (a, b) = (real, imaginary)
        let transform = FourierTransform(count: count)
        transform.forward(&a, &b)
        for k in 0..<count {
            var (sumReal, sumImaginary) = (0.0, 0.0)
            for n in 0..<count {
                let angle = -2 * Double.pi * Double(k * n) / Double(count)
                sumReal += real[n] * cos(angle) - imaginary[n] * sin(angle)
                sumImaginary += real[n] * sin(angle) + imaginary[n] * cos(angle)
            }
            #expect(abs(a[k] - sumReal) < 1e-9 && abs(b[k] - sumImaginary) < 1e-9)
        }
        transform.inverse(&a, &b)
        for n in 0..<count { #expect(abs(a[n] - real[n]) < 1e-9 && abs(b[n] - imaginary[n]) < 1e-9) }
        #expect(FourierTransform.size(for: 1_000) == 1_024 && FourierTransform.size(for: 1_024) == 1_024)
    }
}
