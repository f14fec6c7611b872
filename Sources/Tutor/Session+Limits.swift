import Audio
import Dialogue
import Realtime

// What the tutor must not do: say certain things, spend too much. And what the box says itself.
extension Session {
    // MARK: The guard

    /// More of what the tutor says.
    mutating func says(_ more: String, in item: ItemID, by response: ResponseID, at now: Duration) -> [Action] {
        touch(now)
        guard responses.audible == response else { return [] }
        memory.says(more, in: item)
        if let trip = outputGuard.hear(more, in: item) { return tripped(trip, at: now) }
        return outputGuard.sentence().map { [.moderate($0, item)] } ?? []
    }

    /// All of what the tutor says in an item.
    mutating func said(_ words: String, in item: ItemID, by response: ResponseID, at now: Duration) -> [Action] {
        guard responses.audible == response else { return [] }
        memory.said(words, in: item)
        if let trip = outputGuard.heard(all: words, in: item) { return tripped(trip, at: now) }
        let rest = outputGuard.sentence(isEnd: true)
        return (rest.map { [.moderate($0, item)] } ?? []) + [.tell(.tutorSaid(words))]
    }

    mutating func moderated(_ item: ItemID, _ moderation: Moderation, at now: Duration) -> [Action] {
        switch moderation {
        case .clean: return []
        case .failed(let why): return [.tell(.trouble("an answer could not be moderated: \(why)"))]
        case .flagged(let categories):
            let words = memory.words(of: item) ?? ""
            let topic = categories.sorted().joined(separator: ", ")
            let trip = OutputGuard.Trip(topic: topic, excerpt: String(words.suffix(120)), item: item)
            // A verdict that comes late stops nothing that was said since; and one for each answer is enough.
            guard stopped != item else { return [] }
            guard isSaying(item) else {
                stopped = item
                return [.report(trip), .tell(.guarded(trip))]
            }
            return tripped(trip, at: now)
        }
    }

    /// Whether an answer is being made, or is still to be heard.
    private func isSaying(_ item: ItemID) -> Bool {
        if answering == item, responses.audible != nil { return true }
        switch state {
        case .speaking(let floor): return floor.ledger.samples(of: item) > 0
        case .idle, .listening, .closing, .thinking: return false
        }
    }

    /// Silence at once; the model forgets what it said and is asked for something else, once in a turn.
    private mutating func tripped(_ trip: OutputGuard.Trip, at now: Duration) -> [Action] {
        let kept: [Action] = [.report(trip), .tell(.guarded(trip))]
        stopped = trip.item
        let floor: Floor
        switch state {
        case .thinking(let current), .speaking(let current): floor = current
        // The pupil has moved on; the teacher is told all the same.
        case .idle, .listening, .closing: return kept
        }
        var actions = kept + stopPlaying() + carryOut(responses.interrupt())
        memory.remove(trip.item)
        actions.append(
            .send(
                .conversationItemDelete(
                    .init(itemID: trip.item, eventID: EventID(rawValue: "benign_guard_\(trip.item.rawValue)")))))
        guard floor.guarded == 0 else {
            state = .idle
            return actions + [
                .show(restingMood), .announce(.guarded), .wake(.patience(turn: turn), after: settings.patience),
            ]
        }
        actions.append(
            .send(
                note(
                    "Your last answer was stopped before the pupil heard all of it, because of: \(trip.topic). Do not "
                        + "speak of that. Say in one short sentence that you will talk about something else, and go on "
                        + "with the lesson.")))
        state = .thinking(Floor(guarded: 1, progressed: now))
        return actions + carryOut(responses.want()) + [.show(.thinking)]
    }

    // MARK: The budget

    mutating func charge(_ spending: Spending) -> [Action] {
        guard !spending.isNothing else { return [] }
        var actions: [Action] = [.charge(spending)]
        switch budget?.spend(spending) {
        case .low: actions += [.tell(.budget(.low)), .announce(.budgetLow)]
        case .spent:
            actions += [.tell(.budget(.spent)), .announce(.budgetSpent)] + closeMicrophone()
        case .plenty, nil: break
        }
        return actions
    }

    /// Nothing more is asked of the provider; what was begun is not answered.
    mutating func refuseForBudget() -> [Action] { [.tell(.budget(.spent))] + announceAnew(.budgetSpent) }

    /// A new day, or a clock that is set: what was spent today is counted anew.
    mutating func budgetRenewed(_ renewed: Budget) -> [Action] {
        // A new day is no new sitting.
        let sitting = budget?.sitting
        budget = renewed
        budget?.sitting = sitting
        return []
    }

    /// Says it, unless the box is still saying something: a child who presses ten times hears it once.
    func announceAnew(_ announcement: Announcement) -> [Action] {
        earcons == 0 && announcements.isEmpty ? [.announce(announcement)] : []
    }

    // MARK: The box's own voice

    /// Played when nobody has the floor, or while the tutor is silent in its own turn: the tutor is not talked over, and the pupil not interrupted.
    mutating func announced(_ frame: AudioFrame) -> [Action] {
        announcements.append(frame)
        // What is old news by then is dropped.
        if announcements.count > 2 { announcements.removeFirst() }
        return playAnnouncements()
    }

    mutating func playAnnouncements() -> [Action] {
        guard !announcements.isEmpty else { return [] }
        var actions: [Action] = []
        switch state {
        case .thinking(let floor) where floor.ledger.queued > 0: return []
        case .listening:
            guard isResting else { return [] }
            // The box does not answer itself: what it hears while it speaks is not sent.
            actions = closeMicrophone()
        case .closing, .speaking: return []
        case .idle, .thinking: break
        }
        defer { announcements = [] }
        guard output == .running else { return actions }
        return actions
            + announcements.map { frame in
                earcons += frame.samples.count
                return .play(frame)
            }
    }
}
