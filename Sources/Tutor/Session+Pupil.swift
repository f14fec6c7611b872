import Audio
import Dialogue
import Realtime

// The pupil's turn: press, voice, release, tail, commit.
extension Session {
    mutating func talkPressed(at now: Duration) -> [Action] {
        talk = .down(since: now)
        // Who talks over the hello is greeted by the answer.
        if greeted == .saying { greeted = .done }
        switch state {
        case .listening:
            // A latched turn is ended as it was begun.
            return settings.turns == .latch ? endTurn(at: now) : []
        case .closing(let turn, _):
            // The finger slipped: it is the same turn.
            state = .listening(turn)
            return [.show(.listening)]
        case .idle:
            if greeted.isWaiting, refusal() == nil {
                let begun = firstPress(at: now)
                guard outage == .told else { return begun }
            }
            // A short loss is not the pupil's business: the turn is kept until there is a connection.
            guard outage != .told else {
                return [.tell(.notConnected)] + announceAnew(.notConnected(trouble)) + sound(.offline)
            }
            if let refusal = refusal() { return refusal }
            // An open microphone is open already, or cannot be: nothing of it is kept.
            guard !settings.turns.isOpen else { return [] }
            return listen(since: now, interrupting: nil)
        case .thinking(let floor):
            return takeFloor(from: floor, at: now)
        case .speaking(let floor):
            return takeFloor(from: floor, at: now)
        }
    }

    /// Why nobody is listened to now, and how that is told; nil when somebody is.
    private mutating func refusal() -> [Action]? {
        if budget?.level == .spent { return refuseForBudget() }
        if hearing == .off { return [.tell(.muted)] + announceAnew(.muted) }
        if troubles.contains(.lineGone) { return announceAnew(.trouble(.lineGone)) }
        if troubles.contains(.microphoneGone) { return announceAnew(.microphoneGone) }
        return nil
    }

    /// Barge-in: silence first, then the model is told to stop; how much was heard is known when the speaker answers.
    private mutating func takeFloor(from floor: Floor, at now: Duration) -> [Action] {
        let orders = carryOut(responses.interrupt())
        let spoke = floor.ledger.queued > 0
        let refusal = refusal()
        guard refusal == nil, !settings.turns.isOpen || connection == .ready else {
            // The tutor is silenced all the same.
            turn += 1
            state = .idle
            let said = spoke ? stopPlaying() + tellHeard(floor.ledger) : []
            return said + orders + [.show(restingMood)] + (refusal ?? []) + alarm()
        }
        return (spoke ? stopPlaying() : []) + orders
            + listen(since: now, interrupting: spoke ? floor.ledger : nil)
    }

    /// Where the server finds the turns the microphone is open whenever the tutor rests, and the lamp says so.
    mutating func openMicrophone(at now: Duration) -> [Action] {
        guard settings.turns.isOpen, state == .idle, connection == .ready, microphone == .running, !lesson.isOver,
            budget?.level != .spent, age == .young, earcons == 0, hearing == .on,
            !troubles.contains(.lineGone), greeted == .due || greeted == .done
        else { return [] }
        turn += 1
        state = .listening(Turn(pressed: now, heardUntil: now))
        return [.show(.listening)] + alarm()
    }

    /// Nothing is heard any more.
    mutating func closeMicrophone() -> [Action] {
        guard settings.turns.isOpen, case .listening = state else { return [] }
        state = .idle
        return [.show(restingMood)]
    }

    /// The server that finds the turns found the end of one.
    mutating func committed(at now: Duration) -> [Action] {
        guard settings.turns.isOpen, case .listening(let turn) = state else { return [] }
        guard budget?.level != .spent else { return closeMicrophone() + refuseForBudget() }
        let marks = TurnMarks(released: turn.lastLoud ?? now, committed: now)
        answerTook = lastHeard.map { max(.zero, marks.released - $0) }
        state = .thinking(Floor(marks: marks, progressed: now))
        return (turn.interrupted.map { tellHeard($0) } ?? []) + carryOut(responses.want())
            + [.show(.thinking)] + alarms()
    }

    mutating func spoken(_ isSpoken: Bool) -> [Action] {
        guard settings.turns.isOpen, case .listening(var turn) = state else { return [] }
        turn.isSpoken = isSpoken
        state = .listening(turn)
        return []
    }

    private mutating func listen(since now: Duration, interrupting ledger: PlaybackLedger?) -> [Action] {
        turn += 1
        let start = now - settings.preRoll
        var turn = Turn(pressed: now, heardUntil: start, interrupted: ledger)
        let isNamed = namedUntil.map { now < $0 } ?? false
        if isNamed { preRoll.forget() }
        // What the box says itself is no part of what the pupil says.
        let isTalking = earcons > (isNamed ? 0 : AudioFrame.samples(in: .milliseconds(500))) && ledger == nil
        var actions: [Action] = (isTalking ? stopPlaying() : []) + [.show(.listening)]
        if settings.listeningSound, ledger == nil { actions += sound(.listening) }
        for entry in preRoll.since(start) { actions += take(entry, into: &turn) }
        state = .listening(turn)
        return settings.turns.isOpen ? actions + alarm() : actions
    }

    /// What was cancelled is still to be reported done; it is not waited for without end.
    func alarm() -> [Action] {
        responses.isQuiet ? [] : [.wake(.patience(turn: turn), after: settings.patience)]
    }

    /// For the tutor's turn: after a while a sound tells that it is thinking, after a long one it is given up.
    func alarms() -> [Action] {
        (settings.thinkingSound > .zero ? [.wake(.waiting(turn: turn), after: settings.thinkingSound)] : [])
            + [.wake(.patience(turn: turn), after: settings.patience)]
    }

    /// Nothing has been heard for a while in the tutor's turn: a sound tells it, and words the fourth time.
    private mutating func stillThinking(at now: Duration) -> [Action] {
        guard case .thinking(let floor) = state else { return [] }
        let pauses = floor.marks.map { Int((now - $0.committed) / settings.thinkingSound) } ?? 0
        let isQuiet = floor.ledger.queued == 0 && earcons == 0 && announcements.isEmpty && outage != .told
        let again = Action.wake(.waiting(turn: turn), after: settings.thinkingSound)
        guard isQuiet else { return [again] }
        return (pauses == 4 ? [.announce(.stillThinking)] : sound(.thinking)) + [again]
    }

    mutating func heard(_ entry: PreRoll.Entry) -> [Action] {
        let stuck = checkButtons(at: entry.end)
        guard stuck.isEmpty else { return stuck }
        guard hearing == .on else { return [] }
        preRoll.keep(entry)
        switch state {
        case .idle, .thinking, .speaking:
            return []
        case .listening(var turn):
            let actions = take(entry, into: &turn)
            state = .listening(turn)
            switch settings.turns {
            case .latch where entry.end - turn.pressed >= settings.longestTurn,
                .latch where entry.end - (turn.lastLoud ?? turn.pressed) >= settings.latchSilence:
                return actions + endTurn(at: entry.end)
            case .hold, .latch, .serverVAD, .semanticVAD: return actions
            }
        case .closing(var turn, let released):
            let actions = take(entry, into: &turn)
            state = .closing(turn, released: released)
            return entry.end >= released + settings.tail ? actions + close(turn, released, at: entry.end) : actions
        }
    }

    private func take(_ entry: PreRoll.Entry, into turn: inout Turn) -> [Action] {
        guard entry.end > turn.heardUntil else { return [] }
        turn.heardUntil = entry.end
        if !settings.turns.isOpen { turn.frames.append(entry.frame) }
        if entry.level.rms >= settings.silence { turn.lastLoud = entry.end }
        turn.loudest = max(turn.loudest, entry.level)
        return [.send(.inputAudioBufferAppend(.init(audio: AudioBytes(entry.frame))))]
    }

    mutating func talkReleased(at now: Duration) -> [Action] {
        switch settings.turns {
        case .hold: endTurn(at: now)
        case .latch, .serverVAD, .semanticVAD: []
        }
    }

    /// The pupil is done.
    private mutating func endTurn(at now: Duration) -> [Action] {
        switch state {
        case .listening(let turn) where now - turn.pressed < settings.shortestTurn:
            return pressedTooShort() + drop(turn, because: .tooShort)
        case .listening(let turn):
            state = .closing(turn, released: now)
            // The microphone ends the tail; the timer does when it has stopped.
            return [.wake(.tail(turn: self.turn), after: settings.tail + .milliseconds(200))]
        case .idle, .closing, .thinking, .speaking:
            return []
        }
    }

    /// The tail is over: the turn is committed and answered, or cleared when there is nothing in it.
    private mutating func close(_ turn: Turn, _ released: Duration, at now: Duration) -> [Action] {
        // The API refuses to commit less than 100 ms.
        guard AudioFrame.duration(ofSamples: turn.samples) >= .milliseconds(100), turn.loudest.rms >= settings.silence
        else { return drop(turn, because: .nothingHeard) + heardNothing() }
        guard budget?.level != .spent else { return drop(turn, because: .budget(.spent)) + refuseForBudget() }
        let marks = TurnMarks(released: released, committed: now)
        answerTook = lastHeard.map { max(.zero, released - $0) }
        state = .thinking(Floor(marks: marks, unanswered: turn.frames, progressed: now))
        var actions = turn.interrupted.map { tellHeard($0) } ?? []
        actions.append(.send(.inputAudioBufferCommit(.init())))
        actions += carryOut(responses.want())
        actions += heardSomething() + [.show(.thinking)] + alarms()
        return outage == .told ? actions + tellOutage() : actions
    }

    private mutating func drop(_ turn: Turn, because notice: Notice) -> [Action] {
        state = .idle
        let heard = turn.interrupted.map { tellHeard($0) } ?? []
        return heard + [.send(.inputAudioBufferClear(.init())), .show(restingMood), .tell(notice)]
            + sound(.tooShort) + alarm() + renewIfResting()
    }

    mutating func woken(_ timer: TimerID, at now: Duration) -> [Action] {
        switch timer {
        case .tail(let number):
            guard number == turn, case .closing(let turn, let released) = state else { return [] }
            return close(turn, released, at: now)
        case .patience(let number):
            guard number == turn else { return [] }
            switch state {
            case .idle:
                responses.reset()
                return []
            case .listening where settings.turns.isOpen:
                responses.reset()
                return renewIfResting()
            case .listening, .closing: return []
            case .thinking(let floor): return lostPatience(floor, at: now)
            case .speaking(let floor): return lostPatience(floor, at: now)
            }
        case .waiting(let number): return number == turn ? stillThinking(at: now) : []
        case .gesture(let control, let number): return carryOut(gestures.alarm(control, number), at: now)
        case .microphone(let number): return microphoneStaysAway(number)
        case .approval(let number): return approvalDue(number)
        case .decision(let number): return teacherHeld(number)
        case .question(let number): return questionDue(number)
        case .outage(let number):
            guard outage == .unnoticed(connection: number) else { return [] }
            outage = .told
            return outageTold()
        case .setUp(let number): return number == links ? notSetUp() : []
        case .choice: return []
        case .naming(let number): return number == claims ? isThatYou(at: now) : []
        case .hello: return welcomed(at: now)
        case .idle: return idleDue(at: now)
        case .age(let number):
            guard number == connections, connection == .ready else { return [] }
            age = .old
            return renewIfResting()
        }
    }

    /// Plays a sound of our own; it is no part of any item.
    mutating func sound(_ earcon: Earcon) -> [Action] {
        guard output == .running else { return [] }
        let frame = earcon.frame
        earcons += frame.samples.count
        return [.play(frame)]
    }
}
