import Audio
import Dialogue
import Realtime
import Testing

@testable import Tutor

/// The other ways of taking turns than holding a button.
struct TurnTakingTests {
    private func session(_ turns: TurnTaking, _ change: (inout SessionSettings) -> Void = { _ in }) -> Session {
        var settings = SessionSettings()
        settings.greets = false
        settings.turns = turns
        change(&settings)
        var session = Session(lesson: lesson, settings: settings)
        _ = session.handle(.linkUp, at: .zero)
        _ = session.handle(.received(.sessionCreated(.init(session: .realtime(RealtimeSession())))), at: .zero)
        return session
    }

    private func ready(_ session: inout Session, at time: Duration = .zero) -> [Session.Action] {
        session.handle(.received(.sessionUpdated(.init(session: .realtime(RealtimeSession())))), at: time)
    }

    // MARK: Latch

    @Test func `one press begins a latched turn and the next ends it`() {
        var session = session(.latch)
        _ = ready(&session)
        #expect(session.handle(.talkPressed, at: ms(1000)).moods == [.listening])
        #expect(session.handle(.talkReleased, at: ms(1100)) == [])
        #expect(session.hears(voice, from: 1100, to: 3000).appended > 0)
        _ = session.handle(.talkPressed, at: ms(3000))
        let actions = session.hears(quiet, from: 3000, to: 3200)
        #expect(actions.sentControl.map(\.type) == ["input_audio_buffer.commit", "response.create"])
        #expect(actions.moods == [.thinking])
    }

    @Test func `a latched turn ends by itself when nothing more is said`() {
        var session = session(.latch)
        _ = ready(&session)
        _ = session.handle(.talkPressed, at: ms(1000))
        _ = session.hears(voice, from: 1000, to: 3000)
        #expect(session.hears(quiet, from: 3000, to: 7900).sentControl.isEmpty)
        #expect(session.hears(quiet, from: 7900, to: 8300).sentControl.first?.type == "input_audio_buffer.commit")
    }

    @Test func `a latched turn in which nothing was said is not answered`() {
        var session = session(.latch)
        _ = ready(&session)
        _ = session.handle(.talkPressed, at: ms(1000))
        let actions = session.hears(quiet, from: 1000, to: 6300)
        #expect(actions.sentControl.map(\.type) == ["input_audio_buffer.clear"])
        #expect(actions.notices.contains(.nothingHeard))
    }

    // MARK: The server finds the turns

    @Test func `the microphone is open while the tutor rests, and the lamp says so`() {
        var session = session(.serverVAD)
        #expect(ready(&session).moods.last == .listening)
        #expect(session.hears(voice, from: 100, to: 300).appended == 10 * 480)
        #expect(session.isResting)
        _ = session.handle(
            .received(.inputAudioBufferSpeechStarted(.init(itemID: item, audioStartMilliseconds: 100))), at: ms(300))
        #expect(!session.isResting)
    }

    @Test func `what the server committed is answered, and nothing is heard until the answer was`() {
        var session = session(.serverVAD)
        _ = ready(&session)
        _ = session.hears(voice, from: 100, to: 1000)
        let committed = session.handle(.received(.inputAudioBufferCommitted(.init(itemID: item))), at: ms(1500))
        #expect(committed.sentControl.map(\.type) == ["response.create"])
        #expect(committed.moods == [.thinking])
        #expect(session.hears(voice, from: 1500, to: 1700).sent.isEmpty)
        _ = session.handle(created(), at: ms(1700))
        _ = session.handle(delta(AudioFrame.silence(samples: 4800)), at: ms(1800))
        #expect(session.hears(voice, from: 1800, to: 1900).sent.isEmpty)
        _ = session.handle(done(), at: ms(1900))
        let rested = session.handle(.played(samples: 4800), at: ms(2100))
        #expect(rested.moods == [.ready, .listening])
    }

    @Test func `a press takes the floor from the tutor`() {
        var session = session(.semanticVAD)
        _ = ready(&session)
        _ = session.handle(.received(.inputAudioBufferCommitted(.init(itemID: item))), at: ms(1500))
        _ = session.handle(created(), at: ms(1700))
        _ = session.handle(delta(AudioFrame.silence(samples: 4800)), at: ms(1800))
        let pressed = session.handle(.talkPressed, at: ms(1900))
        #expect(pressed.contains(.stopPlaying))
        #expect(pressed.moods.last == .listening)
        #expect(session.handle(.talkReleased, at: ms(2000)) == [])
    }

    @Test func `without a connection or a microphone nothing is open`() {
        var session = session(.serverVAD)
        _ = ready(&session)
        #expect(session.handle(.microphone(.lost("pulled")), at: ms(100)).moods == [.trouble])
        #expect(session.handle(.microphone(.running), at: ms(200)).moods.last == .listening)
        #expect(session.handle(.linkDown("1006"), at: ms(300)).moods.last != .listening)
        #expect(session.hears(voice, from: 300, to: 500).sent.isEmpty)
    }

    @Test func `an old connection is renewed while nobody talks`() {
        var session = session(.serverVAD)
        _ = ready(&session)
        #expect(session.handle(.timer(.age(connection: 1)), at: ms(60_000)).contains(.renew))
    }

    @Test func `the server is told how turns are found, and never to answer by itself`() throws {
        func detection(_ turns: TurnTaking, _ change: (inout SessionSettings) -> Void) -> Nullable<TurnDetection>? {
            var settings = SessionSettings()
            settings.turns = turns
            change(&settings)
            return Session.configuration(of: lesson, settings).audio?.input?.turnDetection
        }
        #expect(detection(.hold) { _ in } == .null)
        #expect(detection(.latch) { _ in } == .null)
        #expect(
            detection(.serverVAD) { $0.idleTimeout = .seconds(6) }
                == .value(
                    .serverVAD(
                        ServerVAD(idleTimeoutMilliseconds: 6_000, createResponse: false, interruptResponse: false))))
        #expect(
            detection(.semanticVAD) { $0.eagerness = "low" }
                == .value(
                    .semanticVAD(SemanticVAD(eagerness: .low, createResponse: false, interruptResponse: false))))
    }

    // MARK: The rest of the settings

    @Test func `every mode reaches the server`() {
        var settings = SessionSettings()
        settings.output = .text
        settings.noiseReduction = "far_field"
        settings.transcription = "gpt-transcribe"
        settings.retentionRatio = 0.8
        settings.parallelToolCalls = false
        settings.prompt = SessionSettings.StoredPrompt(id: "pmpt_1", version: "2")
        settings.tracing = "school"
        settings.reasoningEffort = "low"
        let session = Session.configuration(of: lesson, settings)
        #expect(session.outputModalities == [.text])
        #expect(session.audio?.input?.noiseReduction == .value(NoiseReduction(type: .farField)))
        #expect(
            session.audio?.input?.transcription
                == .value(InputTranscription(model: "gpt-transcribe", language: "en")))
        #expect(session.truncation == .retentionRatio(.init(retentionRatio: 0.8)))
        #expect(session.parallelToolCalls == false)
        #expect(session.prompt == Prompt(id: "pmpt_1", version: "2"))
        #expect(session.tracing == .value(.configured(.init(workflowName: "school"))))
        #expect(session.reasoning?.effort == .low)
    }

    @Test func `several messages of one response are one turn, and each is cut by what was heard of it`() {
        var session = connected()
        session.takesATurn()
        _ = session.handle(created(), at: ms(2300))
        for (index, phase) in [MessagePhase.commentary, .finalAnswer].enumerated() {
            let id = ItemID(rawValue: "message_\(index)")
            let message = Message(role: .assistant, content: [], id: id, status: .inProgress, phase: phase)
            _ = session.handle(
                .received(
                    .responseOutputItemAdded(.init(responseID: response, outputIndex: index, item: .message(message)))),
                at: ms(2300))
            _ = session.handle(delta(AudioFrame.silence(samples: 4800), item: id), at: ms(2310))
        }
        _ = session.handle(.played(samples: 7200), at: ms(2600))
        _ = session.handle(.talkPressed, at: ms(2610))
        let actions = session.handle(.silenced, at: ms(2620))
        guard case .conversationItemTruncate(let truncate)? = actions.sentControl.first else {
            Issue.record("no truncate: \(actions)")
            return
        }
        #expect(truncate.itemID == "message_1")
        #expect(truncate.audioEndMilliseconds == 100)
        #expect(actions.sentControl.count == 1)
    }

    @Test func `a tutor that only writes gives the floor back`() {
        var session = session(.hold) { $0.output = .text }
        _ = ready(&session)
        session.takesATurn()
        _ = session.handle(created(), at: ms(2300))
        let said = session.handle(
            .received(
                .responseOutputTextDone(
                    .init(responseID: response, itemID: item, outputIndex: 0, contentIndex: 0, text: "Well done."))),
            at: ms(2400))
        #expect(said.notices == [.tutorSaid("Well done.")])
        #expect(session.handle(done(), at: ms(2500)).moods == [.ready])
    }
}
