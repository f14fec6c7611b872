public import Audio
import Glibc

/// A short sound that says what no words need to: made here, so that it is there without network or files.
public enum Earcon: String, Sendable, Hashable, Codable, CaseIterable {
    /// The press was too short, or nothing was said.
    case tooShort
    /// There is no connection to a tutor now.
    case offline
    /// Something went wrong; the log and `tutord doctor` say what.
    case trouble
    /// The box is ready for its first press.
    case ready
    /// The microphone is being recorded; only where `earcons: all` asks for it.
    case listening
    /// The tutor has been thinking for two seconds; again every two seconds.
    case thinking
    /// The volume was changed.
    case volume
    /// The volume cannot be changed further.
    case limit

    /// The sound, at 24 kHz, -18 dBFS at the most.
    public var frame: AudioFrame {
        switch self {
        case .tooShort: Earcon.tooShortFrame
        case .offline: Earcon.offlineFrame
        case .trouble: Earcon.troubleFrame
        case .ready: Earcon.readyFrame
        case .listening: Earcon.listeningFrame
        case .thinking: Earcon.thinkingFrame
        case .volume: Earcon.volumeFrame
        case .limit: Earcon.limitFrame
        }
    }

    // Made once: a press must not wait for sines.
    private static let tooShortFrame = tones([(660, 0.07), (440, 0.09)])
    private static let offlineFrame = tones([(392, 0.12), (330, 0.12), (262, 0.18)])
    private static let troubleFrame = tones([(220, 0.18), (0, 0.06), (220, 0.18)])
    private static let readyFrame = tones([(523, 0.09), (659, 0.09), (784, 0.14)])
    private static let listeningFrame = tones([(880, 0.06)])
    private static let thinkingFrame = tones([(523, 0.05), (0, 0.08), (587, 0.05)])
    private static let volumeFrame = tones([(660, 0.08)])
    private static let limitFrame = tones([(660, 0.06), (0, 0.04), (660, 0.06)])

    /// Sine tones one after another (Hz, seconds), each faded in and out over 8 ms so that it does not click.
    private static func tones(_ tones: [(frequency: Double, seconds: Double)]) -> AudioFrame {
        let fade = AudioFrame.sampleRate * 8 / 1000
        return AudioFrame(
            tones.flatMap { tone in
                let count = Int(tone.seconds * Double(AudioFrame.sampleRate))
                return (0..<count).map { index in
                    let envelope = min(1, Double(min(index, count - 1 - index)) / Double(fade))
                    let phase = 2 * Double.pi * tone.frequency * Double(index) / Double(AudioFrame.sampleRate)
                    return Int16(4100 * envelope * sin(phase))
                }
            })
    }
}
