import Audio
import Synchronization
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

    /// Takes like the speaker's thread.
    private func take(_ count: Int, from pipe: PlaybackPipe) -> [Int16] {
        let room = UnsafeMutableBufferPointer<Int16>.allocate(capacity: count)
        defer { room.deallocate() }
        return Array(room[..<pipe.samples.take(into: room)])
    }

    @Test func `the queue gives samples in order, in whatever pieces`() throws {
        let pipe = try PlaybackPipe()
        let queue = PlaybackQueue(limit: .seconds(10), into: pipe)
        let samples = TestSound.noise(samples: 50_000, seed: 5)
        for frame in BoardConformance.frames(samples) { queue.add(frame) }
        #expect(pipe.samples.count == 16_384 && pipe.backlog.load(ordering: .relaxed) == 50_000 - 16_384)
        var taken: [Int16] = []
        for round in 0..<2_000 where taken.count < samples.count {
            taken += take([1, 479, 480, 481, 1_000][round % 5], from: pipe)
            if round.isMultiple(of: 3) { queue.handOn() }
        }
        #expect(taken == samples)
        #expect(!pipe.hasSound)
    }

    @Test func `a frame beyond the limit is refused, and that is told once, when the rest was heard`() throws {
        let pipe = try PlaybackPipe()
        let queue = PlaybackQueue(limit: .milliseconds(100), into: pipe)
        let results = BoardConformance.frames(BoardConformance.sound(milliseconds: 120)).map { queue.add($0) }
        #expect(results == [true, true, true, true, true, false])
        var told = 0
        queue.tellLoss(settled: 0) { told += 1 }
        #expect(told == 0)
        for _ in 0..<2 { queue.tellLoss(settled: 2_400) { told += 1 } }
        #expect(told == 1)
    }

    @Test func `an order to be silent drops what was queued before it and nothing after`() throws {
        let pipe = try PlaybackPipe()
        let queue = PlaybackQueue(limit: .seconds(10), into: pipe)
        for frame in BoardConformance.frames(BoardConformance.sound(milliseconds: 2_000)) { queue.add(frame) }
        queue.orderSilence()
        queue.orderSilence()
        // What the pipe held is only forgotten by its reader, and until then there is room for little.
        queue.add(AudioFrame([1, 2, 3]))
        #expect(pipe.silences.load(ordering: .relaxed) == 2)
        _ = pipe.samples.skip(to: pipe.silencedTo.load(ordering: .relaxed))
        queue.handOn()
        #expect(take(10, from: pipe) == [1, 2, 3])
    }

    @Test func `without a device everything is thrown away, told once each time, and never as part of what follows`()
        throws
    {
        let pipe = try PlaybackPipe()
        let queue = PlaybackQueue(limit: .seconds(10), into: pipe)
        for frame in BoardConformance.frames(BoardConformance.sound(milliseconds: 2_000)) { queue.add(frame) }
        pipe.isLost.store(true, ordering: .relaxed)
        #expect(!queue.add(.silence(samples: 480)))
        queue.lose(unheard: false)
        var told = 0
        for _ in 0..<2 { queue.tellLoss(settled: 0) { told += 1 } }
        #expect(told == 1)
        #expect(!queue.add(.silence(samples: 480)))
        pipe.isLost.store(false, ordering: .relaxed)
        #expect(!queue.add(.silence(samples: 480)), "the loss has not been told")
        queue.tellLoss(settled: 0) { told += 1 }
        #expect(told == 2)
        // As the speaker's thread does.
        _ = pipe.samples.skip(to: pipe.samples.writtenCount)
        #expect(queue.add(.silence(samples: 480)))
        queue.lose(unheard: false)
        queue.tellLoss(settled: 0) { told += 1 }
        queue.lose(unheard: false)
        queue.tellLoss(settled: 0) { told += 1 }
        #expect(told == 2, "what the pipe holds is the reader's to lose")
        queue.lose(unheard: true)
        queue.tellLoss(settled: 0) { told += 1 }
        #expect(told == 3)
    }
}
