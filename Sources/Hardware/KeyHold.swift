/// A press-to-talk button made of a terminal's keys. Pure.
///
/// A terminal tells no release, only repeats while a key is held. So the first space is a press, and it is released
/// when no repeat has come for a while: at first the keyboard's repeat delay (terminals use 250 to 660 ms), then a few
/// repeat intervals. Enter latches: pressed until the next Enter, for those whose terminal does not repeat.
struct KeyHold: Sendable, Hashable {
    enum Key: Sendable, Hashable {
        case space, enter, other
    }

    enum Change: Sendable, Hashable {
        case pressed(at: Duration)
        case released(at: Duration)
    }

    private enum State: Sendable, Hashable {
        case up
        /// Held by space; released at `until` unless it repeats.
        case held(until: Duration)
        case latched
    }

    /// Longest wait for the first repeat.
    static let firstRepeat = Duration.milliseconds(700)
    /// Longest wait for each further one.
    static let nextRepeat = Duration.milliseconds(150)

    private var state = State.up

    /// When ``tick(at:)`` is due.
    var deadline: Duration? {
        switch state {
        case .up, .latched: nil
        case .held(let until): until
        }
    }

    mutating func key(_ key: Key, at now: Duration) -> Change? {
        switch (state, key) {
        case (.up, .space):
            state = .held(until: now + KeyHold.firstRepeat)
            return .pressed(at: now)
        case (.held, .space):
            state = .held(until: now + KeyHold.nextRepeat)
            return nil
        case (.up, .enter):
            state = .latched
            return .pressed(at: now)
        case (.held, .enter):
            state = .latched
            return nil
        case (.latched, .enter):
            state = .up
            return .released(at: now)
        case (.latched, .space), (.up, .other), (.held, .other), (.latched, .other): return nil
        }
    }

    /// Releases a key that does not repeat any more.
    mutating func tick(at now: Duration) -> Change? {
        switch state {
        case .up, .latched: return nil
        case .held(let until):
            guard now >= until else { return nil }
            state = .up
            return .released(at: now)
        }
    }
}
