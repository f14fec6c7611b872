/// What a scripted pupil does when it is its turn.
public enum PupilMove: Sendable, Hashable {
    /// Says the right answer.
    case right
    /// Says a wrong one.
    case wrong
    case askForHint
    case askToRepeat
    /// Takes the floor while the tutor speaks, and asks to hear it again.
    case interrupt
    /// Taps the button.
    case tooShort
    /// Asks to stop.
    case stop
    /// Says this.
    case say(String)
}
