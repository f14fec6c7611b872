public import Audio
public import Hardware
import Tutor

/// How a chirp came back from the loudspeaker through the microphone.
public struct LoopFinding: Finding, Hashable {
    /// Nil when the loudspeaker took no sound.
    public var measurement: LoopMeasurement?
    /// From handing the sound to the loudspeaker to its arrival in the microphone.
    public var latency: Duration
    /// How much later it arrived than the board said that it was audible.
    public var late: Duration
    /// Whether a voice was heard by the same microphone, where that was looked at.
    public var microphoneHears: Bool?
    public var sound: SoundDevices

    /// Louder than this the tutor hears itself (dB).
    static let strong = -10.0
    static let notable = -30.0

    private var isGuarded: Bool { sound.duplex == .half || sound.processing.echoCancellation }

    public func judged() -> Judgement {
        guard let measurement else {
            return .broken(.loudspeakerGone, "The loudspeaker '\(sound.speaker)' is open, and plays nothing.")
        }
        guard measurement.isHeard else {
            let which =
                switch microphoneHears {
                case true?: ": the microphone hears, so it is the loudspeaker"
                case false?: ": the microphone hears nothing else, either"
                case nil: ""
                }
            return .broken(.loopSilent, "A test sound was played, and nothing of it came back\(which).")
        }
        let text =
            "The test sound came back \(latency.text) later at \(measurement.gain.whole) dB, rings for "
            + "\(measurement.tailMilliseconds) ms"
        let advice =
            "Move microphone and loudspeaker apart or turn it down; or set `duplex: half` with "
            + "`echoTailMilliseconds: \(max(60, (measurement.tailMilliseconds + 29) / 10 * 10))`, or "
            + "`processing: {echoCancellation: true}`, in the board file."
        switch measurement.gain {
        case LoopFinding.strong... where !isGuarded:
            return .broken(.echo, "\(text): the tutor would hear itself.", advice)
        case LoopFinding.notable... where !isGuarded:
            return .warning("\(text): with open turns the tutor may hear itself.", advice)
        case _:
            return .fine(
                text + (isGuarded && measurement.gain > LoopFinding.notable ? "; the board guards against it." : "."))
        }
    }

    public var measured: [String: Double] {
        guard let measurement else { return [:] }
        var numbers = ["prominence_db": measurement.prominence, "gain_db": measurement.gain]
        guard measurement.isHeard else { return numbers }
        numbers["match"] = (measurement.match * 1000).rounded() / 1000
        numbers["latency_ms"] = latency.inMillisecondTenths
        numbers["later_than_told_ms"] = late.inMillisecondTenths
        numbers["tail_ms"] = Double(measurement.tailMilliseconds)
        return numbers
    }
}
