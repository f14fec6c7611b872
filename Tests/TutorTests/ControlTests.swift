import Audio
import Realtime
import Testing

@testable import Tutor

/// The buttons beside the talk button, as the session obeys them.
struct ControlTests {
    private func connected(volume: Int = 70) -> Session {
        var settings = SessionSettings()
        settings.greets = false
        settings.volume = volume
        settings.controls = [
            .init(.volumeUp, press: .volumeUp), .init(.volumeDown, press: .volumeDown),
            .init(.teacher, press: .mute, hold: .sayAgain), .init(.pupil, press: .nextPupil),
        ]
        var session = Session(lesson: lesson, settings: settings)
        connect(&session)
        return session
    }

    private func connect(_ session: inout Session) {
        _ = session.handle(.linkUp, at: .zero)
        _ = session.handle(.received(.sessionCreated(.init(session: .realtime(RealtimeSession())))), at: .zero)
        let ready = session.handle(
            .received(.sessionUpdated(.init(session: .realtime(RealtimeSession())))), at: .zero)
        session.plays(ready, at: .zero)
    }

    /// Presses and lets go.
    private func press(_ control: Control, _ session: inout Session, at time: Int = 5_000) -> [Session.Action] {
        session.handle(.controlPressed(control), at: ms(time)) + session.handle(.controlReleased(control), at: ms(time))
    }

    @Test func `volume goes in steps to its ends and a sound tells when it cannot go on`() {
        var session = connected(volume: 90)
        #expect(
            press(.volumeUp, &session)
                == [.setVolume(100), .tell(.volume(100)), .play(Earcon.volume.frame)])
        _ = session.handle(.played(samples: Earcon.volume.frame.samples.count), at: ms(5_200))
        #expect(press(.volumeUp, &session) == [.play(Earcon.limit.frame)])
        for _ in 0..<20 { _ = press(.volumeDown, &session) }
        #expect(session.volume == 10, "a box that says nothing seems dead")
    }

    @Test func `a microphone that is turned off hears nothing and says so`() {
        var session = connected()
        session.hears(voice, from: 4_000, to: 5_000)
        let muted = press(.teacher, &session)
        #expect(muted.moods == [.muted])
        #expect(muted.contains(.announce(.muted)))
        session.hears(voice, from: 5_000, to: 6_000)
        let pressed = session.handle(.talkPressed, at: ms(6_000))
        #expect(pressed.moods.isEmpty && pressed.appended == 0)
        #expect(pressed.contains(.announce(.muted)))
        #expect(session.hears(voice, from: 6_000, to: 7_000).appended == 0)
        _ = session.handle(.talkReleased, at: ms(7_000))

        let unmuted = press(.teacher, &session, at: 8_000)
        #expect(unmuted.moods == [.ready])
        let again = session.handle(.talkPressed, at: ms(8_010))
        #expect(again.moods == [.listening])
        #expect(again.appended == 0, "nothing that was said while it was off is sent")
    }

    @Test func `muting in the middle of a turn drops it and darkens the lamp`() {
        var session = connected()
        _ = session.handle(.talkPressed, at: ms(5_000))
        session.hears(voice, from: 5_000, to: 6_000)
        let muted = press(.teacher, &session, at: 6_000)
        #expect(muted.moods == [.muted])
        #expect(muted.sentControl == [.inputAudioBufferClear(.init())])
        #expect(session.handle(.talkReleased, at: ms(6_100)).sent.isEmpty)
    }

    @Test func `a microphone that was turned off stays so for the next pupil`() {
        var settings = SessionSettings()
        settings.greets = false
        settings.startsMuted = true
        settings.turns = .serverVAD
        settings.controls = [.init(.teacher, press: .mute)]
        var session = Session(lesson: lesson, settings: settings)
        connect(&session)
        #expect(session.restingMood == .muted)
        #expect(session.hears(voice, from: 1_000, to: 2_000).appended == 0)
        #expect(press(.teacher, &session).moods.last == .listening)
    }

    @Test func `a press while the tutor speaks into a microphone that is off is told so`() {
        var session = connected()
        session.takesATurn()
        _ = session.handle(created(), at: ms(2_300))
        _ = session.handle(delta(voice), at: ms(2_400))
        _ = press(.teacher, &session)
        let pressed = session.handle(.talkPressed, at: ms(6_000))
        #expect(pressed.contains(.stopPlaying) && pressed.contains(.announce(.muted)))
        #expect(pressed.moods == [.muted])
    }

    @Test(arguments: Control.allCases) func `any button that is down for a minute is told`(control: Control) {
        var session = connected()
        _ = session.handle(.controlHeld(control), at: ms(1_000))
        let told = session.hears(quiet, from: 1_000, to: 61_100)
        #expect(told.contains(.announce(.buttonStuck)) && told.moods.last == .trouble)
        _ = session.handle(.controlPressed(control == .volumeUp ? .volumeDown : .volumeUp), at: ms(62_000))
        #expect(!session.troubles.isEmpty)
        #expect(session.handle(.controlReleased(control), at: ms(63_000)).contains(.show(.ready)))
    }

    @Test func `say again asks the tutor for its words, and only when nobody has the floor`() {
        var session = connected()
        guard case .wake(let timer, _)? = session.handle(.controlPressed(.teacher), at: ms(5_000)).first else {
            Issue.record("no alarm")
            return
        }
        let asked = session.handle(.timer(timer), at: ms(5_600))
        #expect(asked.sentControl.contains { if case .responseCreate = $0 { true } else { false } })
        #expect(asked.moods == [.thinking])
        _ = session.handle(.controlReleased(.teacher), at: ms(5_700))
        guard case .wake(let next, _)? = session.handle(.controlPressed(.teacher), at: ms(5_800)).first else {
            Issue.record("no alarm")
            return
        }
        #expect(session.handle(.timer(next), at: ms(6_400)).sent.isEmpty)
    }

    @Test func `the next pupil ends the session at once, silent and with nothing left to send`() {
        var session = connected()
        session.takesATurn()
        _ = session.handle(created(), at: ms(2_300))
        _ = session.handle(delta(voice), at: ms(2_400))
        let left = press(.pupil, &session)
        #expect(left.contains(.stopPlaying))
        #expect(left.last == .leave(.nextPupil))
        #expect(left.sentControl.contains { if case .responseCancel = $0 { true } else { false } })
        #expect(session.state == .idle)
        #expect(session.announcements.isEmpty && session.preRoll.since(.zero).isEmpty)
    }

    @Test(arguments: Control.allCases) func `a control without a row does nothing`(control: Control) {
        var session = TutorTests.connected()
        #expect(press(control, &session).isEmpty)
    }
}
