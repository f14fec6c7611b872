import Audio
import Realtime
import Testing

@testable import Tutor

/// What is wrong with the box itself is a state with a lamp and words.
struct HealthTests {
    /// A turn in which nobody says anything.
    private func silentTurn(_ session: inout Session, at start: Int) -> [Session.Action] {
        var actions = session.handle(.talkPressed, at: ms(start))
        actions += session.hears(quiet, from: start, to: start + 1_000)
        actions += session.handle(.talkReleased, at: ms(start + 1_000))
        return actions + session.hears(quiet, from: start + 1_000, to: start + 1_200)
    }

    @Test func `a button that is down for a minute is told and costs nothing, and is well when it is let go`() {
        var session = connected()
        _ = session.handle(.talkPressed, at: ms(1_000))
        let held = session.hears(voice, from: 1_000, to: 62_000)
        #expect(held.moods == [.trouble])
        #expect(held.contains(.announce(.buttonStuck)))
        #expect(held.sentControl == [.inputAudioBufferClear(.init())], "nothing is committed, so nothing is paid for")
        #expect(session.isResting)
        #expect(session.hears(voice, from: 62_000, to: 90_000).isEmpty)
        #expect(session.handle(.talkReleased, at: ms(90_000)).moods == [.ready])
        #expect(session.handle(.talkPressed, at: ms(91_000)).moods == [.listening])
    }

    @Test func `a button that is down from the start is no press, and is told after a minute`() {
        var session = connected()
        #expect(session.handle(.talkHeld, at: .zero).isEmpty)
        #expect(session.hears(quiet, from: 0, to: 59_960).isEmpty)
        let told = session.hears(quiet, from: 59_960, to: 60_100)
        #expect(told.moods == [.trouble] && told.contains(.announce(.buttonStuck)))
        #expect(session.handle(.talkReleased, at: ms(61_000)).moods == [.ready])
    }

    @Test(arguments: [TurnTaking.latch, .serverVAD]) func `a stuck button is told however turns are taken`(
        turns: TurnTaking
    ) {
        var settings = SessionSettings()
        settings.greets = false
        settings.turns = turns
        var session = Session(lesson: lesson, settings: settings)
        _ = session.handle(.linkUp, at: .zero)
        _ = session.handle(.received(.sessionCreated(.init(session: .realtime(RealtimeSession())))), at: .zero)
        _ = session.handle(.received(.sessionUpdated(.init(session: .realtime(RealtimeSession())))), at: .zero)
        _ = session.handle(.talkPressed, at: ms(1_000))
        let held = session.hears(voice, from: 1_000, to: 63_000)
        #expect(held.contains(.announce(.buttonStuck)))
    }

    @Test func `a microphone that hears nothing turn after turn is told, and is well when it hears`() {
        var session = connected()
        #expect(!silentTurn(&session, at: 1_000).contains(.announce(.microphoneSilent)))
        #expect(!silentTurn(&session, at: 3_000).contains(.announce(.microphoneSilent)))
        let third = silentTurn(&session, at: 5_000)
        #expect(third.contains(.announce(.microphoneSilent)))
        #expect(third.moods.last == .trouble)
        _ = session.handle(.talkPressed, at: ms(8_000))
        session.hears(voice, from: 8_000, to: 9_000)
        _ = session.handle(.talkReleased, at: ms(9_000))
        session.hears(quiet, from: 9_000, to: 9_200)
        #expect(session.troubles.isEmpty)
    }

    @Test func `two silent turns and a loud one are no deaf microphone`() {
        var session = connected()
        for start in stride(from: 1_000, to: 30_000, by: 6_000) {
            _ = silentTurn(&session, at: start)
            _ = silentTurn(&session, at: start + 2_000)
            _ = session.handle(.talkPressed, at: ms(start + 4_000))
            session.hears(voice, from: start + 4_000, to: start + 5_000)
            _ = session.handle(.talkReleased, at: ms(start + 5_000))
            session.hears(quiet, from: start + 5_000, to: start + 5_200)
            _ = session.handle(created(), at: ms(start + 5_300))
            _ = session.handle(done(), at: ms(start + 5_400))
        }
        #expect(session.troubles.isEmpty)
    }

    @Test func `a microphone that stays away is told aloud, and a loose plug is not`() {
        var session = connected()
        let lost = session.handle(.microphone(.lost("unplugged")), at: ms(1_000))
        #expect(lost.moods == [.trouble])
        guard case .wake(let timer, let delay)? = lost.last else {
            Issue.record("no alarm")
            return
        }
        #expect(delay == .seconds(3))
        _ = session.handle(.microphone(.running), at: ms(2_000))
        #expect(session.handle(.timer(timer), at: ms(4_000)).isEmpty)

        let again = session.handle(.microphone(.lost("unplugged")), at: ms(5_000))
        guard case .wake(let next, _)? = again.last else {
            Issue.record("no alarm")
            return
        }
        #expect(session.handle(.timer(next), at: ms(8_000)).contains(.announce(.microphoneGone)))
        let pressed = session.handle(.talkPressed, at: ms(9_000))
        #expect(pressed.moods.isEmpty, "the recording lamp stays dark")
        #expect(pressed.contains(.announce(.microphoneGone)))
        #expect(session.handle(.microphone(.running), at: ms(10_000)).moods.last == .ready)
    }

    @Test func `nobody is recorded beside a lamp that cannot be drawn`() {
        var session = connected()
        _ = session.handle(.talkPressed, at: ms(1_000))
        session.hears(voice, from: 1_000, to: 1_500)
        let broken = session.handle(.lamp(.lost("no such device")), at: ms(1_500))
        #expect(broken.sentControl == [.inputAudioBufferClear(.init())])
        #expect(broken.contains(.announce(.trouble(.lineGone))) && broken.moods == [.trouble])
        #expect(session.hears(voice, from: 1_500, to: 2_000).appended == 0)
        _ = session.handle(.talkReleased, at: ms(2_000))
        let pressed = session.handle(.talkPressed, at: ms(3_000))
        #expect(pressed == [.announce(.trouble(.lineGone))])
        _ = session.handle(.talkReleased, at: ms(3_500))
        #expect(session.handle(.lamp(.running), at: ms(4_000)).moods == [.ready])
        #expect(session.handle(.talkPressed, at: ms(5_000)).moods == [.listening])
    }

    @Test func `a loudspeaker that is gone is shown, for it cannot be said`() {
        var session = connected()
        #expect(session.handle(.speaker(.lost("unplugged")), at: ms(1_000)).moods == [.trouble])
        #expect(session.handle(.speaker(.running), at: ms(2_000)).moods == [.ready])
    }

    @Test func `answers that cannot be kept are said once, until one is kept`() {
        var session = connected()
        session.takesATurn()
        func mark(_ response: ResponseID, _ id: CallID, fails: Bool) -> [Session.Action] {
            _ = session.handle(created(response), at: ms(3_000))
            _ = session.handle(call("check_answer", #"{"answer":"five"}"#, id: id, of: response), at: ms(3_100))
            let ticket = Ticket(rawValue: session.tickets)
            return session.handle(fails ? .recordFailed(ticket, reason: "full") : .recorded(ticket), at: ms(3_200))
        }
        _ = session.handle(created("resp_0"), at: ms(2_500))
        _ = session.handle(call("next_exercise", "{}", id: "call_0", of: "resp_0"), at: ms(2_600))
        _ = session.handle(done("resp_0"), at: ms(2_700))
        let first = mark("resp_1", "call_1", fails: true)
        #expect(first.contains(.announce(.notSaved)))
        #expect(session.status == .notSaved)
        _ = session.handle(done("resp_1"), at: ms(3_300))
        #expect(!mark("resp_2", "call_2", fails: true).contains(.announce(.notSaved)))
        _ = session.handle(done("resp_2"), at: ms(3_400))
        _ = mark("resp_3", "call_3", fails: false)
        #expect(session.status == .allWell)
    }

    @Test func `whoever presses too short three times is told to hold the button`() {
        var session = connected()
        for number in 1...6 {
            let at = 1_000 * number
            _ = session.handle(.talkPressed, at: ms(at))
            let released = session.handle(.talkReleased, at: ms(at + 100))
            #expect(released.contains(.play(Earcon.tooShort.frame)))
            #expect(released.contains(.announce(.tooShort)) == number.isMultiple(of: 3), "press \(number)")
            session.plays(released, at: ms(at + 200))
        }
    }

    @Test func `a tutor that is back after its absence was said aloud says so, and else a sound does`() {
        for isSaid in [true, false] {
            var session = connected()
            _ = session.handle(.linkDown("no network", .network), at: ms(1_000))
            let told = session.handle(.timer(.outage(connection: 1)), at: ms(3_000))
            #expect(told.contains(.announce(.notConnected(.network))))
            if !isSaid { session.announced = nil }
            _ = session.handle(.linkUp, at: ms(9_000))
            _ = session.handle(.received(.sessionCreated(.init(session: .realtime(RealtimeSession())))), at: ms(9_000))
            let back = session.handle(
                .received(.sessionUpdated(.init(session: .realtime(RealtimeSession())))), at: ms(9_000))
            #expect(back.contains(.announce(.ready)) == isSaid)
            #expect(back.contains(.play(Earcon.ready.frame)) == !isSaid)
        }
    }

    @Test func `a tutor that thinks for long is told by a sound every two seconds, until it speaks`() {
        var session = connected()
        let turn = session.takesATurn()
        let timers: [TimerID] = turn.compactMap {
            if case .wake(let timer, let delay) = $0, delay == .seconds(2) { timer } else { nil }
        }
        #expect(timers.count == 1)
        let first = session.handle(.timer(timers[0]), at: ms(4_200))
        #expect(first == [.play(Earcon.thinking.frame), .wake(timers[0], after: .seconds(2))])
        _ = session.handle(.played(samples: Earcon.thinking.frame.samples.count), at: ms(4_400))
        #expect(session.handle(.timer(timers[0]), at: ms(6_200)).contains(.play(Earcon.thinking.frame)))
        _ = session.handle(.played(samples: Earcon.thinking.frame.samples.count), at: ms(6_400))
        #expect(session.handle(.timer(timers[0]), at: ms(8_200)).contains(.play(Earcon.thinking.frame)))
        _ = session.handle(.played(samples: Earcon.thinking.frame.samples.count), at: ms(8_400))
        #expect(session.handle(.timer(timers[0]), at: ms(10_200)).contains(.announce(.stillThinking)))
        _ = session.handle(created(), at: ms(10_500))
        _ = session.handle(delta(voice), at: ms(10_600))
        #expect(session.handle(.timer(timers[0]), at: ms(12_200)).isEmpty)
    }

    @Test func `trouble beside the lesson is told once, and its lamp goes out when it is mended`() {
        var session = connected()
        let told = session.handle(.troubleFound(.diskFull, "full"), at: ms(1_000))
        #expect(told.moods == [.trouble] && told.contains(.announce(.trouble(.diskFull))))
        #expect(session.handle(.troubleFound(.diskFull, "full"), at: ms(2_000)).isEmpty)
        #expect(session.handle(.troubleMended(.gradebookRestored), at: ms(3_000)).isEmpty)
        #expect(session.handle(.troubleMended(.diskFull), at: ms(4_000)).moods == [.ready])
    }

    @Test func `a stick must not be pulled out while the lamp says so`() {
        var session = connected()
        #expect(session.handle(.stick(.found), at: ms(1_000)).moods == [.updating])
        #expect(session.handle(.stick(.writing), at: ms(1_500)).contains(.announce(.stickWriting)))
        // A pupil goes on meanwhile, and the recording lamp is the truth.
        #expect(session.handle(.talkPressed, at: ms(2_000)).moods == [.listening])
        #expect(session.handle(.stick(.failed(.full)), at: ms(2_500)).moods.isEmpty)
        var mute = connected()
        _ = mute.handle(.stick(.writing), at: ms(1_000))
        let done = mute.handle(.stick(.done), at: ms(5_000))
        #expect(done.moods == [.ready] && done.contains(.announce(.stickDone)))
    }

    @Test(arguments: StickFailure.allCases) func `a stick that could not be written is told`(failure: StickFailure) {
        var session = connected()
        _ = session.handle(.stick(.writing), at: ms(1_000))
        let told = session.handle(.stick(.failed(failure)), at: ms(2_000))
        #expect(told.moods == [.ready])
        #expect(told.contains(.announce(failure == .full ? .stickFull : .stickFailed)))
    }

    @Test func `voices are not kept without a word`() {
        var session = connected()
        #expect(session.handle(.voicesKept, at: .zero) == [.announce(.recording)])
    }

    @Test func `where nobody is there yet, whoever comes is told that voices are kept`() {
        var settings = SessionSettings()
        settings.beginning = .atFirstPress
        var session = Session(lesson: lesson, settings: settings)
        for event in [
            Session.Event.linkUp, .received(.sessionCreated(.init(session: .realtime(RealtimeSession())))),
            .received(.sessionUpdated(.init(session: .realtime(RealtimeSession())))),
        ] { _ = session.handle(event, at: .zero) }
        #expect(session.handle(.voicesKept, at: .zero).isEmpty)
        let isTold = session.handle(.talkPressed, at: ms(90_000)).contains(.announce(.recording))
        #expect(isTold)
        _ = session.handle(.talkReleased, at: ms(91_000))
        let isToldAgain = session.handle(.talkPressed, at: ms(92_000)).contains(.announce(.recording))
        #expect(!isToldAgain)
    }
}
