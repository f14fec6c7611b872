import Audio
import Testing

@testable import Hardware

struct EchoTimelineTests {
    private func at(_ milliseconds: Int) -> Duration { .milliseconds(milliseconds) }
    private func index(_ milliseconds: Int) -> Int { milliseconds * 24 }

    @Test func `played samples are found at the time when they were audible`() {
        var timeline = EchoTimeline()
        let sound = TestSound.noise(samples: 4_800, seed: 3)
        timeline.began(1_000, at: at(10_000))
        timeline.add(sound, from: 1_000)
        // The device starts 30 ms later than it was told to.
        timeline.audible(1_000 + index(20), at: at(10_050))
        #expect(timeline.samples(from: index(10_030), count: 4_800) == sound)
        #expect(timeline.samples(from: index(10_130), count: 480) == Array(sound[2_400..<2_880]))
        #expect(timeline.samples(from: index(10_020), count: 480).prefix(240).allSatisfy { $0 == 0 })
        #expect(timeline.samples(from: index(9_000), count: 480) == [Int16](repeating: 0, count: 480))
    }

    @Test func `a late word is hardly believed, an early one is`() {
        var timeline = EchoTimeline()
        let sound = TestSound.noise(samples: 4_800, seed: 4)
        timeline.began(0, at: at(1_000))
        timeline.add(sound, from: 0)
        timeline.audible(480, at: at(1_020))
        timeline.audible(960, at: at(1_041))
        #expect(timeline.samples(from: index(1_000), count: 480) == Array(sound[..<480]))
        timeline.audible(1_440, at: at(1_059))
        #expect(timeline.samples(from: index(999), count: 480) == Array(sound[..<480]))
    }

    @Test func `what was cut off was never audible, and what follows has its own time`() {
        var timeline = EchoTimeline()
        timeline.began(0, at: at(1_000))
        timeline.add([Int16](repeating: 7, count: 2_400), from: 0)
        timeline.cut(960)
        timeline.add([Int16](repeating: 9, count: 480), from: 5_000)
        timeline.began(5_000, at: at(2_000))
        #expect(
            timeline.samples(from: index(1_000), count: 1_200) == [Int16](repeating: 7, count: 960)
                + [Int16](repeating: 0, count: 240))
        #expect(timeline.samples(from: index(2_000), count: 480) == [Int16](repeating: 9, count: 480))
        #expect(timeline.isAudible(from: index(1_030), to: index(1_050)))
        #expect(!timeline.isAudible(from: index(1_040), to: index(2_000)))
        #expect(timeline.isAudible(from: index(1_990), to: index(2_001)))
        #expect(!timeline.isAudible(from: index(2_020), to: index(9_000)))
    }

    /// A board's room: what is played is heard 25 ms later, weaker, and the times that are told are late now and then.
    @Test func `the echo of what is played is taken out by the times that were told`() {
        let played = PlayedSound()
        let processor = CaptureProcessor(
            SoundDevices(processing: CaptureProcessing(echoCancellation: true)), played: played)!
        let sound = (0..<240_000).map {
            Int16(9_000 * Double(TestSound.noise(samples: 1, seed: UInt64($0 * 77 + 5), amplitude: 1_000)[0]) / 1_000)
        }
        var before = 0.0
        var after = 0.0
        for frame in 0..<500 {
            let start = frame * 480
            let now = at(5_000 + frame * 20)
            if frame == 0 { played.note(.began(0, at: now)) }
            sound[start..<(start + 480)].withUnsafeBufferPointer { played.add($0, from: start) }
            played.note(.audible(start, at: now + .microseconds([0, 300, 1_200, 0, 700][frame % 5])))
            let captured = (start..<(start + 480)).map { $0 < 600 ? 0 : sound[$0 - 600] / 4 }
            // A frame is whole, and known, 20 ms after it began: by then the next samples have been written.
            let next = min(start + 480, sound.count - 480)
            sound[next..<(next + 480)].withUnsafeBufferPointer { played.add($0, from: next) }
            let result = processor.process(AudioFrame(captured), at: now)
            if frame > 250 {
                before += captured.reduce(0) { $0 + Double($1) * Double($1) }
                after += result.samples.reduce(0) { $0 + Double($1) * Double($1) }
            }
        }
        #expect(after * 30 < before, "lowered by \(before / after)")
    }

    @Test func `with half duplex the microphone is silent while the loudspeaker is audible, and for a tail after it`() {
        let played = PlayedSound()
        let processor = CaptureProcessor(SoundDevices(duplex: .half, echoTailMilliseconds: 100), played: played)!
        let voice = AudioFrame([Int16](repeating: 500, count: 480))
        func isHeard(_ milliseconds: Int) -> Bool { processor.process(voice, at: at(milliseconds)) == voice }
        #expect(isHeard(960))
        played.note(.began(0, at: at(1_000)))
        [Int16](repeating: 1, count: 2_400).withUnsafeBufferPointer { played.add($0, from: 0) }
        #expect(!isHeard(990) && !isHeard(1_060) && !isHeard(1_180))
        #expect(isHeard(1_200))
    }
}
