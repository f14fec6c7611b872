public import Hardware
import Tutor

/// What comes from the microphone while nobody is asked to speak.
public struct MicrophoneFinding: Finding, Hashable {
    public var device: String
    public var levels: HeardLevels
    /// What the board does to the sound already.
    public var processing: CaptureProcessing

    static let noisy = -45.0

    public func judged() -> Judgement {
        guard !levels.isDead else {
            return .broken(
                .microphoneSilent,
                levels.samples == 0
                    ? "The microphone '\(device)' is open, and no sound comes from it."
                    : "The microphone '\(device)' delivers nothing but silence (peak \(levels.peak.whole) dBFS).")
        }
        let text = "The room is at \(levels.floor.whole) dBFS, the loudest moment at \(levels.peak.whole)"
        if levels.clippedPerMille >= 1 {
            return .broken(
                .microphoneClips, "\(text): \(levels.clippedPerMille.tenths) of 1000 samples are cut off at the limit.")
        }
        if levels.floor > MicrophoneFinding.noisy {
            return .warning(
                "\(text): that is loud for a room in which nobody speaks.",
                processing.noiseReduction
                    ? "Look for what hums or blows; lower capture in `alsamixer` (F4)."
                    : "Look for what hums or blows; or set `processing: {noiseReduction: true}` in the board file.")
        }
        return .fine("\(text).")
    }

    public var measured: [String: Double] {
        [
            "floor_dbfs": levels.floor.tenths, "peak_dbfs": levels.peak.tenths,
            "clipped_per_mille": levels.clippedPerMille.tenths,
        ]
    }
}
