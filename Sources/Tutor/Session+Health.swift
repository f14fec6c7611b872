import Audio
import Dialogue
import Realtime

// What can be wrong with the box itself: it is a state with its lamp and its words, until somebody has mended it.
extension Session {
    /// Notes trouble and says it aloud, once for as long as it lasts.
    mutating func begin(_ code: TroubleCode, _ text: String, _ announcement: Announcement?) -> [Action] {
        guard troubles.insert(code).inserted else { return [] }
        return (state == .idle ? [.show(restingMood)] : []) + [.tell(.trouble(text))]
            + (announcement.map { [.announce($0)] } ?? [])
    }

    /// It is mended.
    mutating func end(_ code: TroubleCode) -> [Action] {
        guard troubles.remove(code) != nil else { return [] }
        return state == .idle ? [.show(restingMood)] : []
    }

    /// How the box is, for whoever asks: the worst first.
    var status: Announcement {
        if outage == .told { return .notConnected(trouble) }
        for code in troubles.sorted(by: { $0.rawValue < $1.rawValue }) {
            switch code {
            case .microphoneGone: return .microphoneGone
            case .microphoneSilent: return .microphoneSilent
            case .buttonStuck: return .buttonStuck
            case .notSaved: return .notSaved
            case let code: return .trouble(code)
            }
        }
        switch hearing {
        case .on: return .allWell
        case .off: return .muted
        }
    }

    // MARK: The talk button

    /// It was down when the board started.
    mutating func talkHeld(at now: Duration) -> [Action] {
        talk = .down(since: now)
        return []
    }

    /// Nobody talks for so long: the turn is dropped, so that nobody pays for it.
    mutating func buttonStuck() -> [Action] {
        talk = .stuck
        let told = begin(
            .buttonStuck, "the talk button has been down for \(settings.longestTurn): is it stuck?", .buttonStuck)
        switch state {
        case .listening(let turn) where !settings.turns.isOpen: return abandon(turn) + told
        case .idle, .listening, .closing, .thinking, .speaking: return told
        }
    }

    mutating func talkLetGo() -> [Action] {
        let was = talk
        talk = .up
        return was == .stuck ? mended() : []
    }

    /// A button was let go; another may be stuck still.
    mutating func mended() -> [Action] {
        talk == .stuck || controls.values.contains(.stuck) ? [] : end(.buttonStuck)
    }

    /// Looks at each frame whether a button has been down for too long.
    mutating func checkButtons(at now: Duration) -> [Action] {
        var actions: [Action] = []
        for control in Control.allCases {
            guard let button = controls[control], button.isStuck(at: now, longest: settings.longestTurn) else {
                continue
            }
            controls[control] = .stuck
            actions += begin(
                .buttonStuck,
                "the button '\(control.rawValue)' has been down for \(settings.longestTurn): is it stuck?",
                .buttonStuck)
        }
        if talk.isStuck(at: now, longest: settings.longestTurn) { actions += buttonStuck() }
        return actions
    }

    // MARK: The lamp

    /// Nobody is recorded beside a lamp that may be dark: the turn is dropped, and none is begun until it is mended.
    mutating func lampChanged(_ condition: DeviceCondition) -> [Action] {
        switch condition {
        case .running: return end(.lineGone)
        case .lost(let reason):
            let told = begin(.lineGone, "the recording lamp cannot be drawn: \(reason)", .trouble(.lineGone))
            switch state {
            case .listening(let turn): return abandon(turn) + told
            case .closing(let turn, _): return abandon(turn) + told
            case .idle, .thinking, .speaking: return told
            }
        }
    }

    // MARK: The microphone

    /// A turn had nothing in it: once is a pupil who thinks, again and again is a microphone that hears nothing.
    mutating func heardNothing() -> [Action] {
        guard microphone == .running else { return [] }
        silentTurns += 1
        guard silentTurns.isMultiple(of: settings.deafAfter) else { return [] }
        troubles.remove(.microphoneSilent)
        return begin(
            .microphoneSilent,
            "\(silentTurns) turns in a row had nothing in them: is the microphone turned down, or covered?",
            .microphoneSilent)
    }

    /// A slip of the finger, or somebody who does not know yet that the button is held: then it is said.
    mutating func pressedTooShort() -> [Action] {
        shortPresses += 1
        return shortPresses.isMultiple(of: 3) ? announceAnew(.tooShort) : []
    }

    mutating func heardSomething() -> [Action] {
        silentTurns = 0
        shortPresses = 0
        return end(.microphoneSilent)
    }

    /// It has been away for longer than a loose plug is.
    mutating func microphoneStaysAway(_ number: Int) -> [Action] {
        guard number == losses, case .lost(let reason) = microphone else { return [] }
        // Looked at again and again: it is the sign of life of a box that hears nothing.
        return begin(.microphoneGone, "the microphone stays away: \(reason)", .microphoneGone)
            + [.wake(.microphone(loss: losses), after: settings.loosePlug)]
    }
}
