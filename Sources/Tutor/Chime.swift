import Audio
import Glibc

/// Makes notes that sound like a soft bell: a sine with a little of its second and third partial, fading.
enum Chime {
    enum Step {
        /// Hz and milliseconds.
        case note(Double, Int)
        /// Silence for so many milliseconds.
        case rest(Int)
    }

    /// A raised cosine this long at either end of a note (ms), so that it does not click.
    private static let attack = 8.0
    private static let release = 22.0
    /// How loud a note still is where it begins to be released.
    private static let sustain = 0.45
    /// How loud the partials are.
    private static let partials = [1, 0.28, 0.1]

    /// - Parameter level: of the loudest sample (dBFS).
    static func frame(level: Double = -18.1, _ steps: Step...) -> AudioFrame {
        let sound = steps.flatMap { step in
            switch step {
            case .note(let frequency, let milliseconds): note(frequency, count(milliseconds))
            case .rest(let milliseconds): [Double](repeating: 0, count: count(milliseconds))
            }
        }
        let loudest = sound.reduce(1e-9) { max($0, abs($1)) }
        let gain = 32768 * pow(10, level / 20) / loudest
        return AudioFrame(sound.map { Int16($0 * gain) })
    }

    private static func note(_ frequency: Double, _ count: Int) -> [Double] {
        let rate = Double(AudioFrame.sampleRate)
        let (rise, fall) = (attack * rate / 1000, min(release * rate / 1000, Double(count) / 2))
        return (0..<count).map { index in
            let at = Double(index)
            let ends = bend(at / rise) * bend((Double(count - 1) - at) / fall)
            let fade = pow(sustain, at / Double(count))
            let phase = 2 * Double.pi * frequency * at / rate
            let tone = partials.enumerated().reduce(0) { $0 + $1.element * sin(phase * Double($1.offset + 1)) }
            return ends * fade * tone
        }
    }

    /// 0 to 1 along a raised cosine, then 1.
    private static func bend(_ part: Double) -> Double { part >= 1 ? 1 : (1 - cos(.pi * max(0, part))) / 2 }

    private static func count(_ milliseconds: Int) -> Int { AudioFrame.sampleRate * milliseconds / 1000 }
}
