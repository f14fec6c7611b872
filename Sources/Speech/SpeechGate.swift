import Glibc

/// Lets speech through and keeps silence out: what is passed on begins 0.2 s before the first sound, ends 0.2 s after
/// the last, and has no pause longer than half a second in it.
///
/// Streaming: a sound is passed on as soon as it is one, so nothing is left to do at the end.
struct SpeechGate {
    /// Samples of 16 kHz that are measured together: 10 ms.
    static let blockSize = 160

    private enum State {
        /// Nothing was said yet. The last blocks are kept.
        case waiting
        /// Sound, or so many blocks after one.
        case speaking(quietBlocks: Int)
        /// Silence after sound. The last blocks are kept.
        case pausing(blocks: Int)
    }

    private var state = State.waiting
    private var kept: [[Int16]] = []
    private var rest: [Int16] = []
    /// The level of the room, dBFS: follows quickly down and slowly up.
    private var floor = -35.0
    /// Which of the last five blocks were loud, the youngest lowest.
    private var recent: UInt8 = 0
    /// The level of the speech, dBFS: follows quickly up and slowly down.
    private(set) var loudness = -60.0
    /// Loud blocks that were passed on.
    private(set) var loudBlocks = 0
    /// Whether nothing has been said for a while, after something was.
    var isPausing: Bool {
        switch state {
        case .pausing: true
        case .waiting, .speaking: false
        }
    }

    /// Blocks kept before a sound, and passed on after one.
    private let margin = 20
    /// Blocks of a pause that are passed on when it ends, beside the margin after the sound.
    private let pause = 30
    private let needed = 3

    /// Takes samples at 16 kHz and returns those to be decoded now.
    mutating func pass(_ samples: [Int16]) -> [Int16] {
        rest += samples
        var passed: [Int16] = []
        var at = 0
        while rest.count - at >= SpeechGate.blockSize {
            pass(block: Array(rest[at..<(at + SpeechGate.blockSize)]), into: &passed)
            at += SpeechGate.blockSize
        }
        rest.removeFirst(at)
        return passed
    }

    private mutating func pass(block: [Int16], into passed: inout [Int16]) {
        let level = SpeechGate.level(of: block)
        let isLoud = level > max(-55, floor + 9)
        floor = level < floor ? max(-75, floor + (level - floor) * 0.3) : floor + 0.03
        loudness = level > loudness ? loudness + (level - loudness) * 0.3 : max(-60, loudness - 0.05)
        recent = (recent << 1 | (isLoud ? 1 : 0)) & 0b11111
        let isSound = recent.nonzeroBitCount >= needed
        switch state {
        case .waiting:
            keep(block, atMost: margin + 5)
            if isSound {
                release(into: &passed)
                loudBlocks += needed
                state = .speaking(quietBlocks: 0)
            }
        case .speaking(let quietBlocks):
            passed += block
            if isLoud { loudBlocks += 1 }
            let quiet = isLoud ? 0 : quietBlocks + 1
            state = quiet >= margin ? .pausing(blocks: 0) : .speaking(quietBlocks: quiet)
        case .pausing(let blocks):
            keep(block, atMost: pause)
            if isSound {
                release(into: &passed)
                loudBlocks += needed
                state = .speaking(quietBlocks: 0)
            } else {
                state = .pausing(blocks: blocks + 1)
            }
        }
    }

    private mutating func keep(_ block: [Int16], atMost limit: Int) {
        kept.append(block)
        if kept.count > limit { kept.removeFirst() }
    }

    private mutating func release(into passed: inout [Int16]) {
        for block in kept { passed += block }
        kept = []
    }

    /// dBFS without the block's mean.
    private static func level(of block: [Int16]) -> Double {
        var sum = 0
        var squares = 0
        for sample in block {
            sum += Int(sample)
            squares += Int(sample) * Int(sample)
        }
        let count = Double(block.count)
        let mean = Double(sum) / count
        let power = max(Double(squares) / count - mean * mean, 1e-3)
        return 10 * log10(power) - 90.309
    }
}
