import Tutor

/// Whether the box can hear and speak by itself.
public struct EngineFinding: Finding, Hashable {
    /// Why there is no recogniser; nil when there is one, or none is needed.
    public var earsFault: String?
    public var voiceFault: String?
    /// Whether lessons are held by them; otherwise they only tell what the tutor cannot.
    public var isNeeded: Bool

    public func judged() -> Judgement {
        let faults = [earsFault, voiceFault].compactMap { $0 }.joined(separator: "; ")
        if faults.isEmpty {
            return .fine(isNeeded ? "The box's own recogniser and voice are ready." : "The box's own voice is ready.")
        }
        return isNeeded
            ? .broken(.engineMissing, "The offline tutor cannot work: \(faults).")
            : .warning(
                "The box cannot tell aloud what is wrong with it: \(faults).",
                "Install what device/packages.txt lists (sudo device/install.sh does).")
    }
}
