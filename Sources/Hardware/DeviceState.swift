/// Whether a microphone or a speaker works.
public enum DeviceState: Sendable, Hashable, Codable {
    case running
    /// It does not, and why; the board tries again by itself at least once a second.
    case lost(String)
}
