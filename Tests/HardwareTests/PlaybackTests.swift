import Audio
import Testing

@testable import Hardware

struct PlaybackTests {
    @Test(arguments: [24_000, 48_000, 16_000, 44_100])
    func `the meter reports every sample once and never more than was given`(rate: Int) {
        var meter = PlaybackMeter(deviceRate: rate)
        var told = 0
        for step in 1...50 {
            meter.took(480)
            meter.wrote(480 * rate / 24_000)
            meter.measured(delay: rate / 20)
            told += meter.report(atLeast: 480) ?? 0
            #expect(told <= step * 480)
        }
        #expect(told > 40 * 480)
        meter.ranDry()
        told += meter.report() ?? 0
        #expect(told == 24_000)
        #expect(meter.report() == nil)
    }

    @Test func `a device that corrects its delay upwards takes nothing back`() {
        var meter = PlaybackMeter(deviceRate: 24_000)
        meter.took(4_800)
        meter.wrote(4_800)
        meter.measured(delay: 800)
        #expect(meter.report() == 4_000)
        meter.measured(delay: 2_000)
        #expect(meter.report() == nil)
        meter.measured(delay: -50)
        #expect(meter.report() == 800)
    }

    @Test func `the queue gives samples in order, in whatever pieces`() {
        let queue = PlaybackQueue(limit: .seconds(10))
        let samples = TestSound.noise(samples: 5_000, seed: 5)
        for frame in BoardConformance.frames(samples) { queue.add(frame) }
        var taken: [Int16] = []
        for count in [1, 479, 480, 481, 1_000, 2_000, 9_000] { taken += queue.take(count) }
        #expect(taken == samples)
        #expect(queue.takeOrders() == .init(silences: 0, waiting: 0))
    }

    @Test func `a frame beyond the limit is refused, and that is told once`() {
        let queue = PlaybackQueue(limit: .milliseconds(100))
        let results = BoardConformance.frames(BoardConformance.sound(milliseconds: 120)).map { queue.add($0) }
        #expect(results == [true, true, true, true, true, false])
        #expect(queue.takeRefusal())
        #expect(!queue.takeRefusal())
    }

    @Test func `an order to be silent drops what was queued before it and nothing after`() {
        let queue = PlaybackQueue(limit: .seconds(1))
        queue.add(.silence(samples: 480))
        queue.orderSilence()
        queue.orderSilence()
        queue.add(AudioFrame([1, 2, 3]))
        #expect(queue.takeOrders() == .init(silences: 2, waiting: 3))
        #expect(queue.takeOrders() == .init(silences: 0, waiting: 3))
        #expect(queue.take(10) == [1, 2, 3])
    }
}
