public import Hardware
import Tutor

/// Whether a sound device works.
public struct CardFinding: Finding, Hashable {
    public enum Device: String, Sendable, Hashable {
        case microphone
        case loudspeaker
    }

    public var device: Device
    /// What alsa-lib calls it.
    public var name: String
    /// Nil when nothing was heard of it in time.
    public var state: DeviceState?
    public var took: Duration

    public var part: String? { device.rawValue }

    public func judged() -> Judgement {
        switch state {
        case .running?: .fine("The \(device.rawValue) '\(name)' runs after \(took.text).")
        case .lost(let reason)?:
            .broken(
                device == .microphone ? .microphoneGone : .loudspeakerGone,
                "The \(device.rawValue) cannot be used: \(reason).",
                "`arecord -l` and `aplay -l` list the cards; a running tutor holds them (`systemctl stop tutor`).")
        case nil:
            .broken(
                device == .microphone ? .microphoneGone : .loudspeakerGone,
                "The \(device.rawValue) '\(name)' did not start within \(took.text).")
        }
    }

    public var measured: [String: Double] { state == .running ? ["ready_ms": took.inMillisecondTenths] : [:] }
}
