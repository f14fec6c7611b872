import Audio
import Glibc
import Testing

/// speexdsp as it is wrapped, by numbers.
struct VoiceProcessingTests {
    /// Reproducible noise from -1 to 1.
    private struct Random {
        var state: UInt64
        mutating func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(Int64(bitPattern: state) >> 11) / Double(1 << 52)
        }
    }

    /// Like a voice: harmonics of a wandering pitch, four syllables a second with pauses. RMS of the loud parts is near
    /// `level` dBFS.
    private func voice(seconds: Double, level: Double, pitch: Double = 140) -> [Int16] {
        let amplitude = 32_768 * pow(10, level / 20)
        var phase = 0.0
        return (0..<Int(seconds * 24_000)).map { index in
            let time = Double(index) / 24_000
            phase += 2 * .pi * pitch * (1 + 0.15 * sin(2 * .pi * 0.7 * time)) / 24_000
            let sum = (1...5).reduce(0.0) { $0 + sin(phase * Double($1)) / Double($1) }
            let syllable = max(0, sin(2 * .pi * 4 * time))
            return Int16(clamping: Int(amplitude * sum * syllable.squareRoot()))
        }
    }

    private func noise(samples: Int, amplitude: Double, seed: UInt64) -> [Int16] {
        var random = Random(state: seed)
        return (0..<samples).map { _ in Int16(clamping: Int(random.next() * amplitude)) }
    }

    private func sum(_ a: [Int16], _ b: [Int16]) -> [Int16] { zip(a, b).map { Int16(clamping: Int($0) + Int($1)) } }

    private func frames(_ samples: [Int16]) -> [[Int16]] {
        stride(from: 0, to: samples.count - 479, by: 480).map { Array(samples[$0..<($0 + 480)]) }
    }

    private func level(_ samples: some Collection<Int16>) -> Double { Level(of: Array(samples)).rms }

    @Test(arguments: [-40.0, -30.0, -6.0])
    func `gain control brings quiet and loud voices to one level`(spoken: Double) {
        let preprocessor = SpeechPreprocessor(gainControl: true, noiseReduction: false)
        let before = voice(seconds: 9, level: spoken)
        let after = frames(before).flatMap { preprocessor.process($0) }
        let reached = level(after.suffix(72_000))
        #expect(abs(reached + 21) < 4, "\(level(before.suffix(72_000))) dBFS became \(reached)")
    }

    @Test func `noise reduction lifts a voice out of steady noise`() {
        let speech = voice(seconds: 8, level: -20)
        let noisy = sum(speech, noise(samples: speech.count, amplitude: 1_500, seed: 3))
        let preprocessor = SpeechPreprocessor(gainControl: false, noiseReduction: true)
        let after = frames(noisy).flatMap { preprocessor.process($0) }
        // The pauses between syllables hold the noise alone, the syllables the voice.
        func ratio(_ samples: [Int16]) -> Double {
            let parts = (20..<30).map { syllable in
                let at = 24_000 * syllable / 4
                return (loud: samples[(at + 1_000)..<(at + 2_400)], quiet: samples[(at + 4_200)..<(at + 5_600)])
            }
            return level(parts.flatMap(\.loud)) - level(parts.flatMap(\.quiet))
        }
        #expect(ratio(after) > ratio(noisy) + 6, "from \(ratio(noisy)) dB to \(ratio(after)) dB")
        #expect(abs(level(after.suffix(48_000)) - level(speech.suffix(48_000))) < 3, "the voice itself is kept")
    }

    /// What a microphone hears of the loudspeaker: later, weaker, and once more from the wall.
    private func echo(of played: [Int16], delay: Int) -> [Int16] {
        played.indices.map { index in
            let direct = index >= delay ? Double(played[index - delay]) * 0.3 : 0
            let wall = index >= delay + 700 ? Double(played[index - delay - 700]) * 0.12 : 0
            return Int16(direct + wall)
        }
    }

    @Test(arguments: [480, 1_200, 2_400])
    func `an echo is lowered by 15 dB, and the voice at the microphone survives`(delay: Int) {
        let played = sum(voice(seconds: 10, level: -14, pitch: 190), noise(samples: 240_000, amplitude: 300, seed: 5))
        let echo = echo(of: played, delay: delay)
        var near = [Int16](repeating: 0, count: echo.count)
        let spoken = voice(seconds: 2, level: -20, pitch: 120)
        near.replaceSubrange(168_000..<(168_000 + spoken.count), with: spoken)
        let captured = sum(sum(echo, near), noise(samples: echo.count, amplitude: 10, seed: 9))
        let canceller = EchoCanceller()
        let after = zip(frames(captured), frames(played)).flatMap { canceller.cancel(captured: $0, played: $1) }
        // Alone with the echo, after 5 s of learning; then both speak.
        let quiet = 120_000..<160_000
        let lowered = level(captured[quiet]) - level(after[quiet])
        #expect(lowered >= 15, "lowered by \(lowered) dB")
        let double = 168_000..<216_000
        let error = zip(after[double], near[double]).map { Int16(clamping: Int($0) - Int($1)) }
        #expect(
            level(near[double]) - level(error) > 6,
            "the voice is \(level(near[double]) - level(error)) dB over the rest")
    }

    @Test func `without anything played a voice passes the echo canceller and its preprocessor`() {
        let canceller = EchoCanceller()
        let preprocessor = SpeechPreprocessor(gainControl: false, noiseReduction: false, echo: canceller)
        let speech = voice(seconds: 4, level: -20)
        let silence = [Int16](repeating: 0, count: 480)
        let after = frames(speech).flatMap { preprocessor.process(canceller.cancel(captured: $0, played: silence)) }
        #expect(abs(level(after.suffix(48_000)) - level(speech.suffix(48_000))) < 3)
    }

    @Test(arguments: [(24_000, 48_000), (44_100, 24_000), (24_000, 16_000)])
    func `converting into a buffer of one's own gives the same samples`(from: Int, to: Int) {
        let samples = voice(seconds: 1, level: -12)
        let whole = Resampler(from: from, to: to)
        let pieces = Resampler(from: from, to: to)
        let room = UnsafeMutableBufferPointer<Int16>.allocate(capacity: max(pieces.room(for: 700), pieces.roomForFlush))
        defer { room.deallocate() }
        var made: [Int16] = []
        for at in stride(from: 0, to: samples.count, by: 700) {
            let piece = Array(samples[at..<min(samples.count, at + 700)])
            let count = piece.withUnsafeBufferPointer { pieces.process($0, into: room) }
            made += room[..<count]
        }
        made += room[..<pieces.flush(into: room)]
        #expect(made == whole.process(samples) + whole.flush())
    }
}
