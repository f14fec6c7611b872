/// One button's edges without the bounces of its contacts.
///
/// The first edge counts at once, so that nothing is lost of the pupil's first word; then edges are ignored until the
/// contact has been quiet for a while, and where it came to rest is what counts. Pure: times are the kernel's stamps.
struct Debounce: Sendable, Hashable {
    struct Change: Sendable, Hashable {
        var pressed: Bool
        var at: Duration
    }

    private enum State: Sendable, Hashable {
        /// Held when the board started: not a press; its release is told, so that a stuck button is known to be mended.
        case heldFromStart
        case stable(pressed: Bool)
        /// `told` was reported; the contact was last seen going to `pressed`, at `last`.
        case settling(told: Bool, pressed: Bool, last: Duration)
    }

    private var state: State
    /// How long a contact must stay still to be believed.
    let quiet: Duration

    init(quiet: Duration, pressed: Bool = false) {
        self.quiet = quiet
        state = pressed ? .heldFromStart : .stable(pressed: false)
    }

    /// When ``settle(pressed:)`` is due; nil while nothing bounces.
    var deadline: Duration? {
        switch state {
        case .heldFromStart, .stable: nil
        case .settling(_, _, let last): last + quiet
        }
    }

    /// Takes an edge as the kernel stamped it. Two changes come of it when edges are read late: the contact had come
    /// to rest before this one.
    mutating func edge(pressed: Bool, at time: Duration) -> [Change] {
        var changes: [Change] = []
        if case .settling(_, let before, let last) = state, time - last >= quiet, let rest = settle(pressed: before) {
            changes.append(rest)
        }
        switch state {
        case .heldFromStart:
            if !pressed { state = .settling(told: true, pressed: false, last: time) }
        case .stable(let told):
            guard pressed != told else { break }
            state = .settling(told: pressed, pressed: pressed, last: time)
            changes.append(Change(pressed: pressed, at: time))
        case .settling(let told, _, _):
            state = .settling(told: told, pressed: pressed, last: time)
        }
        return changes
    }

    /// Where the contact came to rest, once ``deadline`` has passed; `pressed` is the line's value now, since the
    /// kernel's queue of edges may have overflowed.
    mutating func settle(pressed: Bool) -> Change? {
        switch state {
        case .heldFromStart, .stable: return nil
        case .settling(let told, _, let last):
            state = .stable(pressed: pressed)
            return pressed == told ? nil : Change(pressed: pressed, at: last)
        }
    }
}
