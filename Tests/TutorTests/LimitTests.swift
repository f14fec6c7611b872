import Audio
import Realtime
import Testing

@testable import Tutor

/// The guard and the budget, and what the box says itself.
struct LimitTests {
    private func words(_ text: String, item id: ItemID = item) -> Session.Event {
        .received(
            .responseOutputAudioTranscriptDelta(
                .init(responseID: response, itemID: id, outputIndex: 0, contentIndex: 0, delta: text)))
    }

    private func guarded(_ list: String, isModerated: Bool = false) -> Session {
        var settings = SessionSettings()
        settings.greets = false
        settings.guardRules = GuardRules(list: list)
        settings.guardRules.isModerated = isModerated
        return speaking(settings)
    }

    /// A session whose tutor has begun to speak.
    private func speaking(_ settings: SessionSettings) -> Session {
        var session = Session(lesson: lesson, settings: settings)
        _ = session.handle(.linkUp, at: .zero)
        _ = session.handle(.received(.sessionCreated(.init(session: .realtime(RealtimeSession())))), at: .zero)
        session.plays(
            session.handle(.received(.sessionUpdated(.init(session: .realtime(RealtimeSession())))), at: .zero),
            at: .zero)
        session.takesATurn()
        _ = session.handle(created(), at: ms(2300))
        _ = session.handle(
            .received(
                .responseOutputItemAdded(
                    .init(
                        responseID: response, outputIndex: 0,
                        item: .message(Message(role: .assistant, content: [], id: item, status: .inProgress))))),
            at: ms(2300))
        _ = session.handle(delta(AudioFrame.silence(samples: 24_000)), at: ms(2310))
        return session
    }

    // MARK: The guard

    @Test func `a word of the list silences the tutor at once`() {
        var session = guarded("weapons: machine gun, grenade")
        // A server may say nothing at first.
        #expect(session.handle(words(""), at: ms(2315)).isEmpty)
        #expect(session.handle(words("You could throw a"), at: ms(2320)).isEmpty)
        #expect(session.handle(words(" Gre"), at: ms(2325)).isEmpty)
        let actions = session.handle(words("nade, "), at: ms(2330))
        #expect(actions.contains(.stopPlaying))
        #expect(
            actions.sentControl.map(\.type) == [
                "response.cancel", "conversation.item.delete", "conversation.item.create",
            ])
        guard case .report(let trip)? = actions.first else {
            Issue.record("nobody was told: \(actions)")
            return
        }
        #expect(trip.topic == "weapons")
        #expect(trip.excerpt.contains("throw a Grenade"))
        // What is on its way is not heard.
        #expect(!session.handle(delta(voice), at: ms(2340)).contains { if case .play = $0 { true } else { false } })
        // The model is asked for something else, once it has stopped.
        #expect(session.handle(done(response, .cancelled), at: ms(2350)).sentControl.map(\.type) == ["response.create"])
    }

    @Test(arguments: [
        ("ass", "In assembly we say", false), ("ass", "you ass ", true), ("ass", "you ASS!", true),
        ("shut up", "please shut it", false), ("shut up", "Shut\nup, please", true),
        ("shut up", "shut, up there", true),
        ("été", "en été.", true), ("été", "était ", false),
    ]) func `a phrase is met as words, not as letters`(phrase: String, said: String, trips: Bool) {
        var guarding = OutputGuard(rules: GuardRules(phrases: [phrase: "a test"]))
        var trip: OutputGuard.Trip?
        for letter in said { trip = trip ?? guarding.hear(String(letter), in: "i") }
        trip = trip ?? guarding.hear("", in: "i", isEnd: true)
        #expect((trip != nil) == trips)
    }

    @Test func `words that come all at once, or after many others, are met, too`() {
        var session = guarded("grenade")
        let whole = session.handle(
            .received(
                .responseOutputAudioTranscriptDone(
                    .init(responseID: response, itemID: item, outputIndex: 0, contentIndex: 0, transcript: "a grenade"))
            ),
            at: ms(2330))
        #expect(whole.contains(.stopPlaying))

        var guarding = OutputGuard(rules: GuardRules(phrases: ["ass": "a test", "late": "a test"]))
        // No word begins where the window does.
        #expect(guarding.hear(String(repeating: "class ", count: 200), in: "i") == nil)
        #expect(guarding.hear("late " + String(repeating: "x ", count: 400), in: "i") != nil)
    }

    @Test func `a verdict that comes late stops nothing that was said since`() {
        var session = guarded("", isModerated: true)
        let late = session.handle(.moderated("older", .flagged(["hate"])), at: ms(2400))
        #expect(!late.contains(.stopPlaying))
        #expect(late.count == 2)
        #expect(session.handle(.moderated("older", .flagged(["hate"])), at: ms(2410)).isEmpty)
    }

    @Test func `a press beside a spent budget silences the tutor and begins no turn`() {
        var session = speaking(budgeted(1_000_000))
        _ = session.handle(ended(tokens: 2_000), at: ms(2400))
        let pressed = session.handle(.talkPressed, at: ms(2500))
        #expect(pressed.contains(.stopPlaying))
        #expect(pressed.moods.last == .ready)
        #expect(session.hears(voice, from: 2500, to: 3000).sent.isEmpty)
        // A new day.
        _ = session.handle(.budgetRenewed(Budget(pupil: Budget.Purse(limit: 1_000_000))), at: ms(4000))
        #expect(session.handle(.talkPressed, at: ms(5000)).moods == [.listening])
    }

    @Test func `ten presses without a tutor say it once`() {
        var session = Session(lesson: lesson)
        let said = (0..<10).flatMap { session.handle(.talkPressed, at: ms($0 * 100)) }
        #expect(said.count { $0 == .announce(.notConnected(.network)) } == 1)
    }

    @Test func `what the box says is silenced for the pupil, and is not in the turn`() {
        var session = connected()
        _ = session.handle(.announced(.silence(samples: 48_000)), at: ms(500))
        #expect(session.handle(.talkPressed, at: ms(600)).contains(.stopPlaying))
    }

    @Test func `settings that the server refuses are said once, not tried again and again`() {
        var session = Session(lesson: lesson)
        _ = session.handle(.linkUp, at: .zero)
        _ = session.handle(.received(.sessionCreated(.init(session: .realtime(RealtimeSession())))), at: .zero)
        let error = APIError(type: "invalid_request_error", message: "no such voice", eventID: "configure")
        let refused = session.handle(.received(.error(.init(error: error))), at: ms(100))
        #expect(refused.contains(.announce(.notConnected(.setting))))
        #expect(session.handle(.timer(.setUp(link: 1)), at: ms(10_000)).isEmpty)
    }

    @Test func `the last word of an answer counts`() {
        var session = guarded("grenade")
        _ = session.handle(words("a grenade"), at: ms(2320))
        let actions = session.handle(
            .received(
                .responseOutputAudioTranscriptDone(
                    .init(responseID: response, itemID: item, outputIndex: 0, contentIndex: 0, transcript: "a grenade"))
            ),
            at: ms(2330))
        #expect(actions.contains(.stopPlaying))
    }

    @Test func `a tutor that does not stop is given up, and the box says so`() {
        var session = guarded("grenade")
        _ = session.handle(words("a grenade "), at: ms(2320))
        _ = session.handle(.silenced, at: ms(2330))
        _ = session.handle(done(response, .cancelled), at: ms(2350))
        _ = session.handle(created("resp_2"), at: ms(2400))
        let actions = session.handle(
            .received(
                .responseOutputAudioTranscriptDelta(
                    .init(responseID: "resp_2", itemID: "item_2", outputIndex: 0, contentIndex: 0, delta: "A grenade "))
            ),
            at: ms(2450))
        #expect(actions.contains(.announce(.guarded)))
        #expect(actions.moods == [.ready])
        let after = session.handle(done("resp_2", .cancelled), at: ms(2500))
        #expect(after.sent.isEmpty)
    }

    @Test func `sentences are shown to the moderator as they end, and what it flags is stopped`() {
        var session = guarded("", isModerated: true)
        #expect(session.handle(words("Let us begin"), at: ms(2320)).isEmpty)
        #expect(session.handle(words(" now."), at: ms(2330)) == [.moderate("Let us begin now.", item)])
        #expect(session.handle(.moderated(item, .clean), at: ms(2400)).isEmpty)
        let actions = session.handle(.moderated(item, .flagged(["violence", "hate"])), at: ms(2500))
        #expect(actions.contains(.stopPlaying))
        guard case .report(let trip)? = actions.first else {
            Issue.record("nobody was told")
            return
        }
        #expect(trip.topic == "hate, violence")
    }

    @Test func `a moderator that cannot be asked is told, and the lesson goes on`() {
        var session = guarded("", isModerated: true)
        let actions = session.handle(.moderated(item, .failed("no network")), at: ms(2400))
        #expect(actions == [.tell(.trouble("an answer could not be moderated: no network"))])
    }

    // MARK: The budget

    private func usage(_ read: InputTokenDetails?, _ written: OutputTokenDetails?) -> Usage {
        Usage(totalTokens: 0, inputTokens: 100, outputTokens: 50, inputTokenDetails: read, outputTokenDetails: written)
    }

    @Test func `cached tokens are a part of the others and cost their own price`() {
        var prices = Prices()
        prices.textIn = 4
        prices.textCached = 0.4
        prices.audioIn = 32
        prices.audioCached = 0.4
        prices.textOut = 16
        prices.audioOut = 64
        let spending = Spending(
            usage(
                InputTokenDetails(
                    textTokens: 1_000, audioTokens: 500, imageTokens: 0, cachedTokens: 1_100,
                    cachedTokensDetails: CachedTokensDetails(textTokens: 800, audioTokens: 300)),
                OutputTokenDetails(textTokens: 50, audioTokens: 200)), prices: prices)
        #expect(spending.textIn == 200 && spending.textCached == 800)
        #expect(spending.audioIn == 200 && spending.audioCached == 300)
        // 200 × 4 + 800 × 0.4 + 200 × 32 + 300 × 0.4 + 50 × 16 + 200 × 64 millionths.
        #expect(spending.cost == 21_240_000)
    }

    @Test func `a server that tells no details is charged as text`() {
        var prices = Prices()
        prices.textIn = 1
        prices.textOut = 2
        #expect(Spending(usage(nil, nil), prices: prices).cost == 200_000)
        let cached = Spending(
            usage(InputTokenDetails(textTokens: 60, audioTokens: 40, cachedTokens: 80), nil), prices: prices)
        #expect(cached.textCached == 60 && cached.audioCached == 20)
    }

    @Test func `a transcription is charged by tokens or by time`() {
        var prices = Prices()
        prices.transcriptionIn = 2
        prices.transcriptionOut = 10
        prices.transcriptionMinute = 0.006
        #expect(Spending(.duration(.init(seconds: 30)), prices: prices).cost == 3_000_000)
        #expect(
            Spending(.tokens(.init(totalTokens: 110, inputTokens: 100, outputTokens: 10)), prices: prices).cost
                == 300_000)
    }

    private func budgeted(_ limit: Int, spent: Int = 0) -> SessionSettings {
        var settings = SessionSettings()
        settings.greets = false
        var prices = Prices()
        prices.textIn = 1
        settings.budget = Budget(prices: prices, pupil: Budget.Purse(limit: limit, spent: spent))
        return settings
    }

    private func ended(tokens: Int, _ id: ResponseID = response) -> Session.Event {
        .received(
            .responseDone(
                .init(
                    response: Response(id: id, status: .completed, usage: Usage(inputTokens: tokens, outputTokens: 0)))
            ))
    }

    @Test func `the soft limit is said once and the hard one stops`() {
        var session = speaking(budgeted(1_000_000))
        let low = session.handle(ended(tokens: 850), at: ms(2400))
        #expect(low.contains(.announce(.budgetLow)))
        #expect(low.notices.contains(.budget(.low)))
        _ = session.handle(.played(samples: 24_000), at: ms(3400))
        #expect(session.isResting)

        session.takesATurn()
        _ = session.handle(created("resp_2"), at: ms(4300))
        let spent = session.handle(ended(tokens: 200, "resp_2"), at: ms(4400))
        #expect(spent.contains(.announce(.budgetSpent)))
        #expect(session.isResting)
        let pressed = session.handle(.talkPressed, at: ms(5000))
        #expect(pressed == [.tell(.budget(.spent)), .announce(.budgetSpent)])
    }

    @Test func `a day that was spent before begins with that`() {
        var settings = budgeted(1_000, spent: 1_000)
        settings.greets = true
        var session = Session(lesson: lesson, settings: settings)
        _ = session.handle(.linkUp, at: .zero)
        _ = session.handle(.received(.sessionCreated(.init(session: .realtime(RealtimeSession())))), at: .zero)
        let actions = session.handle(
            .received(.sessionUpdated(.init(session: .realtime(RealtimeSession())))), at: .zero)
        #expect(actions.contains(.announce(.budgetSpent)))
        #expect(!actions.sent.contains { $0.type == "response.create" })
    }

    // MARK: The box's own voice

    @Test func `what the box says waits until nobody has the floor`() {
        var session = speaking(budgeted(1_000_000))
        let said = AudioFrame.silence(samples: 2_400)
        #expect(session.handle(.announced(said), at: ms(2400)).isEmpty)
        _ = session.handle(ended(tokens: 1), at: ms(2500))
        let rested = session.handle(.played(samples: 24_000), at: ms(3400))
        #expect(rested.contains(.play(said)))
        #expect(session.handle(.announced(said), at: ms(4000)) == [.play(said)])
    }

    @Test func `why there is no connection is said once, and again when it is pressed for`() {
        var session = Session(lesson: lesson)
        #expect(session.handle(.linkDown("401", .key), at: .zero).contains(.announce(.notConnected(.key))))
        #expect(!session.handle(.linkDown("401", .key), at: ms(300_000)).contains(.announce(.notConnected(.key))))
        #expect(session.handle(.talkPressed, at: ms(300_100)).contains(.announce(.notConnected(.key))))
        #expect(
            session.handle(.linkDown("proxy", .proxy), at: ms(600_000)).contains(.announce(.notConnected(.proxy))))
    }

    @Test func `a network that is not there yet is waited for before it is said`() {
        var session = Session(lesson: lesson)
        for number in 1...4 {
            #expect(session.handle(.linkDown("down", .network), at: ms(number * 1000)).notices == [.linkDown("down")])
        }
        #expect(session.handle(.linkDown("down", .network), at: ms(5000)).contains(.announce(.notConnected(.network))))
    }

    @Test func `a short loss is not said aloud, a long one is`() {
        var session = connected()
        #expect(session.handle(.linkDown("1006", .network), at: ms(100)).notices == [.linkDown("1006")])
        #expect(
            session.handle(.timer(.outage(connection: 1)), at: ms(2100)).contains(.announce(.notConnected(.network))))
    }

    @Test func `what is known of the pupil is told to each new conversation, first`() {
        var settings = SessionSettings()
        settings.greets = false
        settings.recollection = "What you know of this pupil: sums are hard."
        var session = Session(lesson: lesson, settings: settings)
        for _ in 0..<2 {
            _ = session.handle(.linkUp, at: .zero)
            _ = session.handle(.received(.sessionCreated(.init(session: .realtime(RealtimeSession())))), at: .zero)
            let actions = session.handle(
                .received(.sessionUpdated(.init(session: .realtime(RealtimeSession())))), at: .zero)
            guard case .conversationItemCreate(let create)? = actions.sent.first,
                case .message(let message) = create.item
            else {
                Issue.record("it was not told: \(actions)")
                return
            }
            #expect(message.role == .system)
            #expect(message.content.first?.words == settings.recollection)
            _ = session.handle(.linkDown("1006"), at: .zero)
        }
    }

    @Test func `words that came before their sound did not count as heard when the line was cut`() {
        var settings = SessionSettings()
        settings.greets = false
        // A second of sound, and the words of a minute.
        var session = speaking(settings)
        let long = (1...200).map { "word\($0)" }.joined(separator: " ")
        _ = session.handle(words(long), at: ms(2320))
        _ = session.handle(.linkDown("1006"), at: ms(2400))
        _ = session.handle(.linkUp, at: ms(2500))
        _ = session.handle(.received(.sessionCreated(.init(session: .realtime(RealtimeSession())))), at: ms(2500))
        let actions = session.handle(
            .received(.sessionUpdated(.init(session: .realtime(RealtimeSession())))), at: ms(2500))
        let told = actions.sent.compactMap { event -> String? in
            guard case .conversationItemCreate(let create) = event, case .message(let message) = create.item else {
                return nil
            }
            return message.content.compactMap(\.words).joined()
        }
        #expect(told.contains { $0.contains("word2 ") })
        #expect(!told.contains { $0.contains("word20") })
    }
}
