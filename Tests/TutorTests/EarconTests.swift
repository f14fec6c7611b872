import Audio
import Testing
import Tutor

/// What a child hears of an earcon: how often it sounds, for how long, and which way its pitch goes.
struct EarconTests {
    /// A stretch of sound: where it begins and ends (ms), and its pitch (Hz).
    struct Note: Hashable {
        var start: Double
        var end: Double
        var pitch: Double
        var length: Double { end - start }
    }

    /// The notes, found in the samples themselves: sound is what is within 24 dB of the peak, in steps of 2 ms.
    static func notes(_ earcon: Earcon) -> [Note] {
        let samples = earcon.frame.samples.map(Double.init)
        let window = 48
        let peak = samples.reduce(0) { max($0, abs($1)) }
        let loud = stride(from: 0, to: samples.count, by: window).map { start in
            samples[start..<min(start + window, samples.count)].contains { abs($0) > peak / 16 }
        }
        var notes: [Note] = []
        var start: Int?
        for index in 0...loud.count {
            switch (index < loud.count && loud[index], start) {
            case (true, nil): start = index
            case (false, let begin?):
                let range = begin * window..<min(index * window, samples.count)
                let rises = zip(samples[range], samples[range].dropFirst()).count { $0 < 0 && $1 >= 0 }
                let seconds = Double(range.count) / Double(AudioFrame.sampleRate)
                notes.append(
                    Note(
                        start: Double(begin * window) / 24, end: Double(range.upperBound) / 24,
                        pitch: Double(rises) / seconds))
                start = nil
            case (true, _?), (false, nil): break
            }
        }
        return notes
    }

    /// How unlike two rhythms are: the largest ratio between two lengths of sound or silence that stand in the same place;
    /// without bound where one has more notes.
    static func unlikeness(_ left: [Note], _ right: [Note]) -> Double {
        guard left.count == right.count else { return .infinity }
        func lengths(_ notes: [Note]) -> [Double] {
            notes.map(\.length) + zip(notes, notes.dropFirst()).map { $1.start - $0.end }
        }
        return zip(lengths(left), lengths(right)).reduce(1) { max($0, $1.0 / $1.1, $1.1 / $1.0) }
    }

    static let pairs = Earcon.allCases.flatMap { left in
        Earcon.allCases.filter { left.rawValue < $0.rawValue }.map { (left, $0) }
    }

    @Test(arguments: pairs) func `two earcons differ in rhythm, not in pitch alone`(left: Earcon, right: Earcon) {
        let unlikeness = EarconTests.unlikeness(EarconTests.notes(left), EarconTests.notes(right))
        #expect(unlikeness > 1.6, "\(left) and \(right): \(unlikeness)")
    }

    @Test(arguments: [
        (Earcon.ready, [1, 1]), (.tooShort, [-1]), (.offline, [-1, -1]), (.trouble, [0]), (.thinking, [1]),
        (.limit, [0, 0]), (.listening, []), (.volume, []),
    ]) func `its contour says what it means`(earcon: Earcon, steps: [Int]) {
        let notes = EarconTests.notes(earcon)
        let found = zip(notes, notes.dropFirst()).map { before, after in
            let ratio = after.pitch / before.pitch
            return ratio > 1.05 ? 1 : ratio < 0.95 ? -1 : 0
        }
        #expect(found == steps, "\(notes)")
    }

    @Test(arguments: Earcon.allCases) func `it is short and quiet, without a click`(earcon: Earcon) {
        let samples = earcon.frame.samples.map(Int.init)
        #expect(earcon.frame.duration <= .milliseconds(750))
        #expect(Level(of: earcon.frame.samples).peak <= -18)
        #expect(Level(of: earcon.frame.samples).peak > -30)
        #expect(abs(samples.reduce(0, +)) < samples.count * 4, "it pushes the loudspeaker to one side")
        let step = zip(samples, samples.dropFirst()).reduce(0) { max($0, abs($1.1 - $1.0)) }
        #expect(step < 1_700, "\(step)")
        // It comes out of silence and goes into it.
        #expect(samples.prefix(24).allSatisfy { abs($0) < 205 })
        #expect(samples.suffix(24).allSatisfy { abs($0) < 205 })
    }

    @Test func `thinking may be heard again and again`() {
        let thinking = Earcon.thinking.frame
        #expect(thinking.duration < .milliseconds(500))
        for other in Earcon.allCases where other != .thinking {
            #expect(Level(of: other.frame.samples).peak - Level(of: thinking.samples).peak > 8)
        }
    }

    @Test func `a press costs no arithmetic`() {
        Earcon.prepare()
        let clock = ContinuousClock()
        let samples = Earcon.ready.frame.samples
        let time = clock.measure { for _ in 0..<10_000 { blackHole(Earcon.ready.frame) } }
        // The same storage each time: making one anew takes more than this each.
        #expect(time < .milliseconds(100), "\(time)")
        #expect(
            samples.withUnsafeBufferPointer { first in
                Earcon.ready.frame.samples.withUnsafeBufferPointer { $0.baseAddress == first.baseAddress }
            })
    }

    @inline(never) private func blackHole(_ frame: AudioFrame) {}
}
