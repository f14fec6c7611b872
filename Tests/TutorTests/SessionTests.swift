import Audio
import Lessons
import Realtime
import Testing

@testable import Tutor

struct SessionTests {
    @Test func `the session is configured before the first turn and a press before that is told so`() {
        var session = Session(lesson: lesson)
        #expect(session.handle(.talkPressed, at: .zero).notices == [.notConnected])
        #expect(session.handle(.linkUp, at: .zero).sent == [])
        let actions = session.handle(
            .received(.sessionCreated(.init(session: .realtime(RealtimeSession())))), at: .zero)
        guard case .sessionUpdate(let update)? = actions.sent.first, case .realtime(let wanted) = update.session else {
            Issue.record("no session.update: \(actions)")
            return
        }
        #expect(wanted.audio?.input?.turnDetection == .null, "the button says whose turn it is")
        #expect(wanted.tools?.count == LessonTool.allCases.count)
        #expect(wanted.instructions?.contains("Be kind.") == true)
        #expect(
            wanted.audio?.input?.transcription == .value(InputTranscription(model: "gpt-transcribe", language: "en")))
    }

    @Test func `the tutor speaks first when it is to greet`() {
        var session = Session(lesson: lesson)
        _ = session.handle(.linkUp, at: .zero)
        _ = session.handle(.received(.sessionCreated(.init(session: .realtime(RealtimeSession())))), at: .zero)
        let actions = session.handle(
            .received(.sessionUpdated(.init(session: .realtime(RealtimeSession())))), at: .zero)
        #expect(actions.sent == [.responseCreate(.init(eventID: "create_1"))])
        #expect(actions.moods == [.ready, .thinking])
    }

    @Test func `a turn begins before the press and ends after the release`() {
        var session = connected()
        let actions = session.takesATurn()
        // 250 ms before, 1,000 ms of press, 150 ms after: whole frames of 20 ms.
        #expect((AudioFrame.samples(in: ms(1400))...AudioFrame.samples(in: ms(1440))).contains(actions.appended))
        #expect(actions.sentControl == [.inputAudioBufferCommit(.init()), .responseCreate(.init(eventID: "create_1"))])
        #expect(actions.moods == [.listening, .thinking])
    }

    @Test func `no frame is sent twice when the press is told late`() {
        var session = connected()
        // The edge is stamped 1,000 ms; by the time it is read the microphone is at 1,060 ms.
        session.hears(voice, from: 0, to: 1060)
        let first = session.handle(.talkPressed, at: ms(1000))
        #expect(first.appended == AudioFrame.samples(in: ms(1060 - 740)))
        #expect(session.handle(heard(voice), at: ms(1060)).appended == 480)
    }

    @Test func `a press shorter than 200 ms is cleared and answered by a sound alone`() {
        var session = connected()
        _ = session.handle(.talkPressed, at: ms(1000))
        session.hears(voice, from: 1000, to: 1180)
        let actions = session.handle(.talkReleased, at: ms(1199))
        #expect(actions.sentControl == [.inputAudioBufferClear(.init())])
        #expect(actions.notices == [.tooShort])
        #expect(session.isResting)
    }

    @Test func `a turn without a voice in it is cleared and not answered`() {
        var session = connected()
        _ = session.handle(.talkPressed, at: ms(1000))
        session.hears(quiet, from: 1000, to: 2000)
        _ = session.handle(.talkReleased, at: ms(2000))
        let actions = session.hears(quiet, from: 2000, to: 2180)
        #expect(actions.sentControl == [.inputAudioBufferClear(.init())])
        #expect(actions.notices == [.nothingHeard])
    }

    @Test func `a microphone that dies in the tail does not hold the turn`() {
        var session = connected()
        _ = session.handle(.talkPressed, at: ms(1000))
        session.hears(voice, from: 1000, to: 2000)
        let released = session.handle(.talkReleased, at: ms(2000))
        #expect(released == [.wake(.tail(turn: 1), after: ms(350))])
        let actions = session.handle(.timer(.tail(turn: 1)), at: ms(2350))
        #expect(actions.sentControl.first == .inputAudioBufferCommit(.init()))
        #expect(session.handle(.timer(.tail(turn: 1)), at: ms(2351)) == [], "a second alarm is too late")
    }

    @Test func `a slip of the finger in the tail goes on with the same turn`() {
        var session = connected()
        _ = session.handle(.talkPressed, at: ms(1000))
        session.hears(voice, from: 1000, to: 2000)
        _ = session.handle(.talkReleased, at: ms(2000))
        session.hears(voice, from: 2000, to: 2060)
        _ = session.handle(.talkPressed, at: ms(2060))
        #expect(session.hears(voice, from: 2060, to: 3000).sentControl == [], "nothing is committed while it is held")
        _ = session.handle(.talkReleased, at: ms(3000))
        #expect(session.hears(quiet, from: 3000, to: 3180).sentControl.first == .inputAudioBufferCommit(.init()))
    }

    @Test func `pressing talk while the tutor speaks makes the model forget what was not heard`() {
        var session = connected()
        session.takesATurn()
        _ = session.handle(created(), at: ms(2300))
        #expect(session.handle(delta(voice), at: ms(2400)) == [.play(voice), .show(.speaking)])
        #expect(session.handle(delta(voice), at: ms(2400)) == [.play(voice)])
        _ = session.handle(delta(voice, item: "item_2"), at: ms(2400))
        _ = session.handle(.played(samples: 600), at: ms(2430))
        let pressed = session.handle(.talkPressed, at: ms(2440))
        #expect(pressed.first == .stopPlaying)
        #expect(
            pressed.sentControl == [
                .responseCancel(.init(responseID: response, eventID: "benign_cancel_resp_1"))
            ])
        #expect(session.handle(delta(voice), at: ms(2440)) == [], "audio already on its way is dropped")
        _ = session.handle(.played(samples: 120), at: ms(2441))
        #expect(
            session.handle(.silenced, at: ms(2442)).sent == [
                .conversationItemTruncate(
                    .init(
                        itemID: item, contentIndex: 0, audioEndMilliseconds: 30, eventID: "benign_truncate_item_1")),
                .conversationItemDelete(.init(itemID: "item_2", eventID: "benign_delete_item_2")),
            ], "720 samples were heard of the first, and nothing of the second: a truncate of 0 is refused")
    }

    @Test func `an answer that was heard whole is not truncated`() {
        var session = connected()
        session.takesATurn()
        _ = session.handle(created(), at: ms(2300))
        _ = session.handle(delta(voice), at: ms(2400))
        _ = session.handle(.played(samples: 480), at: ms(2430))
        _ = session.handle(.talkPressed, at: ms(2440))
        #expect(session.handle(.silenced, at: ms(2442)).sent == [])
    }

    @Test func `a press before the answer has a name cancels it as soon as it has one`() {
        var session = connected()
        session.takesATurn()
        #expect(session.handle(.talkPressed, at: ms(2200)).sentControl == [], "there is no id to cancel yet")
        #expect(
            session.handle(created(), at: ms(2250)).sent == [
                .responseCancel(.init(responseID: response, eventID: "benign_cancel_resp_1"))
            ])
        #expect(session.handle(delta(voice), at: ms(2260)) == [])
        session.hears(voice, from: 2200, to: 3000)
        _ = session.handle(.talkReleased, at: ms(3000))
        let committed = session.hears(quiet, from: 3000, to: 3180)
        #expect(committed.sentControl == [.inputAudioBufferCommit(.init())], "the cancelled response is not done yet")
        #expect(
            session.handle(done(response, .cancelled), at: ms(3200)).sent == [
                .responseCreate(.init(eventID: "create_2"))
            ])
    }

    @Test func `the tutor keeps the floor through an underrun and gives it back when all was heard`() {
        var session = connected()
        session.takesATurn()
        _ = session.handle(created(), at: ms(2300))
        _ = session.handle(delta(voice), at: ms(2400))
        #expect(session.handle(.played(samples: 480), at: ms(2430)).moods == [])
        #expect(session.handle(done(), at: ms(2500)) == [.show(.ready)])
    }

    @Test func `the latency of a turn is told when its first sample is audible`() {
        var session = connected()
        session.takesATurn()
        _ = session.handle(created(), at: ms(2300))
        _ = session.handle(delta(voice), at: ms(2400))
        let actions = session.handle(.played(samples: 240), at: ms(2460))
        guard case .turn(let latency)? = actions.notices.first else {
            Issue.record("no latency: \(actions)")
            return
        }
        #expect(latency.firstDeltaToAudible == ms(50), "240 samples last 10 ms: the first was heard at 2,450 ms")
        #expect(latency.releaseToCommit == ms(160), "the tail, in whole frames")
        #expect(session.handle(.played(samples: 240), at: ms(2470)).notices == [], "once a turn")
    }

    @Test func `a lost connection is told and the next one takes the lesson up again`() {
        var session = connected(greets: true)
        _ = session.handle(created(), at: ms(10))
        _ = session.handle(call("next_exercise", "{}"), at: ms(20))
        _ = session.handle(done(), at: ms(30))
        _ = session.handle(.linkDown("gone"), at: ms(40))
        _ = session.handle(.linkUp, at: ms(50))
        _ = session.handle(.received(.sessionCreated(.init(session: .realtime(RealtimeSession())))), at: ms(60))
        let again = session.handle(.received(.sessionUpdated(.init(session: .realtime(RealtimeSession())))), at: ms(70))
        guard again.sent.count == 3, case .conversationItemCreate(let asked) = again.sent[0],
            case .functionCall = asked.item, case .conversationItemCreate(let answered) = again.sent[1],
            case .functionCallOutput(let output) = answered.item
        else {
            Issue.record("the new conversation is not told where the lesson stands: \(again.sent)")
            return
        }
        #expect(output.output.contains("What is two and two?"))
        #expect(again.sent[2] == .responseCreate(.init(eventID: "create_3")), "the question was not asked yet")

        // Asked and lost once more, it is only told that the pupil has the question.
        _ = session.handle(created("resp_2"), at: ms(80))
        _ = session.handle(done("resp_2"), at: ms(90))
        #expect(session.handle(.linkDown("gone"), at: ms(100)).moods == [])
        _ = session.handle(.linkUp, at: ms(110))
        _ = session.handle(.received(.sessionCreated(.init(session: .realtime(RealtimeSession())))), at: ms(120))
        let third = session.handle(
            .received(.sessionUpdated(.init(session: .realtime(RealtimeSession())))), at: ms(130))
        guard case .conversationItemCreate(let create)? = third.sent.last, case .message(let message) = create.item,
            case .inputText(let text, _)? = message.content.first
        else {
            Issue.record("no anchor: \(third.sent)")
            return
        }
        #expect(text.contains("What is two and two?"))
    }

    @Test func `a tutor that does not answer is given up after its time`() {
        var session = connected()
        session.takesATurn()
        let soon = session.handle(.timer(.patience(turn: 1)), at: ms(20_000))
        #expect(soon.contains { if case .wake(.patience(turn: 1), _) = $0 { true } else { false } })
        let actions = session.handle(.timer(.patience(turn: 1)), at: ms(40_000))
        #expect(actions.notices == [.trouble("the tutor did not answer in time")])
        #expect(session.isResting)
    }

    @Test func `sounds of our own are not counted as the tutor's`() {
        var session = connected()
        let earcon = Earcon.tooShort.frame.samples.count
        _ = session.handle(.talkPressed, at: ms(500))
        _ = session.handle(.talkReleased, at: ms(550))
        session.takesATurn()
        _ = session.handle(created(), at: ms(2300))
        _ = session.handle(delta(voice), at: ms(2400))
        _ = session.handle(.played(samples: earcon + 240), at: ms(2450))
        _ = session.handle(.talkPressed, at: ms(2460))
        #expect(
            session.handle(.silenced, at: ms(2461)).sent == [
                .conversationItemTruncate(
                    .init(itemID: item, contentIndex: 0, audioEndMilliseconds: 10, eventID: "benign_truncate_item_1"))
            ])
    }

    @Test func `a speaker that threw its sound away does not hold the floor`() {
        var session = connected()
        session.takesATurn()
        _ = session.handle(created(), at: ms(2300))
        _ = session.handle(delta(voice), at: ms(2400))
        _ = session.handle(done(), at: ms(2500))
        #expect(!session.isResting)
        _ = session.handle(.speaker(.lost("unplugged")), at: ms(2600))
        #expect(session.isResting)
    }
}
