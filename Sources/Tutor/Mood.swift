/// What the lamps should tell.
public enum Mood: String, Sendable, Hashable, Codable, CaseIterable {
    /// A press will be heard.
    case ready
    /// The pupil's voice is being taken.
    case listening
    case thinking
    case speaking
    /// There is no tutor to talk to; a press is told so.
    case offline
    case trouble
    /// The microphone was turned off; a press is told so.
    case muted
    /// A memory stick is being written and must not be pulled out.
    case updating
}
