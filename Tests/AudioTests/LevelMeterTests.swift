import Audio
import Testing

struct LevelMeterTests {
    private func square(_ amplitude: Int16) -> AudioFrame {
        AudioFrame((0..<480).map { $0.isMultiple(of: 2) ? amplitude : -amplitude })
    }

    @Test func `the level is that of the last window`() {
        var meter = LevelMeter(window: .milliseconds(100))
        for _ in 0..<10 { meter.add(square(16_384)) }
        #expect(abs(meter.level.rms + 6) < 0.1 && meter.level.peak == meter.level.rms)
        for _ in 0..<5 { meter.add(square(1_638)) }
        #expect(abs(meter.level.rms + 26) < 0.1)
        #expect(abs(meter.loudest.rms + 6) < 0.1)
        #expect(abs((meter.quietest?.rms ?? 0) + 26) < 0.1)
    }

    @Test func `clipped samples are counted, on both sides`() {
        var meter = LevelMeter()
        meter.add(AudioFrame([.max, .min, -.max, 32_766, 0, 0, 0, 0]))
        #expect(meter.clippedSamples == 3 && meter.clippedShare == 3 / 8 && meter.level.isClipping)
    }

    @Test func `silence has a length, and ends with a sound`() {
        var meter = LevelMeter()
        #expect(meter.level == .silence && meter.silentFor == .zero && meter.clippedShare == 0 && meter.quietest == nil)
        for _ in 0..<150 { meter.add(.silence(samples: 480)) }
        #expect(meter.silentFor == .seconds(3))
        meter.add(square(300))
        #expect(meter.silentFor == .zero)
    }
}
