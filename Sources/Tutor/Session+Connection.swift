import Audio
import Dialogue
import Lessons
import Realtime

// The connection: configured before the first turn, and taken up again after a loss.
extension Session {
    mutating func linkUp() -> [Action] {
        connection = .opening
        links += 1
        return [.wake(.setUp(link: links), after: settings.setUp)]
    }

    /// Nobody notices a short loss: what is being said goes on, what is being heard is kept.
    mutating func linkDown(_ reason: String, _ trouble: ConnectionTrouble?) -> [Action] {
        let wasUp = connection != .down
        connection = .down
        self.trouble = trouble ?? self.trouble
        failures += 1
        age = .young
        if responses.suspend() != nil, let answer = answering {
            switch state {
            case .speaking(let floor) where floor.ledger.samples(of: answer) > 0:
                cutAnswer = answer
                forgetUnheard(of: answer, received: floor.ledger.samples(of: answer))
            // Nothing of it was heard: it was not said.
            case .idle, .listening, .closing, .thinking, .speaking: memory.remove(answer)
            }
        }
        answering = nil
        memory.lose()
        var actions: [Action] = [.tell(.linkDown(reason))]
        switch outage {
        case .none:
            outage = .unnoticed(connection: connections)
            actions.append(.wake(.outage(connection: connections), after: settings.outage))
        case .unnoticed: break
        case .told:
            actions += closeMicrophone()
            switch self.trouble {
            // A box is up before its network is: it is given some seconds of tries.
            case .network, .server: return actions + (failures >= 5 ? announceTrouble() : [])
            case .key, .account, .clock, .stranger, .proxy, .setting: return actions + announceTrouble()
            }
        }
        // Nothing is heard without a connection: whoever talks into an open microphone is not kept.
        return wasUp ? actions + closeMicrophone() : [.tell(.linkDown(reason))]
    }

    /// Says once why there is no connection; trying again does not make it news.
    mutating func announceTrouble() -> [Action] {
        guard announced != trouble else { return [] }
        announced = trouble
        return [.announce(.notConnected(trouble))]
    }

    /// The words of an answer come before their sound: what was cut off cannot have been heard.
    private mutating func forgetUnheard(of answer: ItemID, received samples: Int) {
        guard let words = memory.words(of: answer) else { return }
        // No voice says more than 25 letters in a second, at the lesson's own speed.
        let speed = max(0.25, settings.speed ?? lesson.lesson.speed ?? 1)
        let most = 25 * speed * Double(samples) / Double(AudioFrame.sampleRate)
        if Double(words.count) > most { memory.cut(answer, toShare: most / Double(words.count)) }
    }

    /// The outage lasts: whoever waits is told.
    mutating func outageTold() -> [Action] {
        switch state {
        case .idle: [.show(restingMood)] + announceTrouble()
        case .thinking: tellOutage() + announceTrouble()
        case .listening: closeMicrophone()
        case .closing, .speaking: []
        }
    }

    /// The pupil waits for an answer that will be late, if it comes.
    mutating func tellOutage() -> [Action] { [.show(.offline), .tell(.notConnected)] + sound(.offline) }

    /// A server that says nothing to the settings will not teach.
    mutating func notSetUp() -> [Action] {
        switch connection {
        case .opening, .configuring: [.tell(.trouble("the server did not take the lesson's settings")), .renew]
        // What was refused once is refused again.
        case .down, .ready, .refused: []
        }
    }

    /// Renews a connection that is old while nobody needs it.
    mutating func renewIfResting() -> [Action] {
        guard age == .old, isResting, keeping.isEmpty, connection == .ready else { return [] }
        age = .young
        return [.renew]
    }

    mutating func configure() -> [Action] {
        switch connection {
        case .opening, .down:
            connection = .configuring
            let session = Session.configuration(of: lesson.lesson, settings, cards)
            return [.send(.sessionUpdate(.init(session: .realtime(session), eventID: "configure")))]
        case .configuring, .ready, .refused:
            return []
        }
    }

    mutating func configured(at now: Duration) -> [Action] {
        switch connection {
        case .configuring:
            connection = .ready
            connections += 1
            let wasTold = outage == .told
            let wasSaid = announced != nil
            outage = .none
            announced = nil
            failures = 0
            trouble = .network
            var actions: [Action] = [.wake(.age(connection: connections), after: settings.connectionAge)]
            switch state {
            case .idle: actions.append(.show(restingMood))
            case .thinking where wasTold && connections > 1: actions.append(.show(.thinking))
            case .listening, .closing, .thinking, .speaking: break
            }
            actions.append(.tell(.ready))
            touch(now)
            // A tutor that greets is heard to be there, and an open microphone is seen to be.
            if state == .idle, greeted == .done, wasTold, !settings.turns.isOpen {
                actions += wasSaid ? [.announce(.ready)] : sound(.ready)
            }
            return actions + restore() + greet(at: now)
        case .down, .opening, .ready, .refused:
            return []
        }
    }

    /// The tutor speaks first, once.
    mutating func greet(at now: Duration) -> [Action] {
        switch (greeted, state) {
        case (.due, .idle) where budget?.level == .spent:
            greeted = .done
            return refuseForBudget()
        case (.due, .idle):
            greeted = .done
            turn += 1
            state = .thinking(Floor(progressed: now))
            return carryOut(responses.want()) + [.show(.thinking)] + alarms()
        case (.due, .listening), (.due, .closing), (.due, .thinking), (.due, .speaking), (.done, _),
            (.hello, _), (.saying, _), (.atFirstPress, _), (.atFirstPressKept, _):
            return []
        }
    }

    /// Tells a new conversation what the old one knew, and takes up what its loss cut short.
    private mutating func restore() -> [Action] {
        var events: [ClientEvent] = []
        if let recollection = settings.recollection { events.append(note(recollection)) }
        let (items, folded) = memory.replay(within: settings.replayedTokens, pending: responses.pendingCalls)
        if folded > 0 {
            events.append(
                note("Earlier in this lesson, left out here: \(folded) things were said and done. \(lesson.standing)"))
        }
        events += items.map { .conversationItemCreate(.init(item: $0)) }
        if let cut = cutAnswer.flatMap({ memory.words(of: $0) }), !cut.isEmpty {
            events.append(
                note(
                    "The network cut your last answer short after these words: \(cut) Go on from there; do not repeat.")
            )
        } else if responses.isQuiet, let exercise = lesson.current {
            events.append(
                note(
                    "The connection was renewed in the middle of the lesson. The pupil was asked: \(exercise.ask) "
                        + "Wait for the answer."))
        }
        cutAnswer = nil
        switch state {
        case .listening(let turn): events += appends(turn.frames)
        case .closing(let turn, _): events += appends(turn.frames)
        case .thinking(let floor) where !floor.unanswered.isEmpty:
            events += appends(floor.unanswered) + [.inputAudioBufferCommit(.init())]
        case .idle, .thinking, .speaking: break
        }
        return events.map { .send($0) } + carryOut(responses.resume())
    }

    private func appends(_ frames: [AudioFrame]) -> [ClientEvent] {
        frames.map { .inputAudioBufferAppend(.init(audio: AudioBytes($0))) }
    }

    func note(_ text: String) -> ClientEvent {
        .conversationItemCreate(.init(item: .message(Message(role: .system, content: [.inputText(text)]))))
    }

    /// Turns the queue's orders into events.
    mutating func carryOut(_ orders: [ResponseQueue.Order]) -> [Action] {
        orders.map { order in
            switch order {
            case .create(let event): .send(.responseCreate(.init(eventID: event)))
            case .cancel(let response):
                .send(
                    .responseCancel(
                        .init(responseID: response, eventID: EventID(rawValue: "benign_cancel_\(response.rawValue)"))))
            case .output(let call, let output):
                remember(output, of: call)
            }
        }
    }

    private mutating func remember(_ output: String, of call: CallID) -> Action {
        memory.add(output, of: call)
        return .send(
            .conversationItemCreate(
                .init(item: .functionCallOutput(FunctionCallOutput(callID: call, output: output)))))
    }
}
