import Audio
import Dialogue
import Lessons
import Realtime

// The buttons beside the talk button: how loud, whether it hears, who and what is next.
extension Session {
    mutating func controlHeld(_ control: Control, at now: Duration) -> [Action] {
        controls[control] = .down(since: now)
        return []
    }

    mutating func controlPressed(_ control: Control, at now: Duration) -> [Action] {
        controls[control] = .down(since: now)
        if let decided = teacherPressed(control) { return decided }
        return carryOut(gestures.pressed(control), at: now)
    }

    mutating func controlReleased(_ control: Control, at now: Duration) -> [Action] {
        let was = controls.updateValue(.up, forKey: control)
        if let decided = teacherReleased(control) { return decided + (was == .stuck ? mended() : []) }
        return carryOut(gestures.released(control), at: now) + (was == .stuck ? mended() : [])
    }

    mutating func carryOut(_ orders: [Gestures.Order], at now: Duration) -> [Action] {
        var actions: [Action] = []
        for order in orders {
            switch order {
            case .command(let command): actions += obey(command, at: now)
            case .wake(let control, let number, let delay):
                actions.append(.wake(.gesture(control, number: number), after: delay))
            }
        }
        return actions
    }

    private mutating func obey(_ command: Control.Command, at now: Duration) -> [Action] {
        if case .choosing = who {
            switch command {
            case .volumeUp, .volumeDown, .mute, .nextPupil: break
            // The one who asked is gone.
            case .sayAgain, .sayStatus, .nextLesson: return []
            }
        }
        return switch command {
        case .volumeUp: setVolume(min(100, volume + Session.volumeStep))
        // Never to nothing: a box that says nothing seems dead.
        case .volumeDown: setVolume(max(Session.volumeStep, volume - Session.volumeStep))
        case .mute: hearing == .on ? mute() : unmute()
        case .sayAgain: sayAgain(at: now)
        case .sayStatus: announceAnew(status)
        case .nextPupil: nextPupil(at: now)
        case .nextLesson: leave(.nextLesson)
        }
    }

    static let volumeStep = 10

    private mutating func setVolume(_ percent: Int) -> [Action] {
        let isNew = percent != volume
        volume = percent
        // While the tutor talks its voice tells how loud it is.
        let told = state == .idle && earcons == 0 ? sound(isNew ? .volume : .limit) : []
        return isNew ? [.setVolume(percent), .tell(.volume(percent))] + told : told
    }

    private mutating func mute() -> [Action] {
        hearing = .off
        preRoll.forget()
        let dropped: [Action]
        switch state {
        case .listening(let turn): dropped = abandon(turn)
        case .closing(let turn, _): dropped = abandon(turn)
        case .idle: dropped = [.show(restingMood)]
        case .thinking, .speaking: dropped = []
        }
        return dropped + [.tell(.muted), .announce(.muted)]
    }

    private mutating func unmute() -> [Action] {
        hearing = .on
        return (state == .idle ? [.show(restingMood)] : []) + [.tell(.unmuted), .announce(.unmuted)]
    }

    /// Ends a turn as if it had not been: nothing of it is answered or paid for.
    mutating func abandon(_ turn: Turn) -> [Action] {
        state = .idle
        return (turn.interrupted.map { tellHeard($0) } ?? [])
            + [.send(.inputAudioBufferClear(.init())), .show(restingMood)] + alarm()
    }

    /// The tutor is asked for its last words, where nobody has the floor.
    private mutating func sayAgain(at now: Duration) -> [Action] {
        guard isResting, !lesson.isOver else { return [] }
        guard outage == .none, connection == .ready else {
            return [.tell(.notConnected)] + announceAnew(.notConnected(trouble)) + sound(.offline)
        }
        guard budget?.level != .spent else { return refuseForBudget() }
        let closing = closeMicrophone()
        turn += 1
        state = .thinking(Floor(progressed: now))
        let asked = lesson.current.map { " The pupil was asked: \($0.ask)" } ?? ""
        return closing + [.send(note("The pupil did not catch that. Say it once more, in the same words.\(asked)"))]
            + carryOut(responses.want()) + [.show(.thinking)] + alarms()
    }
}
