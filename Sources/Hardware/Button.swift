/// A button that a board may have. Only `talk` is on every board.
public enum Button: String, Sendable, Hashable, CaseIterable, Codable {
    /// Held while the pupil speaks.
    case talk
    /// Says who is speaking: hands the box over between pupils.
    case pupil
    case volumeUp
    case volumeDown
    /// For the teacher: changes the lesson, starts the self-test.
    case teacher
}
