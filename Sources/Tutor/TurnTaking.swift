/// How it is known whose turn it is.
public enum TurnTaking: String, Sendable, Hashable, Codable, CaseIterable {
    /// The pupil holds the button while talking.
    case hold
    /// One press begins the turn and the next ends it, for small hands; so does a while of silence.
    case latch
    /// The server hears by loudness when the pupil talks.
    case serverVAD = "server_vad"
    /// The server hears by what was said when the pupil is done.
    case semanticVAD = "semantic_vad"

    /// Whether the microphone is open whenever the tutor is not talking.
    var isOpen: Bool {
        switch self {
        case .hold, .latch: false
        case .serverVAD, .semanticVAD: true
        }
    }
}
