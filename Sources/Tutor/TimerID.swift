/// Names a wish to be woken. A timer carries an id because taking one back does not promise silence.
public enum TimerID: Sendable, Hashable, Codable {
    /// The tail of this turn ought to be over, whatever the microphone does.
    case tail(turn: Int)
    /// The tutor has been silent for long in this turn of its own.
    case patience(turn: Int)
    /// The tutor has been silent in this turn for so long that a sound tells that it is thinking.
    case waiting(turn: Int)
    /// A control is held, or was pressed once and not twice.
    case gesture(Control, number: Int)
    /// The teacher has been asked for a while and has not answered.
    case approval(number: Int)
    /// The teacher's button has been held: no.
    case decision(number: Int)
    /// A tool has waited for the pupil's answer for long.
    case question(number: Int)
    /// The microphone has been away for longer than a loose plug is.
    case microphone(loss: Int)
    /// The connection has been away for so long that it is told.
    case outage(connection: Int)
    /// The server has not taken the lesson's settings on this connection.
    case setUp(link: Int)
    /// The connection is old: it is renewed before the server ends it.
    case age(connection: Int)
    /// The pupil button has not been pressed again: the one whose name was said it is.
    case choice(number: Int)
    /// A name ought to have been said.
    case naming(number: Int)
    /// The hello ought to have been said.
    case hello
    /// Nobody may have been there for a while.
    case idle
}
