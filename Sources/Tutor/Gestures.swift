/// Makes commands of how the controls are pressed: once, held, twice. Pure: its timers carry numbers, since taking one
/// back does not promise silence.
///
///     up ──press──> down ──0.6 s──> held ──release──> up
///                    │ release                (volume: again each 0.25 s)
///                    └──> between ──0.35 s──> up: it was a press
///                            │ press
///                            └──> done ──release──> up: it was two
public struct Gestures: Sendable, Hashable {
    /// How long a control is down before it is held.
    public static let holdTime = Duration.milliseconds(600)
    /// How soon a second press follows the release of the first.
    public static let doubleTime = Duration.milliseconds(350)
    /// How often a held volume control is asked again.
    static let repeatTime = Duration.milliseconds(250)
    /// From one end to the other; a button that is stuck does not go on for ever.
    static let mostRepeats = 10

    enum Order: Sendable, Hashable {
        case command(Control.Command)
        /// Wake me for ``alarm(_:_:)``.
        case wake(Control, number: Int, after: Duration)
    }

    private enum State: Sendable, Hashable {
        case up
        /// Nothing is decided yet; the alarm with this number makes it held.
        case down(alarm: Int)
        /// What it meant was said; a held one may say it again.
        case done
        case held(alarm: Int, left: Int)
        /// Let go; a second press may follow until the alarm.
        case between(alarm: Int)
    }

    private let rows: [Control: Control.Row]
    private var states: [Control: State] = [:]
    private var alarms = 0

    init(_ rows: [Control.Row]) {
        self.rows = Dictionary(rows.map { ($0.control, $0) }) { _, last in last }
    }

    mutating func pressed(_ control: Control) -> [Order] {
        guard let row = rows[control] else { return [] }
        switch states[control] ?? .up {
        case .down, .done, .held: return []
        case .between:
            states[control] = .done
            return row.double.map { [.command($0)] } ?? []
        case .up:
            // Nothing else can be meant: it is done at once.
            if row.double == nil, row.hold == nil {
                states[control] = .done
                return row.press.map { [.command($0)] } ?? []
            }
            let atOnce = row.double == nil && row.hold == row.press
            return (atOnce ? row.press.map { [.command($0)] } ?? [] : [])
                + wake(control, after: Gestures.holdTime) {
                    atOnce ? .held(alarm: $0, left: Gestures.mostRepeats) : .down(alarm: $0)
                }
        }
    }

    mutating func released(_ control: Control) -> [Order] {
        guard let row = rows[control] else { return [] }
        switch states[control] ?? .up {
        case .up, .between: return []
        case .done, .held:
            states[control] = .up
            return []
        case .down:
            guard row.double != nil else {
                states[control] = .up
                return row.press.map { [.command($0)] } ?? []
            }
            return wake(control, after: Gestures.doubleTime) { .between(alarm: $0) }
        }
    }

    mutating func alarm(_ control: Control, _ number: Int) -> [Order] {
        guard let row = rows[control] else { return [] }
        switch states[control] ?? .up {
        case .down(number):
            guard let hold = row.hold else {
                // A long press is a press.
                states[control] = .done
                return row.press.map { [.command($0)] } ?? []
            }
            return [.command(hold)] + again(control, hold, left: Gestures.mostRepeats)
        case .held(number, let left):
            guard let hold = row.hold else { return [] }
            return [.command(hold)] + again(control, hold, left: left - 1)
        case .between(number):
            states[control] = .up
            return row.press.map { [.command($0)] } ?? []
        case .up, .down, .done, .held, .between: return []
        }
    }

    private mutating func again(_ control: Control, _ command: Control.Command, left: Int) -> [Order] {
        switch command {
        case .volumeUp where left > 0, .volumeDown where left > 0:
            return wake(control, after: Gestures.repeatTime) { .held(alarm: $0, left: left) }
        case .volumeUp, .volumeDown, .mute, .sayAgain, .sayStatus, .nextPupil, .nextLesson:
            states[control] = .done
            return []
        }
    }

    private mutating func wake(_ control: Control, after delay: Duration, _ state: (Int) -> State) -> [Order] {
        alarms += 1
        states[control] = state(alarms)
        return [.wake(control, number: alarms, after: delay)]
    }
}
