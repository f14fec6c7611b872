import Audio
import Foundation
import Realtime
import Testing

@testable import Tutor

/// Who the box is for.
struct WhoTests {
    static let seats = [
        Seat(account: "p-ada", number: 1), Seat(account: "p-ben", number: 2), Seat(account: "p-cleo", number: 12),
    ]

    func session(
        of account: String? = "p-ada", pupils: [Seat] = WhoTests.seats, idleEnd: Duration? = .seconds(90),
        greets: Bool = false, beginning: SessionSettings.Beginning = .atOnce, turns: TurnTaking = .hold
    ) -> Session {
        var settings = SessionSettings()
        settings.greets = greets
        settings.account = account
        settings.pupils = pupils
        settings.idleEnd = idleEnd
        settings.beginning = beginning
        settings.turns = turns
        settings.controls = [
            .init(.pupil, press: .nextPupil), .init(.teacher, press: .nextLesson, hold: .sayAgain),
            .init(.volumeUp, press: .volumeUp),
        ]
        return Session(lesson: lesson, settings: settings)
    }

    @discardableResult
    func connect(_ session: inout Session, at time: Duration = .zero) -> [Session.Action] {
        var actions = session.handle(.linkUp, at: time)
        actions += session.handle(.received(.sessionCreated(.init(session: .realtime(RealtimeSession())))), at: time)
        actions += session.handle(.received(.sessionUpdated(.init(session: .realtime(RealtimeSession())))), at: time)
        session.plays(actions, at: time)
        return actions
    }

    func connected(of account: String? = "p-ada", idleEnd: Duration? = .seconds(90)) -> Session {
        var session = session(of: account, idleEnd: idleEnd)
        connect(&session)
        return session
    }

    func press(_ control: Control, _ session: inout Session, at time: Int) -> [Session.Action] {
        session.handle(.controlPressed(control), at: ms(time)) + session.handle(.controlReleased(control), at: ms(time))
    }

    func names(_ actions: [Session.Action]) -> [Seat?] {
        actions.compactMap { if case .announce(.seat(let seat)) = $0 { .some(seat) } else { nil } }
    }

    func departure(_ actions: [Session.Action]) -> Departure? {
        actions.lazy.compactMap { if case .leave(let to) = $0 { to } else { nil } }.first
    }

    // MARK: The button

    /// Who is here, how often it is pressed, and who it then is.
    @Test(
        arguments: [
            ("p-ada", 1, "p-ben"), ("p-ada", 2, "p-cleo"), ("p-ada", 3, nil), ("p-ada", 4, "p-ada"),
            ("p-ada", 5, "p-ben"),
            ("p-ben", 1, "p-cleo"), ("p-ben", 2, "p-ada"), ("p-ben", 3, nil), ("p-cleo", 1, "p-ada"),
            (nil, 1, "p-ada"), (nil, 3, "p-cleo"), (nil, 4, nil), ("p-of-another-class", 1, "p-ada"),
        ] as [(String?, Int, String?)])
    func `the pupil button goes round, guest last`(here: String?, presses: Int, next: String?) {
        var session = connected(of: here)
        var actions: [Session.Action] = []
        for number in 0..<presses { actions += press(.pupil, &session, at: 5_000 + number * 300) }
        #expect(names(actions).count == presses)
        #expect(departure(actions) == nil)
        #expect(names(actions).last.flatMap(\.self)?.account == next)
        // The alarm of an earlier press means nothing.
        for number in 1..<presses { #expect(session.handle(.timer(.choice(number: number)), at: ms(8_000)).isEmpty) }
        let left = session.handle(.timer(.choice(number: presses)), at: ms(8_000))
        #expect(departure(left) == .pupil(next, by: .button))
        #expect(left.sent.isEmpty)
    }

    @Test func `with two pupils one press is a hand-over, from either to the other`() {
        for (here, other) in [("p-ada", "p-ben"), ("p-ben", "p-ada")] {
            var session = session(of: here, pupils: Array(WhoTests.seats.prefix(2)))
            connect(&session)
            _ = press(.pupil, &session, at: 5_000)
            #expect(departure(session.handle(.timer(.choice(number: 1)), at: ms(7_000))) == .pupil(other, by: .button))
        }
    }

    @Test func `the talk button takes the choice at once`() {
        var session = connected()
        _ = press(.pupil, &session, at: 5_000)
        let taken = session.handle(.talkPressed, at: ms(5_400))
        #expect(departure(taken) == .pupil("p-ben", by: .button))
        #expect(session.handle(.talkReleased, at: ms(5_500)).isEmpty)
    }

    @Test func `a press silences the tutor, and nothing more of the old pupil's is said or sent`() {
        var session = connected()
        session.takesATurn()
        _ = session.handle(created(), at: ms(2_300))
        _ = session.handle(call("next_exercise", "{}"), at: ms(2_320))
        _ = session.handle(call("check_answer", #"{"answer":"four"}"#, id: "call_2"), at: ms(2_350))
        _ = session.handle(delta(voice), at: ms(2_400))
        let pressed = press(.pupil, &session, at: 2_500)
        #expect(pressed.contains(.stopPlaying))
        #expect(pressed.sentControl.contains { if case .responseCancel = $0 { true } else { false } })

        var later = session.handle(delta(voice), at: ms(2_600)) + session.handle(.announced(voice), at: ms(2_610))
        later += session.hears(voice, from: 2_600, to: 3_000)
        later += session.handle(.linkDown("1006"), at: ms(2_700)) + session.handle(.linkUp, at: ms(2_800))
        later += session.handle(done(), at: ms(2_900))
        later += session.handle(.timer(.patience(turn: 1)), at: ms(2_900))
        #expect(later.isEmpty, "\(later)")
        // What was answered is kept all the same.
        #expect(session.handle(.recorded(Ticket(rawValue: 1)), at: ms(3_000)).notices.count == 1)
        #expect(session.handle(.voiced(.seat(WhoTests.seats[1]), voice), at: ms(3_000)).first == .play(voice))
    }

    @Test func `the name that is being said is cut by the next, and one that comes late is not said`() {
        var session = connected()
        _ = press(.pupil, &session, at: 5_000)
        _ = session.handle(.voiced(.seat(WhoTests.seats[1]), voice), at: ms(5_100))
        let second = press(.pupil, &session, at: 5_110)
        #expect(second.first == .stopPlaying)
        _ = press(.pupil, &session, at: 5_120)
        #expect(session.handle(.voiced(.seat(WhoTests.seats[2]), voice), at: ms(5_200)).isEmpty)
        #expect(session.handle(.voiced(.seat(nil), voice), at: ms(5_300)).first == .play(voice))
    }

    @Test func `two seconds are counted from when the name was said, however slow the voice`() {
        var session = connected()
        _ = press(.pupil, &session, at: 5_000)
        let name = AudioFrame(Array(repeating: 6000, count: 24_000))
        let said = session.handle(.voiced(.seat(WhoTests.seats[1]), name), at: ms(6_500))
        #expect(said == [.play(name), .wake(.choice(number: 2), after: .seconds(3))])
        #expect(session.handle(.timer(.choice(number: 1)), at: ms(7_000)).isEmpty, "it is being said")
        #expect(names(press(.pupil, &session, at: 9_000)) == [WhoTests.seats[2]])
        #expect(session.handle(.timer(.choice(number: 2)), at: ms(9_500)).isEmpty)
        #expect(departure(session.handle(.timer(.choice(number: 3)), at: ms(11_000))) == .pupil("p-cleo", by: .button))
    }

    @Test func `while somebody is chosen the volume goes on working and nothing else of the tutor's`() {
        var session = connected()
        _ = press(.pupil, &session, at: 5_000)
        #expect(press(.teacher, &session, at: 5_100).allSatisfy { if case .wake = $0 { true } else { false } })
        #expect(departure(session.handle(.timer(.choice(number: 1)), at: ms(7_000))) != nil)
    }

    @Test func `a box that knows of no pupils hands itself on at once`() {
        var session = session(of: nil, pupils: [])
        connect(&session)
        #expect(press(.pupil, &session, at: 5_000).last == .leave(.nextPupil))
    }

    @Test func `a session that was left decides nothing more`() {
        var session = connected()
        _ = session.handle(.badge("p-ben"), at: ms(5_000))
        var random = SystemRandomNumberGenerator()
        for event: Session.Event in [
            .talkPressed, heard(voice), .linkUp, done(), delta(voice), .badge("p-ada"), .timer(.idle),
            .announced(voice),
        ].shuffled(using: &random) {
            #expect(session.handle(event, at: ms(6_000)).isEmpty)
        }
    }

    // MARK: A badge

    @Test func `a badge hands the box over at once, whatever goes on`() {
        var session = connected()
        session.takesATurn()
        _ = session.handle(created(), at: ms(2_300))
        _ = session.handle(delta(voice), at: ms(2_400))
        let left = session.handle(.badge("p-cleo"), at: ms(2_500))
        #expect(left.contains(.stopPlaying) && departure(left) == .pupil("p-cleo", by: .badge))
        var choosing = connected()
        _ = press(.pupil, &choosing, at: 5_000)
        #expect(departure(choosing.handle(.badge("p-ada"), at: ms(5_100))) == .pupil("p-ada", by: .badge))
    }

    @Test func `a stick that is done while a name is chosen is the lamp's, and is left to the next session to say`() {
        var session = connected()
        _ = session.handle(.stick(.writing), at: ms(4_000))
        _ = press(.pupil, &session, at: 5_000)
        #expect(session.handle(.stick(.done), at: ms(5_100)) == [.show(.ready)])
    }

    @Test func `the same pupil's badge is a sound and no more, an unknown one is told`() {
        var session = connected()
        #expect(session.handle(.badge("p-ada"), at: ms(5_000)) == [.play(Earcon.ready.frame)])
        _ = session.handle(.played(samples: Earcon.ready.frame.samples.count), at: ms(5_500))
        #expect(session.handle(.unknownBadge, at: ms(6_000)) == [.announce(.unknownBadge)])
        #expect(session.handle(.voiced(.unknownBadge, voice), at: ms(6_100)) == [.play(voice)])
        #expect(session.who == .settled)
    }

    @Test func `the box says hello before the tutor greets`() {
        var session = session(greets: true, beginning: .withHello)
        let began = connect(&session)
        #expect(began.first == .announce(.hello(WhoTests.seats[0])))
        #expect(!began.sent.contains { if case .responseCreate = $0 { true } else { false } })
        let said = session.handle(.voiced(.hello(WhoTests.seats[0]), voice), at: ms(300))
        #expect(said.first == .play(voice))
        #expect(said.sent.contains { if case .responseCreate = $0 { true } else { false } })
        // Without a voice the tutor does not wait for ever.
        var mute = self.session(greets: true, beginning: .withHello)
        connect(&mute)
        #expect(
            mute.handle(.timer(.hello), at: ms(2_000)).sent.contains {
                if case .responseCreate = $0 { true } else { false }
            })
        #expect(mute.handle(.voiced(.hello(WhoTests.seats[0]), voice), at: ms(2_100)).isEmpty)
    }

    @Test func `a name that the room has just heard is not sent with what the pupil says`() {
        var session = session(greets: true, beginning: .withHello)
        connect(&session)
        session.hears(voice, from: 0, to: 300)
        let name = AudioFrame(Array(repeating: 6000, count: 6_000))
        _ = session.handle(.voiced(.hello(WhoTests.seats[0]), name), at: ms(300))
        session.hears(voice, from: 300, to: 420)
        let pressed = session.handle(.talkPressed, at: ms(420))
        #expect(pressed.contains(.stopPlaying), "a name is cut, as short as it is")
        #expect(!pressed.sent.contains { if case .inputAudioBufferAppend = $0 { true } else { false } })
        #expect(pressed.contains(.show(.listening)))
        let said = session.hears(voice, from: 440, to: 500).sent
        #expect(said.contains { if case .inputAudioBufferAppend = $0 { true } else { false } })

        // Later the first word is whole again.
        var later = self.session(greets: false, beginning: .withHello)
        connect(&later)
        _ = later.handle(.voiced(.hello(WhoTests.seats[0]), name), at: ms(300))
        _ = later.handle(.played(samples: name.samples.count), at: ms(560))
        later.hears(voice, from: 600, to: 1_500)
        #expect(
            later.handle(.talkPressed, at: ms(1_500)).sent.contains {
                if case .inputAudioBufferAppend = $0 { true } else { false }
            })
    }

    // MARK: Nobody

    @Test func `after ninety seconds in which nobody was there the box is a guest's`() {
        var session = connected()
        _ = session.handle(.talkPressed, at: ms(10_000))
        session.plays(session.handle(.talkReleased, at: ms(10_050)), at: ms(10_400))
        session.hears(quiet, from: 10_100, to: 90_000)
        guard case .wake(.idle, let rest)? = session.handle(.timer(.idle), at: ms(90_000)).first else {
            Issue.record("it does not look again")
            return
        }
        #expect(rest > .seconds(9) && rest < .seconds(11), "\(rest)")
        #expect(departure(session.handle(.timer(.idle), at: ms(100_060 + 500))) == .idle)
    }

    @Test func `a tutor that talks, a tool beside the lesson and a box of one pupil are not idle`() {
        var talking = connected()
        talking.takesATurn()
        _ = talking.handle(created(), at: ms(2_300))
        _ = talking.handle(delta(voice), at: ms(2_400))
        #expect(departure(talking.handle(.timer(.idle), at: ms(200_000))) == nil)

        var settings = SessionSettings()
        settings.greets = false
        settings.pupils = WhoTests.seats
        settings.idleEnd = .seconds(90)
        settings.tools = [
            ToolCard(
                function: FunctionTool(name: "timer", description: "", parameters: ["type": "object"]),
                waiting: .background)
        ]
        var waiting = Session(lesson: lesson, settings: settings)
        connect(&waiting)
        _ = asked("timer", "{}", &waiting)
        _ = waiting.handle(.timer(.patience(turn: 1)), at: ms(40_000))
        #expect(waiting.isResting && departure(waiting.handle(.timer(.idle), at: ms(200_000))) == nil)

        var alone = connected(idleEnd: nil)
        #expect(alone.hears(quiet, from: 0, to: 1_000).isEmpty)
        #expect(alone.handle(.timer(.idle), at: ms(200_000)).isEmpty)
    }

    @Test(arguments: [TurnTaking.hold, .latch, .serverVAD])
    func `after an idle end the box waits in silence and greets at the first press`(turns: TurnTaking) {
        var session = session(of: nil, greets: true, beginning: .atFirstPress, turns: turns)
        let began = connect(&session)
        #expect(!began.sent.contains { if case .responseCreate = $0 { true } else { false } })
        #expect(!began.contains { if case .play = $0 { true } else { false } })
        #expect(session.hears(voice, from: 0, to: 1_000).sent.isEmpty, "nothing is heard")
        #expect(departure(session.handle(.timer(.idle), at: ms(500_000))) == nil, "there is nothing to forget")
        let pressed = session.handle(.talkPressed, at: ms(600_000))
        #expect(pressed.sent.contains { if case .responseCreate = $0 { true } else { false } })
        #expect(pressed.moods == [.thinking])
        #expect(session.handle(.talkReleased, at: ms(600_300)).sent.isEmpty)
    }

    // MARK: On paper

    @Test(arguments: [
        (Departure.nextPupil, #""next-pupil""#), (.nextLesson, #""next-lesson""#), (.idle, #""idle""#),
        (.pupil("p-1", by: .badge), #"{"by":"badge","pupil":"p-1"}"#), (.pupil(nil, by: .button), #"{"by":"button"}"#),
    ])
    func `a departure is written as it always was`(departure: Departure, text: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(departure), as: UTF8.self) == text)
        #expect(try JSONDecoder().decode(Departure.self, from: Data(text.utf8)) == departure)
    }

    @Test func `the box knows what to say of a pupil without knowing the name`() {
        #expect(Announcement.seat(WhoTests.seats[2]).words(in: "en") == "Pupil number 12.")
        #expect(Announcement.seat(Seat(account: "p-x")).words(in: "en") == "The next pupil.")
        #expect(Announcement.seat(nil).words(in: "en") == "Guest.")
        #expect(!Announcement.hello(WhoTests.seats[0]).words(in: "en").contains("ada"))
    }
}
