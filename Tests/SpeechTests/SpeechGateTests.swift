import TestSupport
import Testing

@testable import Speech

struct SpeechGateTests {
    private func tone(_ seconds: Double, level: Double = 3_000) -> [Int16] {
        (0..<Int(seconds * 16_000)).map { Int16(level * ($0 % 32 < 16 ? 1 : -1)) }
    }

    private func room(_ seconds: Double, _ generator: inout SplitMix) -> [Int16] {
        (0..<Int(seconds * 16_000)).map { _ in Int16.random(in: -60...60, using: &generator) }
    }

    @Test func `silence and a quiet room pass nothing`() {
        var generator = SplitMix(seed: 1)
        var gate = SpeechGate()
        #expect(gate.pass([Int16](repeating: 0, count: 32_000)).isEmpty)
        #expect(gate.pass(room(3, &generator)).isEmpty)
        #expect(gate.loudBlocks == 0)
    }

    @Test(arguments: [160, 320, 37, 16_000])
    func `a sound passes with 0_2 s around it, in pieces of any size`(piece: Int) {
        var generator = SplitMix(seed: 2)
        let samples = room(1, &generator) + tone(0.5) + room(2, &generator)
        var gate = SpeechGate()
        var passed: [Int16] = []
        for at in stride(from: 0, to: samples.count, by: piece) {
            passed += gate.pass(Array(samples[at..<min(at + piece, samples.count)]))
        }
        #expect((0.85...1.0).contains(Double(passed.count) / 16_000))
        #expect((48...54).contains(gate.loudBlocks))
    }

    @Test func `a long pause is shortened`() {
        var generator = SplitMix(seed: 3)
        var gate = SpeechGate()
        let passed = gate.pass(
            room(0.5, &generator) + tone(0.5) + room(5, &generator) + tone(0.5) + room(1, &generator))
        #expect((1.6...2.0).contains(Double(passed.count) / 16_000))
    }

    @Test func `a sound from the first sample on passes`() {
        var gate = SpeechGate()
        #expect(gate.pass(tone(1)).count > 15_000)
    }
}
