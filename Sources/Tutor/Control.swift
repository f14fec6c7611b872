/// A button of the box beside the talk button, and what it may ask by how it is pressed.
public enum Control: String, Sendable, Hashable, Codable, CaseIterable {
    case pupil, volumeUp, volumeDown, teacher
}

extension Control {
    /// What is asked of the box.
    public enum Command: String, Sendable, Hashable, Codable, CaseIterable {
        case volumeUp = "volume-up"
        case volumeDown = "volume-down"
        /// Turns the microphone off, or on again.
        case mute
        case sayAgain = "say-again"
        case sayStatus = "say-status"
        case nextPupil = "next-pupil"
        case nextLesson = "next-lesson"
    }

    /// What the ways of pressing one control ask.
    public struct Row: Sendable, Hashable, Codable {
        public var control: Control
        /// Pressed and let go.
        public var press: Command?
        /// Held for ``Gestures/holdTime``; volume goes on changing while it is held.
        public var hold: Command?
        /// Pressed twice within ``Gestures/doubleTime``.
        public var double: Command?

        public init(_ control: Control, press: Command? = nil, hold: Command? = nil, double: Command? = nil) {
            self.control = control
            self.press = press
            self.hold = hold
            self.double = double
        }
    }
}
