import Audio
import Dialogue
import Realtime

// Who the box is for: chosen by the pupil button, by a badge, by a number that was said; and nobody's after a while.
extension Session {
    enum IdleAlarm: Sendable, Hashable { case off, on }

    enum Greeting: Sendable, Hashable {
        case due, done
        /// The box says hello first, which is to be made; then while it is made.
        case hello, saying
        /// It waits for somebody; whose voice is kept, and who is to be told so first.
        case atFirstPress, atFirstPressKept
    }

    enum Who: Sendable, Hashable {
        case settled
        /// The pupil button goes round.
        case choosing(Choice)
        /// Somebody else's: this session is over, and decides nothing more.
        case left
    }

    struct Choice: Sendable, Hashable {
        /// Whose name was said last.
        var place: Int
        /// Counts presses and names, to tell timers apart.
        var number: Int
    }

    struct Claim: Sendable, Hashable {
        var seat: Seat
        /// Who else has that number, in other classes: asked for after a no.
        var others: ArraySlice<Seat>
        var since: Duration
        /// The call that waits for the name to be said.
        var naming: CallID?
    }

    /// So long after the last press, and after the name was said, it is the pupil whose name that is.
    static let choiceTime = Duration.seconds(2)
    /// A name that is not there by then is not waited for.
    static let nameTime = Duration.seconds(2)
    /// So long a "Is that you?" may wait for its answer.
    static let confirmationTime = Duration.seconds(60)

    // MARK: The button

    /// Who can be chosen, in order: the others as they sit, the guest, and back to who is here.
    private var round: [Seat?] {
        guard let here = settings.pupils.firstIndex(where: { $0.account == settings.account }) else {
            return settings.pupils.map(Optional.some) + [nil]
        }
        let others = settings.pupils[(here + 1)...] + settings.pupils[..<here]
        return others.map(Optional.some) + [nil, settings.pupils[here]]
    }

    /// The pupil button: the tutor is silent, and the box says who is next.
    mutating func nextPupil(at now: Duration) -> [Action] {
        guard !settings.pupils.isEmpty else { return leave(.nextPupil) }
        switch who {
        case .left: return []
        case .settled:
            let silence = fallSilent()
            errands = Errands()
            deciding = .up
            edit = .none
            return silence + [.show(restingMood)] + choose(Choice(place: 0, number: 1))
        case .choosing(let choice):
            // The name that is being said is cut.
            return (earcons > 0 ? stopPlaying() : [])
                + choose(Choice(place: (choice.place + 1) % round.count, number: choice.number + 1))
        }
    }

    private mutating func choose(_ choice: Choice) -> [Action] {
        who = .choosing(choice)
        return [
            .announce(.seat(round[choice.place])), .wake(.choice(number: choice.number), after: Session.choiceTime),
        ]
    }

    private mutating func soundAtOnce(_ frame: AudioFrame) -> [Action] {
        guard output == .running else { return [] }
        earcons += frame.samples.count
        return [.play(frame)]
    }

    private mutating func depart(with choice: Choice) -> [Action] {
        depart(.pupil(round[choice.place]?.account, by: .button))
    }

    /// What happens while it is being chosen: nothing more of the old pupil's is said or sent, what was answered is kept.
    mutating func happens(_ event: Event, during choice: Choice, at now: Duration) -> [Action] {
        switch event {
        case .talkPressed:
            talk = .down(since: now)
            return depart(with: choice)
        case .talkReleased:
            return talkLetGo()
        case .talkHeld: return talkHeld(at: now)
        case .controlHeld(let control): return controlHeld(control, at: now)
        case .controlPressed(let control):
            controls[control] = .down(since: now)
            return carryOut(gestures.pressed(control), at: now)
        case .controlReleased(let control):
            let was = controls.updateValue(.up, forKey: control)
            return carryOut(gestures.released(control), at: now) + (was == .stuck ? mended() : [])
        case .timer(.choice(choice.number)): return depart(with: choice)
        case .timer(.gesture(let control, let number)):
            return carryOut(gestures.alarm(control, number), at: now)
        case .badge(let account): return depart(.pupil(account, by: .badge))
        case .unknownBadge: return [.announce(.unknownBadge)]
        case .voiced(.seat(round[choice.place]), let frame):
            // Whoever hears the name of another has time to press on, also where the voice is slow.
            let next = Choice(place: choice.place, number: choice.number + 1)
            let said = soundAtOnce(frame)
            guard !said.isEmpty else { return [] }
            who = .choosing(next)
            return said + [.wake(.choice(number: next.number), after: frame.duration + Session.choiceTime)]
        case .voiced(.unknownBadge, let frame): return soundAtOnce(frame)
        case .played(let samples):
            if speaker == .playing { earcons -= min(earcons, max(0, samples)) }
            return []
        case .silenced:
            if speaker == .playing { earcons = 0 }
            speaker = .playing
            return []
        case .recorded(let ticket):
            return keeping.removeValue(forKey: ticket).map { [.tell(.marked($0.attempt))] } ?? []
        case .recordFailed(_, let reason): return [.tell(.trouble("an answer could not be saved: \(reason)"))]
        case .received(.responseDone(let event)): return costs(event.response)
        case .microphone(let condition): return microphoneChanged(condition)
        case .lamp(let condition): return lampChanged(condition)
        case .speaker(let condition): return speakerChanged(condition, at: now)
        case .outsideTrouble(let text): return [.tell(.trouble(text))]
        case .troubleFound(let code, let text): return begin(code, text, nil)
        case .troubleMended(let code): return end(code)
        // Names are being said: the next session tells it.
        case .stick(let news): return stickNoted(news)
        case .heard, .linkUp, .linkDown, .received, .malformed, .dropped, .toolFinished, .toolAsks, .resourceChanged,
            .toolsChanged, .lessonChanged, .lessonBroken, .timer, .announced, .moderated, .budgetRenewed, .voiced,
            .voicesKept:
            return []
        }
    }

    /// An answer that nobody will hear is paid for.
    private func costs(_ response: Response) -> [Action] {
        guard let budget, let usage = response.usage else { return [] }
        let spending = Spending(usage, prices: budget.prices)
        return spending.isNothing ? [] : [.charge(spending)]
    }

    // MARK: The end

    /// Silence, at once and for good.
    private mutating func fallSilent() -> [Action] {
        let orders = carryOut(responses.interrupt())
        state = .idle
        announcements = []
        preRoll.forget()
        return stopPlaying() + [.send(.inputAudioBufferClear(.init()))] + orders
    }

    mutating func leave(_ departure: Departure) -> [Action] { fallSilent() + depart(departure) }

    private mutating func depart(_ departure: Departure) -> [Action] {
        who = .left
        responses.reset()
        keeping = [:]
        errands = Errands()
        edit = .none
        return [.show(restingMood), .tell(.leaving(departure)), .leave(departure)]
    }

    // MARK: A badge

    mutating func badge(_ account: String) -> [Action] {
        guard account == settings.account else { return leave(.pupil(account, by: .badge)) }
        return state == .idle && earcons == 0 ? sound(.ready) : []
    }

    // MARK: A number that was said

    /// - Returns: nil where the name is none of these tools'.
    mutating func pupilTool(_ call: ToolCall, at now: Duration) -> [Action]? {
        guard let tool = PupilTool(rawValue: call.name), !settings.pupilTools.isEmpty else { return nil }
        let given: [String: JSONValue]
        switch ToolArguments.parse(call.arguments) {
        case .success(let value): given = value
        case .failure(let fault): return answer(call.id, Report(error: fault.description).text, at: now)
        }
        switch tool {
        case .change: return changePupil(call.id, ToolArguments.number(given["number"]), at: now)
        case .confirm: return confirmPupil(call.id, given, at: now)
        }
    }

    private mutating func changePupil(_ call: CallID, _ number: Double?, at now: Duration) -> [Action] {
        guard let number else {
            return answer(call, Report(error: "change_pupil needs `number`: a whole number").text, at: now)
        }
        // The one who was asked about before is not waited for.
        let before = isThatYou(at: now)
        claim = nil
        let seats = settings.pupils.filter { $0.number.map(Double.init) == number }
        guard !seats.isEmpty else {
            return before + answer(call, Report(say: words.unknownNumber, status: "unknown_number").text, at: now)
        }
        let others = seats.filter { $0.account != settings.account }
        return before
            + (name(others[...], call, at: now)
                ?? answer(call, Report(say: words.knownPupil, status: "same_pupil").text, at: now))
    }

    /// Has the first of them named, before the tutor asks; nil where there is nobody.
    private mutating func name(_ seats: ArraySlice<Seat>, _ call: CallID, at now: Duration) -> [Action]? {
        guard let seat = seats.first else { return nil }
        claims += 1
        claim = Claim(seat: seat, others: seats.dropFirst(), since: now, naming: call)
        return [.announce(.isThatYou(seat)), .wake(.naming(number: claims), after: Session.nameTime)]
    }

    /// The name was said, or cannot be: the tutor asks.
    mutating func isThatYou(at now: Duration) -> [Action] {
        guard let call = claim?.naming else { return [] }
        claim?.naming = nil
        return answer(call, question.text, at: now)
    }

    private var question: Report {
        Report(asking: words.isThatYou, answerWith: PupilTool.confirm.rawValue, listenFor: PupilTool.answers)
    }

    private mutating func confirmPupil(_ call: CallID, _ given: JSONObject, at now: Duration) -> [Action] {
        guard let claim, now - claim.since < Session.confirmationTime else {
            return answer(call, Report(error: "nobody is asked who they are: call change_pupil first").text, at: now)
        }
        let said = given["yes"] ?? given["answer"]
        let yes =
            given["declined"] == .bool(true)
            ? .bool(false) : said.flatMap { SpokenValue.of($0, by: ["type": "boolean"], in: language) }
        switch yes {
        case .bool(true)?: return leave(.pupil(claim.seat.account, by: .number))
        case .bool(false)?:
            self.claim = nil
            return name(claim.others, call, at: now)
                ?? answer(call, Report(say: words.otherPupil, status: "not_confirmed").text, at: now)
        case .null?, .integer?, .number?, .string?, .array?, .object?, nil:
            return answer(call, question.text, at: now)
        }
    }

    // MARK: Names

    /// What the box's own voice made of a name.
    mutating func voiced(_ announcement: Announcement, _ frame: AudioFrame, at now: Duration) -> [Action] {
        switch announcement {
        case .hello:
            guard greeted == .saying else { return [] }
            return announcedName(frame, at: now) + welcomed(at: now)
        case .isThatYou(let seat):
            guard let claim, claim.seat == seat, claim.naming != nil else { return [] }
            return announcedName(frame, at: now) + isThatYou(at: now)
        case .unknownBadge: return announced(frame)
        case .seat, .notConnected, .ready, .tooShort, .stillThinking, .budgetLow, .budgetSpent, .guarded, .buttonStuck,
            .microphoneSilent, .microphoneGone, .notSaved, .approval, .muted, .unmuted, .trouble, .allWell,
            .stickWriting, .stickDone, .stickFull, .stickFailed, .recording:
            return []
        }
    }

    /// The microphone hears it, too: who presses now is recorded from the press on, and the name is cut.
    private mutating func announcedName(_ frame: AudioFrame, at now: Duration) -> [Action] {
        let said = announced(frame)
        if !said.isEmpty { namedUntil = now + AudioFrame.duration(ofSamples: earcons) + settings.preRoll }
        return said
    }

    /// What a session begins with, at the first thing that happens in it.
    mutating func arrive() -> [Action] {
        guard greeted == .hello else { return [] }
        greeted = .saying
        let seat = settings.account.map { account in
            settings.pupils.first { $0.account == account } ?? Seat(account: account)
        }
        return [.announce(.hello(seat)), .wake(.hello, after: Session.nameTime)]
    }

    /// The hello was said, or cannot be: the tutor begins.
    mutating func welcomed(at now: Duration) -> [Action] {
        guard greeted == .saying else { return [] }
        greeted = settings.greets ? .due : .done
        return connection == .ready ? greet(at: now) : []
    }

    /// The first press where the box has waited for somebody: it is no turn.
    mutating func firstPress(at now: Duration) -> [Action] {
        let notice: [Action] = greeted == .atFirstPressKept ? [.announce(.recording)] : []
        greeted = settings.greets ? .due : .done
        return notice + (connection == .ready ? greet(at: now) : [])
    }

    /// Voices are kept: said to whoever is there, and where nobody is yet, at the first press.
    mutating func voicesKept() -> [Action] {
        guard greeted.isWaiting else { return [.announce(.recording)] }
        greeted = .atFirstPressKept
        return []
    }

    // MARK: Nobody

    /// Whether nothing goes on, and nobody would miss the pupil's session but the pupil.
    private var isDeserted: Bool {
        isResting && earcons == 0 && errands.isIdle && keeping.isEmpty && greeted != .saying
    }

    /// Notes a sign of somebody being there, and sees to it that there is an alarm.
    mutating func watchForIdleness(_ event: Event, at now: Duration) -> [Action] {
        guard let limit = settings.idleEnd, !greeted.isWaiting else { return [] }
        switch event {
        case .talkPressed, .talkReleased, .controlPressed, .controlReleased, .badge, .unknownBadge: active = now
        case .talkHeld, .controlHeld, .heard, .played, .silenced, .microphone, .speaker, .lamp, .linkUp, .linkDown,
            .received, .malformed, .dropped, .toolFinished, .toolAsks, .resourceChanged, .outsideTrouble, .toolsChanged,
            .lessonChanged, .lessonBroken, .troubleFound, .recorded, .recordFailed, .timer, .announced, .moderated,
            .budgetRenewed, .voiced, .troubleMended, .stick, .voicesKept:
            if active == nil || !isDeserted { active = now }
        }
        guard idleAlarm == .off else { return [] }
        idleAlarm = .on
        return [.wake(.idle, after: limit)]
    }

    /// Looks whether anybody has been there.
    mutating func idleDue(at now: Duration) -> [Action] {
        guard let limit = settings.idleEnd, idleAlarm == .on else { return [] }
        let quiet = isDeserted ? now - (active ?? now) : .zero
        guard quiet < limit else { return leave(.idle) }
        return [.wake(.idle, after: limit - quiet)]
    }
}

extension Session.Greeting {
    /// Whether nobody is there yet.
    var isWaiting: Bool {
        switch self {
        case .atFirstPress, .atFirstPressKept: true
        case .due, .done, .hello, .saying: false
        }
    }
}
