import Audio
import Testing

@testable import Hardware

struct CaptureTests {
    @Test func `late measurements do not shake the clock, and an early one is believed`() {
        var clock = CaptureClock(rate: 24_000)
        #expect(clock.stamp(measured: .milliseconds(1_000), samples: 480) == .milliseconds(1_000))
        let late = clock.stamp(measured: .milliseconds(1_030), samples: 480)
        #expect(late >= .milliseconds(1_020) && late < .milliseconds(1_021))
        #expect(clock.stamp(measured: .milliseconds(1_039), samples: 480) == .milliseconds(1_039))
    }

    @Test func `after an interruption the clock starts anew`() {
        var clock = CaptureClock(rate: 24_000)
        _ = clock.stamp(measured: .zero, samples: 480)
        #expect(clock.stamp(measured: .milliseconds(500), samples: 480) == .milliseconds(500))
        clock.restart()
        #expect(clock.stamp(measured: .milliseconds(530), samples: 480) == .milliseconds(530))
    }

    @Test(arguments: [24_000, 48_000, 16_000, 44_100])
    func `frames of 480 samples come of pieces of any size, 20 ms apart`(rate: Int) {
        var framing = CaptureFraming(rate: rate)
        var stamps: [Duration] = []
        var at = 0
        while at < rate {
            let count = 1 + (at * 7) % 999
            framing.add(
                TestSound.tone(440, samples: count), capturedAt: .seconds(100) + .samples(at, at: rate)
            ) { frame, time in
                #expect(frame.samples.count == 480)
                stamps.append(time)
            }
            at += count
        }
        #expect((48...51).contains(stamps.count))
        let steps = zip(stamps, stamps.dropFirst()).map { $1 - $0 }
        #expect(steps.allSatisfy { abs($0 / .milliseconds(1) - 20) < 3 })
        #expect(abs((stamps[0] - .seconds(100)) / .milliseconds(1)) < 5)
    }

    @Test func `channels are mixed to one and spread over all`() {
        #expect(ALSADevice.mono([10, 20, -30, -10], samples: 2, channels: 2) == [15, -20])
        #expect(ALSADevice.mono([1, 2, 3], samples: 2, channels: 1) == [1, 2])
        #expect(ALSADevice.mono([.max, .max], samples: 1, channels: 2) == [.max])
        #expect(ALSADevice.spread([1, -2], channels: 2) == [1, 1, -2, -2])
    }
}
