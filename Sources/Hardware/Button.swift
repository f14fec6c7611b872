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

extension Button {
    /// What it asks of the box where its row of the board file names nothing.
    public var usualCommands: (press: ButtonCommand?, hold: ButtonCommand?, double: ButtonCommand?) {
        switch self {
        case .talk: (nil, nil, nil)
        case .pupil: (.nextPupil, nil, nil)
        case .volumeUp: (.volumeUp, .volumeUp, nil)
        case .volumeDown: (.volumeDown, .volumeDown, nil)
        case .teacher: (.sayStatus, .mute, .nextLesson)
        }
    }
}
