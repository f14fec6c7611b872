import Audio
import Foundation
import TestSupport

/// A room, and who speaks in it.
enum Condition: String, CaseIterable {
    case clean
    case babble
    case child
    case childInBabble = "child-babble"
    /// A file, or a microphone that switches itself off: not the faintest noise around the speech.
    case silent

    var isChildLike: Bool {
        switch self {
        case .clean, .babble, .silent: false
        case .child, .childInBabble: true
        }
    }

    private var hasBabble: Bool {
        switch self {
        case .clean, .child, .silent: false
        case .babble, .childInBabble: true
        }
    }

    /// The recording as the microphone hears it: at the pupil's level, with the room before (0.25 s), under and after
    /// it (0.2 s). Babble is 15 dB below the speech; otherwise the room is 40 dB below it.
    func heard(_ speech: AudioFrame, level: Double, babble: AudioFrame, seed: UInt64) -> AudioFrame {
        var generator = SplitMix(seed: seed)
        let speechRMS = Condition.speechRMS(speech.samples)
        let gain = pow(10, level / 20) * 32768 / max(1, speechRMS)
        let noiseRMS = self == .silent ? 0 : pow(10, (level - 40) / 20) * 32768
        let babbleGain = hasBabble ? pow(10, (level - 15) / 20) * 32768 / Condition.speechRMS(babble.samples) : 0
        let before = 6000
        let after = 4800
        var place = Int(generator.next() % UInt64(max(1, babble.samples.count)))
        var samples: [Int16] = []
        for index in 0..<(before + speech.samples.count + after) {
            var value = (generator.unit() * 2 - 1) * noiseRMS * 1.732
            let at = index - before
            if speech.samples.indices.contains(at) { value += Double(speech.samples[at]) * gain }
            value += Double(babble.samples[place]) * babbleGain
            place = (place + 1) % babble.samples.count
            samples.append(Int16(clamping: Int(value.rounded())))
        }
        return AudioFrame(samples)
    }

    /// The level of the loud half of the blocks: pauses do not count.
    private static func speechRMS(_ samples: [Int16]) -> Double {
        let blocks = stride(from: 0, to: samples.count, by: 480).map { start in
            let block = samples[start..<min(start + 480, samples.count)]
            return block.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(block.count)
        }.sorted(by: >)
        let loud = blocks.prefix(max(1, blocks.count / 2))
        return (loud.reduce(0, +) / Double(max(1, loud.count))).squareRoot()
    }
}

extension SplitMix {
    /// 0 to 1.
    mutating func unit() -> Double { Double(next() >> 11) / Double(1 << 53) }
}
