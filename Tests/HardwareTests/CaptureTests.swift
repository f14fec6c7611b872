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
        var clock = CaptureClock(rate: rate)
        var framing = CaptureFraming()
        let resampler = rate == 24_000 ? nil : Resampler(from: rate, to: 24_000)
        var stamps: [Duration] = []
        var at = 0
        while at < rate {
            let count = 1 + (at * 7) % 999
            let time = clock.stamp(measured: .seconds(100) + .samples(at, at: rate), samples: count)
            let piece = TestSound.tone(440, samples: count)
            framing.add(resampler?.process(piece) ?? piece, capturedAt: time) { frame, time in
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

    private func format(_ encoding: ALSAFormat.Encoding, channels: Int) -> ALSAFormat {
        ALSAFormat(rate: 24_000, channels: channels, encoding: encoding, period: 0, buffer: 0)
    }

    private func decoded(_ values: [some FixedWidthInteger], as format: ALSAFormat) -> [Int16] {
        var mono = [Int16](repeating: 0, count: values.count / format.channels)
        mono.withUnsafeMutableBufferPointer { mono in
            values.withUnsafeBytes { format.decode($0.baseAddress!, into: mono) }
        }
        return mono
    }

    private func encoded<Value: FixedWidthInteger>(_ mono: [Int16], as format: ALSAFormat) -> [Value] {
        var values = [Value](repeating: 0, count: mono.count * format.channels)
        values.withUnsafeMutableBytes { values in
            mono.withUnsafeBufferPointer { format.encode($0, into: values.baseAddress!) }
        }
        return values
    }

    @Test func `channels are mixed to one and spread over all`() {
        #expect(decoded([10, 20, -30, -10] as [Int16], as: format(.s16, channels: 2)) == [15, -20])
        #expect(decoded([1, 2] as [Int16], as: format(.s16, channels: 1)) == [1, 2])
        #expect(decoded([.max, .max] as [Int16], as: format(.s16, channels: 2)) == [.max])
        #expect(decoded([3 << 16, 5 << 16, -7 << 16, -7 << 16] as [Int32], as: format(.s32, channels: 2)) == [4, -7])
        #expect(decoded([.max, .min] as [Int32], as: format(.s32, channels: 1)) == [.max, .min])
        #expect(encoded([1, -2], as: format(.s16, channels: 2)) == [1, 1, -2, -2] as [Int16])
        #expect(encoded([1, -2], as: format(.s16, channels: 1)) == [1, -2] as [Int16])
        #expect(encoded([1, -2], as: format(.s32, channels: 2)) == [65_536, 65_536, -131_072, -131_072] as [Int32])
        #expect(format(.s32, channels: 2).stride == 8 && format(.s16, channels: 1).stride == 2)
    }
}
