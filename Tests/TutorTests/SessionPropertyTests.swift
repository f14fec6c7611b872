import Audio
import Lessons
import Realtime
import TestSupport
import Testing

@testable import Tutor

/// Random orders of everything that can happen, from seeds that are printed when one fails.
struct SessionPropertyTests {
    /// Two milliseconds of the tutor.
    private static let sliver = AudioFrame([Int16](repeating: 500, count: 48))

    /// One of each kind.
    private static let tools = [
        ToolCard(function: FunctionTool(name: "weather", description: "", parameters: ["type": "object"])),
        ToolCard(
            function: FunctionTool(name: "timer", description: "", parameters: ["type": "object"]),
            waiting: .background),
        ToolCard(
            function: FunctionTool(name: "shop", description: "", parameters: ["type": "object"]), approval: .teacher),
    ]

    static let seats = [Seat(account: "p-1", number: 1), Seat(account: "p-2", number: 2), Seat(account: "p-3")]

    /// The lesson without its first question, and with another.
    private static let edited = Lesson(
        id: lesson.id, title: lesson.title, language: lesson.language, ages: lesson.ages,
        objectives: lesson.objectives,
        exercises: [
            lesson.exercises[1],
            Exercise(
                id: "two-and-three", objective: "add", kind: .number, ask: "What is two and three?", expect: ["5"],
                explain: "Two and three is five."),
        ], instructions: "Be kinder.")

    /// Measured once: debug builds are slow at it.
    private static let loud = heard(voice)
    private static let soft = heard(quiet)

    /// Any event, with identifiers that often, but not always, fit.
    static func event(_ random: inout SplitMix) -> Session.Event {
        let response = ResponseID(rawValue: "resp_\(Int.random(in: 1...4, using: &random))")
        let item = ItemID(rawValue: "item_\(Int.random(in: 1...6, using: &random))")
        let ticket = Ticket(rawValue: Int.random(in: 1...3, using: &random))
        let callID = CallID(rawValue: "call_\(Int.random(in: 1...4, using: &random))")
        let create = EventID(rawValue: "create_\(Int.random(in: 1...4, using: &random))")
        switch Int.random(in: 0..<56, using: &random) {
        case 0, 1: return .talkPressed
        case 2, 3: return .talkReleased
        case 4, 5, 6: return Bool.random(using: &random) ? loud : soft
        case 7: return .played(samples: Int.random(in: -5...2000, using: &random))
        case 8: return .silenced
        case 9: return .microphone(.lost("unplugged"))
        case 10: return .microphone(.running)
        case 11: return .speaker(.lost("unplugged"))
        case 12: return .speaker(.running)
        case 13: return .linkUp
        case 14: return .linkDown("1006")
        case 15: return .received(.sessionCreated(.init(session: .realtime(RealtimeSession()))))
        case 16: return .received(.sessionUpdated(.init(session: .realtime(RealtimeSession()))))
        case 17: return created(response)
        case 18: return done(response, [.completed, .cancelled, .failed, .incomplete].randomElement(using: &random)!)
        case 19, 20: return delta(sliver, item: item, of: response)
        case 21:
            let name = ["next_exercise", "check_answer", "give_hint", "end_lesson", "weather"].randomElement(
                using: &random)!
            return call(name, #"{"answer":"four"}"#, id: callID, of: response)
        case 22: return .toolFinished(callID, output: "{}")
        case 23: return .recorded(ticket)
        case 24: return .recordFailed(ticket, reason: "disk full")
        case 25:
            let number = Int.random(in: 0...5, using: &random)
            let timers: [TimerID] = [
                .tail(turn: 1), .patience(turn: number), .outage(connection: number), .age(connection: number),
                .setUp(link: number), .waiting(turn: number), .microphone(loss: number),
                .approval(number: number), .decision(number: number), .question(number: number),
                .gesture(Control.allCases.randomElement(using: &random)!, number: number), .naming(number: number),
            ]
            return .timer(timers.randomElement(using: &random)!)
        case 26: return .announced(sliver)
        case 27: return .moderated(item, Bool.random(using: &random) ? .clean : .flagged(["violence"]))
        case 28: return .received(.inputAudioBufferSpeechStarted(.init(itemID: item, audioStartMilliseconds: 0)))
        case 29: return .received(.inputAudioBufferSpeechStopped(.init(itemID: item, audioEndMilliseconds: 0)))
        case 30: return .received(.inputAudioBufferCommitted(.init(itemID: item)))
        case 31:
            let words = ["Well done. ", "a forbidden ", "word. "].randomElement(using: &random)!
            return .received(
                .responseOutputAudioTranscriptDelta(
                    .init(responseID: response, itemID: item, outputIndex: 0, contentIndex: 0, delta: words)))
        case 32: return .talkHeld
        case 33: return .controlPressed(Control.allCases.randomElement(using: &random)!)
        case 34: return .controlReleased(Control.allCases.randomElement(using: &random)!)
        case 36: return .lamp(.lost("broken"))
        case 37: return .lamp(.running)
        case 35: return .received(.inputAudioBufferCleared(.init()))
        case 38:
            let names = ["weather", "timer", "shop", "nothing", "answer_question"]
            let call = FunctionCall(
                name: names.randomElement(using: &random)!, arguments: #"{"answer":"two"}"#,
                callID: CallID(rawValue: "tool_\(Int.random(in: 0...8, using: &random))"), status: .completed)
            return .received(
                .responseOutputItemDone(.init(responseID: response, outputIndex: 0, item: .functionCall(call))))
        case 39: return .toolFinished(CallID(rawValue: "tool_\(Int.random(in: 0...8, using: &random))"), output: "{}")
        case 40:
            return .toolAsks(
                CallID(rawValue: "tool_\(Int.random(in: 0...8, using: &random))"), "How many?",
                schema: ["type": "integer"])
        case 41: return .resourceChanged("market://prices", text: "{}")
        case 42:
            let wish = MCPApprovalRequest(id: "wish", serverLabel: "shop", name: "buy", arguments: "{}")
            return .received(
                .responseOutputItemDone(.init(responseID: response, outputIndex: 0, item: .mcpApprovalRequest(wish))))
        case 43: return .lessonChanged(SessionPropertyTests.edited)
        case 45: return .toolsChanged(server: "market", Bool.random(using: &random) ? [tools[0]] : [])
        case 44: return .lessonBroken("a.md:1:1: no lesson")
        case 46: return .troubleFound([.diskFull, .gradebookRestored].randomElement(using: &random)!, "full")
        case 47: return .troubleMended([.diskFull, .gradebookRestored].randomElement(using: &random)!)
        case 48:
            return .stick([.found, .writing, .done, .failed(.full), .failed(.pulled)].randomElement(using: &random)!)
        case 49: return .voicesKept
        case 50: return .badge(["p-1", "p-2", "p-9"].randomElement(using: &random)!)
        case 51: return .unknownBadge
        case 52:
            return .timer(
                [.choice(number: Int.random(in: 1...3, using: &random)), .hello, .idle].randomElement(using: &random)!)
        case 53:
            let seat = seats.randomElement(using: &random)!
            let said: [Announcement] = [.seat(seat), .seat(nil), .hello(seat), .isThatYou(seat), .unknownBadge]
            return .voiced(said.randomElement(using: &random)!, sliver)
        case 54:
            let number = ["{\"number\":1}", "{\"number\":2}", "{\"number\":40}", "{}"].randomElement(using: &random)!
            return call("change_pupil", number, id: callID, of: response)
        case 55:
            let answer = ["{\"yes\":true}", "{\"answer\":\"no\"}", "{}"].randomElement(using: &random)!
            return call("confirm_pupil", answer, id: callID, of: response)
        case _:
            let code: APIError.Code =
                Bool.random(using: &random) ? .conversationAlreadyHasActiveResponse : .inputAudioBufferCommitEmpty
            return .received(
                .error(
                    .init(error: APIError(type: "invalid_request_error", message: "no", code: code, eventID: create))))
        }
    }

    /// What must hold of any actions: one response at a time, no truncate of nothing, no audio outside of a turn.
    struct Watch {
        var creates = 0
        var lamp = Mood.offline
        /// Frames that were heard with the lamp lit in the newest turn, and as many before it as are ever kept.
        var recorded = 50
        /// When the newest frame began.
        var heard = Duration.zero
        var who = Session.Who.settled

        mutating func check(
            _ event: Session.Event, _ actions: [Session.Action], at now: Duration, _ session: Session
        ) -> String? {
            let before = who
            who = session.who
            switch before {
            case .settled: break
            case .choosing:
                for case .send(let sent) in actions { return "\(sent.type) is sent while somebody is chosen" }
                for case .run(let call) in actions { return "\(call.name) is run while somebody is chosen" }
                if actions.contains(where: { if case .play = $0 { true } else { false } }) {
                    switch event {
                    case .voiced(.seat, _), .voiced(.unknownBadge, _), .controlPressed, .controlReleased,
                        .timer(.gesture):
                        break
                    case let other: return "\(other) is heard while somebody is chosen"
                    }
                }
            case .left: if !actions.isEmpty { return "a session that was left does \(actions)" }
            }
            if actions.contains(where: { if case .leave = $0 { true } else { false } }), session.who != .left {
                return "it goes on after it was left"
            }
            if case .heard = event {
                if lamp == .listening { recorded += 1 }
                // A frame of a time that was heard already is no news.
                let isNew = now - heard >= .milliseconds(20)
                heard = max(heard, now)
                let flows = actions.contains { if case .send(.inputAudioBufferAppend) = $0 { true } else { false } }
                if isNew, lamp == .listening, session.connection == .ready, !flows,
                    !actions.contains(where: { if case .show = $0 { true } else { false } })
                {
                    return "the lamp is lit while nothing flows"
                }
            }
            let again = actions.count { if case .send(.inputAudioBufferAppend) = $0 { true } else { false } }
            if actions.contains(.tell(.ready)), again > recorded {
                return "\(again) frames are said to a new connection: \(recorded) were recorded with the lamp lit"
            }
            for action in actions {
                switch action {
                case .send(.conversationItemTruncate(let event)):
                    if event.audioEndMilliseconds < 1 { return "a truncate of \(event.audioEndMilliseconds) ms" }
                case .send(.inputAudioBufferAppend):
                    // What was recorded with the lamp lit is said again to a new connection, whatever it shows by then.
                    if lamp != .listening && !actions.contains(.show(.listening)) && !actions.contains(.tell(.ready)) {
                        // The tail of a turn is taken with the lamp still lit.
                        return "audio is sent while the lamp shows \(lamp)"
                    }
                case .show(let mood):
                    if mood == .listening, lamp != .listening { recorded = 50 }
                    lamp = mood
                case .send(.responseCreate): creates += 1
                case .send, .play, .stopPlaying, .run, .answerTool, .record, .wake, .renew, .tell, .announce, .charge,
                    .report, .moderate, .setVolume, .leave, .keep:
                    break
                }
            }
            return nil
        }
    }

    /// Every way of taking turns, with a guard and a budget that will be used up.
    private static func settings(_ random: inout SplitMix) -> SessionSettings {
        var settings = SessionSettings()
        settings.turns = TurnTaking.allCases.randomElement(using: &random)!
        if Bool.random(using: &random) {
            settings.guardRules = GuardRules(phrases: ["forbidden word": "a test"], isModerated: true)
        }
        if Bool.random(using: &random) {
            var prices = Prices()
            prices.textOut = 1_000
            settings.budget = Budget(
                prices: prices, pupil: Budget.Purse(limit: Int.random(in: 0...100_000_000, using: &random)))
        }
        if Bool.random(using: &random) {
            let commands = Control.Command.allCases
            settings.controls = Control.allCases.map {
                .init(
                    $0, press: commands.randomElement(using: &random),
                    hold: Bool.random(using: &random) ? commands.randomElement(using: &random) : nil,
                    double: Bool.random(using: &random) ? commands.randomElement(using: &random) : nil)
            }
        }
        if Bool.random(using: &random) { settings.tools = SessionPropertyTests.tools }
        if Bool.random(using: &random) { settings.approvalCode = [.volumeUp, .volumeDown] }
        settings.listeningSound = Bool.random(using: &random)
        if Bool.random(using: &random) {
            settings.pupils = SessionPropertyTests.seats
            settings.account = [nil, "p-1", "p-9"].randomElement(using: &random)!
            settings.idleEnd = .seconds(90)
        }
        settings.beginning = SessionSettings.Beginning.allCases.randomElement(using: &random)!
        return settings
    }

    @Test(arguments: 0..<20) func `from any state, release, silence and network come back to rest`(block: UInt64) {
        let count: UInt64 = Thoroughness.scaled(250, to: 5_000)
        for seed in (block * count)..<(block * count + count) {
            var random = SplitMix(seed: seed)
            var session = Session(lesson: lesson, settings: SessionPropertyTests.settings(&random))
            var watch = Watch()
            var now = Duration.zero
            var trail: [Session.Event] = []
            for _ in 0..<Int.random(in: 1...120, using: &random) {
                now += ms(Int.random(in: 0...400, using: &random))
                let event = SessionPropertyTests.event(&random)
                trail.append(event)
                let actions = session.handle(event, at: now)
                if let fault = watch.check(event, actions, at: now, session) {
                    Issue.record("seed \(seed): \(fault), then \(session.state)")
                    return
                }
            }
            guard rest(&session, from: now) else {
                Issue.record(
                    "seed \(seed): wedged in \(session.state), \(session.responses) after \(trail.count) events")
                return
            }
        }
    }

    /// A pupil who lets go, a server that answers what it is asked, a speaker that plays, a gradebook that keeps.
    private func rest(_ session: inout Session, from start: Duration) -> Bool {
        var now = start
        var waiting = session.handle(.talkReleased, at: now)
        waiting += session.handle(.microphone(.running), at: now)
        // A server that heard somebody begin hears the end, too.
        waiting += session.handle(
            .received(.inputAudioBufferSpeechStopped(.init(itemID: "end", audioEndMilliseconds: 0))), at: now)
        var made = 100
        var alarms: [TimerID] = [
            .patience(turn: session.turn), .tail(turn: session.turn), .hello, .naming(number: session.claims),
        ]
        for _ in 0..<400 {
            now += ms(20)
            waiting += session.handle(SessionPropertyTests.soft, at: now)
            while !waiting.isEmpty {
                switch waiting.removeFirst() {
                case .send(.responseCreate):
                    made += 1
                    let id = ResponseID(rawValue: "resp_\(made)")
                    waiting += session.handle(created(id), at: now) + session.handle(done(id), at: now)
                case .send(.responseCancel(let cancel)):
                    waiting += session.handle(done(cancel.responseID ?? "", .cancelled), at: now)
                case .send(.sessionUpdate):
                    waiting += session.handle(
                        .received(.sessionUpdated(.init(session: .realtime(RealtimeSession())))), at: now)
                case .play(let frame): waiting += session.handle(.played(samples: frame.samples.count), at: now)
                case .stopPlaying: waiting += session.handle(.silenced, at: now)
                case .record(_, let ticket): waiting += session.handle(.recorded(ticket), at: now)
                case .run(let call): waiting += session.handle(.toolFinished(call.id, output: "{}"), at: now)
                case .wake(let timer, _): alarms.append(timer)
                case .renew:
                    waiting += session.handle(.linkDown("renewed"), at: now) + session.handle(.linkUp, at: now)
                    waiting += session.handle(
                        .received(.sessionCreated(.init(session: .realtime(RealtimeSession())))), at: now)
                case .announce(let announcement):
                    let sound = SessionPropertyTests.sliver
                    waiting += session.handle(
                        announcement.isAboutPupils ? .voiced(announcement, sound) : .announced(sound), at: now)
                case .moderate(_, let item): waiting += session.handle(.moderated(item, .clean), at: now)
                case .send, .show, .tell, .charge, .report, .setVolume, .leave, .answerTool, .keep: break
                }
            }
            if session.isResting, session.keeping.isEmpty { return true }
            // What a real server still owes is not sent here: time runs out instead.
            if waiting.isEmpty {
                now += ms(31_000)
                for alarm in alarms { waiting += session.handle(.timer(alarm), at: now) }
                for ticket in session.keeping.keys { waiting += session.handle(.recorded(ticket), at: now) }
            }
        }
        return false
    }
}
