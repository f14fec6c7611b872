import Audio
import Dialogue
import Realtime

// What the speaker did, and what that means for the tutor's turn.
extension Session {
    mutating func played(_ reported: Int, at now: Duration) -> [Action] {
        let samples: Int
        switch speaker {
        case .stopping:
            samples = reported
        case .playing:
            let ours = min(earcons, reported)
            earcons -= ours
            samples = reported - ours
        }
        switch state {
        case .speaking where speaker == .stopping:
            return []
        case .speaking(var floor):
            let silentUntilNow = floor.marks?.firstDelta != nil
            floor.ledger.played(samples: samples)
            floor.progressed = max(floor.progressed, now)
            if samples > 0 { lastHeard = now }
            var actions: [Action] = []
            if silentUntilNow, samples > 0, let marks = floor.marks, let firstDelta = marks.firstDelta {
                let audible = now - AudioFrame.duration(ofSamples: samples)
                actions.append(
                    .tell(
                        .turn(
                            TurnLatency(
                                releaseToCommit: marks.committed - marks.released,
                                commitToFirstDelta: firstDelta - marks.committed,
                                firstDeltaToAudible: max(.zero, audible - firstDelta)))))
                floor.marks = nil
            }
            state = .speaking(floor)
            return actions + settle()
        case .listening(var turn):
            turn.interrupted?.played(samples: samples)
            state = .listening(turn)
            return []
        case .closing(var turn, let released):
            turn.interrupted?.played(samples: samples)
            state = .closing(turn, released: released)
            return []
        case .idle, .thinking:
            return []
        }
    }

    mutating func silenced() -> [Action] {
        let asked = speaker
        speaker = .playing
        // Unasked: the speaker threw away what it had, ours too.
        if asked == .playing { earcons = 0 }
        switch state {
        case .listening(var turn):
            guard let ledger = turn.interrupted else { return [] }
            turn.interrupted = nil
            state = .listening(turn)
            return tellHeard(ledger)
        case .closing(var turn, let released):
            guard let ledger = turn.interrupted else { return [] }
            turn.interrupted = nil
            state = .closing(turn, released: released)
            return tellHeard(ledger)
        case .speaking(var floor) where asked == .playing:
            // Unasked: the speaker threw away what it had. That will not be heard, and is not waited for.
            floor.ledger = PlaybackLedger()
            state = .speaking(floor)
            return settle()
        case .idle, .thinking, .speaking:
            return []
        }
    }

    /// Silence now. What the speaker had of ours is gone with the rest.
    mutating func stopPlaying() -> [Action] {
        speaker = .stopping
        earcons = 0
        return [.stopPlaying]
    }

    /// Makes the model forget what the pupil did not hear of it.
    mutating func tellHeard(_ ledger: PlaybackLedger) -> [Action] {
        var total = 0
        var actions: [Action] = []
        for (item, heard) in ledger.heard() {
            switch heard {
            case .whole: break
            case .part(let milliseconds):
                total += milliseconds
                let received = AudioFrame.milliseconds(ofSamples: ledger.samples(of: item))
                memory.cut(item, toShare: Double(milliseconds) / Double(max(1, received)))
                guard memory.hasSound(item) else {
                    actions += sayShorter(item)
                    continue
                }
                actions.append(
                    .send(
                        .conversationItemTruncate(
                            .init(
                                itemID: item, contentIndex: 0, audioEndMilliseconds: milliseconds,
                                eventID: benign("truncate", item)))))
            case .nothing:
                // A truncate of 0 ms is refused: what was not heard at all was not said.
                memory.remove(item)
                actions.append(.send(.conversationItemDelete(.init(itemID: item, eventID: benign("delete", item)))))
            }
        }
        return actions.isEmpty ? [] : actions + [.tell(.tutorInterrupted(heardMilliseconds: total))]
    }

    /// Text cannot be truncated: what a new connection was told of an answer is told again, shorter.
    private func sayShorter(_ item: ItemID) -> [Action] {
        var actions = [Action.send(.conversationItemDelete(.init(itemID: item, eventID: benign("delete", item))))]
        if let words = memory.words(of: item), !words.isEmpty {
            actions.append(
                .send(
                    .conversationItemCreate(
                        .init(item: .message(Message(role: .assistant, content: [.outputText(words)], id: item))))))
        }
        return actions
    }

    /// Marks an event whose refusal changes nothing for the pupil.
    private func benign(_ what: String, _ item: ItemID) -> EventID {
        EventID(rawValue: "benign_\(what)_\(item.rawValue)")
    }

    mutating func speakerChanged(_ condition: DeviceCondition, at now: Duration) -> [Action] {
        switch condition {
        case .running:
            output = .running
            return end(.loudspeakerGone)
        case .lost(let reason):
            output = condition
            // It dropped what it had: that will not be heard, and is not waited for.
            speaker = .playing
            earcons = 0
            troubles.insert(.loudspeakerGone)
            let notice = Action.tell(.trouble("the loudspeaker is gone: \(reason)"))
            switch state {
            case .speaking(var floor):
                floor.ledger = PlaybackLedger()
                state = .speaking(floor)
                return [notice] + settle()
            case .idle: return [.show(restingMood), notice]
            case .listening, .closing, .thinking:
                return [notice]
            }
        }
    }

    mutating func microphoneChanged(_ condition: DeviceCondition) -> [Action] {
        guard condition != microphone else { return [] }
        microphone = condition
        switch condition {
        case .running:
            return (state == .idle ? [.show(restingMood)] : []) + end(.microphoneGone)
        case .lost(let reason):
            preRoll.forget()
            losses += 1
            let alarm = Action.wake(.microphone(loss: losses), after: settings.loosePlug)
            let notice = [.tell(.trouble("the microphone is gone: \(reason)")), alarm]
            if settings.turns.isOpen, case .listening = state { return closeMicrophone() + notice }
            switch state {
            case .idle: return [.show(restingMood)] + notice
            case .listening, .closing, .thinking, .speaking: return notice
            }
        }
    }

    /// Gives the floor back when the tutor has nothing more to say and all of it was heard.
    mutating func settle() -> [Action] {
        switch state {
        case .thinking where responses.isQuiet && keeping.isEmpty:
            return rest()
        case .speaking(let floor) where responses.isQuiet && keeping.isEmpty && floor.ledger.isDrained:
            return rest()
        case .idle, .listening, .closing, .thinking, .speaking:
            return []
        }
    }

    private mutating func rest() -> [Action] {
        state = .idle
        return [.show(restingMood)] + (lesson.isOver ? [.tell(.lessonOver)] : []) + renewIfResting()
            + playAnnouncements()
    }

    /// The tutor has been silent: waited for a little longer if there was a sign of life, given up otherwise.
    mutating func lostPatience(_ floor: Floor, at now: Duration) -> [Action] {
        let quiet = now - floor.progressed
        guard quiet >= settings.patience else {
            return [.wake(.patience(turn: turn), after: settings.patience - quiet)]
        }
        let orders = carryOut(responses.interrupt())
        responses.reset()
        state = .idle
        return orders + stopPlaying() + [.show(restingMood), .tell(.trouble("the tutor did not answer in time"))]
            + sound(.trouble)
    }
}
