/// What a button may ask of the box, by how it is pressed (see ``ButtonLine``). The talk button has none: it is held.
public enum ButtonCommand: String, Sendable, Hashable, CaseIterable, Codable {
    case volumeUp = "volume-up"
    case volumeDown = "volume-down"
    /// Turns the microphone off until it is asked again.
    case mute
    /// Says the question, or what the tutor said last, once more.
    case sayAgain = "say-again"
    /// Says aloud how the box is.
    case sayStatus = "say-status"
    /// Hands the box over to the next pupil; what was said is forgotten.
    case nextPupil = "next-pupil"
    case nextLesson = "next-lesson"
}
