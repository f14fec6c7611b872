/// What a button does, beside the turn or the command that it begins.
enum TalkButton: Sendable, Hashable {
    case up
    case down(since: Duration)
    /// Down for longer than anybody holds it: a state that is told, and no turn, until it is let go.
    case stuck

    /// Whether it has been down for longer than a turn may last.
    func isStuck(at now: Duration, longest: Duration) -> Bool {
        switch self {
        case .down(let since): now - since >= longest
        case .up, .stuck: false
        }
    }
}
