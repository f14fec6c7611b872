public import Hardware
import Tutor

/// How loud a voice is.
public struct LevelFinding: Finding, Hashable {
    public var device: String
    /// While somebody spoke; nil when no voice was heard.
    public var voice: HeardLevels?
    /// The room before (dBFS).
    public var floor: Double
    public var limit: Duration
    public var processing: CaptureProcessing

    static let quiet = -42.0
    static let distance = 15.0
    /// So much louder than the room a sound must be, to be taken for a voice (dB).
    static let onset = 8.0

    public func judged() -> Judgement {
        guard let voice else {
            return .broken(
                .microphoneSilent,
                "Within \(limit.text) nothing louder than the room (\(floor.whole) dBFS) came from the microphone "
                    + "'\(device)'.")
        }
        let text =
            "A voice is at \(voice.loud.whole) dBFS, its peaks at \(voice.peak.whole), the room at \(floor.whole)"
        if voice.clippedPerMille >= 1 {
            return .broken(
                .microphoneClips, "\(text): \(voice.clippedPerMille.tenths) of 1000 samples are cut off at the limit.")
        }
        if voice.loud < LevelFinding.quiet {
            return .warning(
                "\(text): that is quiet.",
                processing.gainControl
                    ? "Raise capture in `alsamixer` (F4), or bring the microphone nearer."
                    : "Raise capture in `alsamixer` (F4); or set `processing: {gainControl: true}` in the board file.")
        }
        if voice.loud - floor < LevelFinding.distance {
            return .warning(
                "\(text): it hardly stands out.",
                processing.noiseReduction
                    ? "Bring the microphone nearer to who speaks."
                    : "Bring the microphone nearer; or set `processing: {noiseReduction: true}` in the board file.")
        }
        return .fine("\(text).")
    }

    public var measured: [String: Double] {
        guard let voice else { return ["floor_dbfs": floor.tenths] }
        return [
            "voice_dbfs": voice.loud.tenths, "peak_dbfs": voice.peak.tenths, "floor_dbfs": floor.tenths,
            "clipped_per_mille": voice.clippedPerMille.tenths,
        ]
    }
}
