import Glibc

/// What lies between a loudspeaker and a microphone, and what may be wrong with either.
///
/// ```
/// played ──> loudspeaker ──> delay ──> attenuation ──┐
/// voice and noise ───────────────────────────────────┴──> microphone ──> gain ──> limit ──> heard
/// ```
public struct Room: Sendable {
    /// A way for the sound from the loudspeaker to the microphone.
    public struct Path: Sendable, Hashable {
        /// Samples at 24 kHz.
        public var delay: Int
        /// dB, below zero for less.
        public var gain: Double

        public init(delay: Int, gain: Double) {
            self.delay = delay
            self.gain = gain
        }
    }

    public enum Microphone: Sendable, Hashable {
        /// Makes everything louder by this (dB), up to the limit of its converter.
        case gain(Double)
        /// Delivers zeros.
        case deaf
    }

    public enum Loudspeaker: Sendable, Hashable {
        case working
        /// Takes sound and makes none.
        case mute
    }

    private let paths: [Path]
    private let microphone: Microphone
    private let loudspeaker: Loudspeaker
    /// What was played, as long as the longest path is; the newest last.
    private var past: [Int16]

    /// - Parameter paths: the direct one and its reflections; none where nothing comes back.
    public init(
        paths: [Path] = [], microphone: Microphone = .gain(0), loudspeaker: Loudspeaker = .working
    ) {
        self.paths = paths
        self.microphone = microphone
        self.loudspeaker = loudspeaker
        past = [Int16](repeating: 0, count: paths.map(\.delay).max() ?? 0)
    }

    /// One period of what the microphone delivers.
    /// - Parameters:
    ///   - sound: voice and noise at the microphone.
    ///   - played: what the loudspeaker played meanwhile; perhaps shorter.
    mutating func hear(_ sound: [Int16], playing played: [Int16]) -> [Int16] {
        let before = past.count
        switch loudspeaker {
        case .working: past += played + [Int16](repeating: 0, count: max(0, sound.count - played.count))
        case .mute: past += [Int16](repeating: 0, count: sound.count)
        }
        defer { past.removeFirst(min(past.count, sound.count)) }
        switch microphone {
        case .deaf: return [Int16](repeating: 0, count: sound.count)
        case .gain(0) where paths.isEmpty: return sound
        case .gain(let gain):
            var heard = sound.map(Double.init)
            for path in paths {
                let factor = pow(10, path.gain / 20)
                for index in heard.indices { heard[index] += factor * Double(past[before + index - path.delay]) }
            }
            let factor = pow(10, gain / 20)
            return heard.map { Int16(max(-32_768, min(32_767, ($0 * factor).rounded()))) }
        }
    }
}
