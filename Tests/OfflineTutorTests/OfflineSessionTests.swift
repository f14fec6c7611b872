import Audio
import Realtime
import Testing

@testable import OfflineTutor

private let asked =
    #"{"say":"Hello. What is six times seven?","ask":"What is six times seven?","listen_for":{"phrases":["forty two"],"numbers":[0,144]}}"#

struct OfflineSessionTests {
    /// A client whose tutor has just asked the first question.
    private func asking() -> Client {
        var client = Client()
        let call = client.send(.responseCreate(.init())).call
        _ = client.give(asked, to: call?.callID)
        return client
    }

    @Test func `a spoken answer has the whole sequence of events`() {
        var client = asking()
        let events = client.say("forty two")
        #expect(
            events.types == [
                "input_audio_buffer.committed", "conversation.item.added", "conversation.item.done",
                "conversation.item.input_audio_transcription.completed", "response.created", "rate_limits.updated",
                "response.output_item.added", "conversation.item.added", "response.function_call_arguments.delta",
                "response.function_call_arguments.done", "response.output_item.done", "conversation.item.done",
                "response.done",
            ])
        #expect(events.call?.arguments == #"{"answer":"forty two","confidence":0.9}"#)
        let verdict = client.give(#"{"say":"Yes!","then":"next_exercise"}"#, to: events.call?.callID)
        #expect(
            verdict.types == [
                "conversation.item.added", "conversation.item.done", "response.created", "rate_limits.updated",
                "response.output_item.added", "conversation.item.added", "response.content_part.added",
                "response.output_audio_transcript.delta", "response.output_audio.delta", "response.output_audio.done",
                "response.output_audio_transcript.done", "response.content_part.done", "response.output_item.done",
                "conversation.item.done", "response.output_item.added", "conversation.item.added",
                "response.function_call_arguments.delta", "response.function_call_arguments.done",
                "response.output_item.done", "conversation.item.done", "response.done",
            ])
        #expect(client.spoken.last == "Yes!")
        #expect(verdict.call?.name == "next_exercise")
        #expect((verdict.done?.usage?.totalTokens ?? 0) > 0)
    }

    @Test func `what it listens for is what the tool said, with the commands`() {
        var client = asking()
        _ = client.say("forty two")
        #expect(client.listened.last?.numbers == 0...144)
        #expect(client.listened.last?.phrases.contains("forty two") == true)
        #expect(client.listened.last?.aside.contains("give me a hint") == true)
    }

    @Test func `doubt is asked again and marked when the pupil says yes`() {
        var client = asking()
        #expect(client.say("forty two", .doubtful, confidence: 0.4).call == nil)
        #expect(client.spoken.last == "Did you say forty two?")
        let events = client.say("yes")
        #expect(events.call?.arguments == #"{"answer":"forty two","confidence":1}"#)
    }

    @Test func `what the pupil denied is not listened for again`() {
        var client = asking()
        _ = client.say("forty one", .doubtful)
        #expect(client.say("no").call == nil)
        #expect(client.spoken.last?.hasPrefix("All right. Please say it again.") == true)
        _ = client.say("forty two")
        #expect(client.listened.last?.except == ["forty one"])
    }

    @Test func `the same words twice in doubt are taken`() {
        var client = asking()
        _ = client.say("forty two", .doubtful, confidence: 0.5)
        #expect(client.say("forty two", .doubtful, confidence: 0.5).call?.name == "check_answer")
    }

    @Test(arguments: [PupilWords.Judgement.rejected, .silence])
    func `what was not understood is no answer`(judgement: PupilWords.Judgement) {
        var client = asking()
        #expect(client.say("", judgement).call == nil)
        #expect(client.spoken.last == "Sorry, I did not understand. What is six times seven?")
    }

    @Test(arguments: [
        ("give me a hint", "give_hint", "{}"), ("i don't know", "give_hint", "{}"),
        ("tell me the answer", "explain", "{}"), ("skip", "next_exercise", #"{"skip":true}"#),
        ("i want to stop", "end_lesson", "{}"),
    ]) func `a command is a tool call`(said: String, tool: String, arguments: String) {
        var client = asking()
        let call = client.say(said).call
        #expect(call?.name == tool)
        #expect(call?.arguments == arguments)
    }

    @Test func `the question is said again, and slower`() {
        var client = asking()
        _ = client.say("repeat the question")
        #expect(client.spoken.last == "What is six times seven?")
        _ = client.say("slower please")
        #expect(client.session.drill.pace == 0.8)
    }

    @Test func `a word that is both a command and an answer is an answer where it is expected`() {
        var client = Client()
        let call = client.send(.responseCreate(.init())).call
        _ = client.give(
            #"{"say":"What does a red light say?","ask":"What?","listen_for":{"phrases":["stop"]}}"#, to: call?.callID)
        #expect(client.say("stop").call?.name == "check_answer")
    }

    @Test func `a cancelled answer ends with its events and late sound is dropped`() {
        var client = Client()
        client.voiceWaits = true
        let call = client.send(.responseCreate(.init())).call
        _ = client.give(asked, to: call?.callID)
        let utterance = client.utterance
        #expect(client.send(.voiced(tone, utterance)).types == ["response.output_audio.delta"])
        let cancelled = client.send(.responseCancel(.init()))
        #expect(
            cancelled.types == [
                "response.output_audio.done", "response.output_audio_transcript.done", "response.content_part.done",
                "response.output_item.done", "conversation.item.done", "response.done",
            ])
        #expect(cancelled.done?.status == .cancelled)
        #expect(cancelled.done?.statusDetails?.reason == .clientCancelled)
        #expect(client.send(.voiced(tone, utterance)) == [])
        #expect(client.send(.voiceFinished(utterance)) == [])
        #expect(client.send(.responseCancel(.init(eventID: "e1"))).errors.first?.code == .responseCancelNotActive)
    }

    @Test func `a truncate is taken within what was made and refused beyond it or before any sound`() {
        var client = Client()
        client.voiceWaits = true
        let call = client.send(.responseCreate(.init())).call
        let events = client.give(asked, to: call?.callID)
        var id: ItemID?
        for case .responseOutputItemAdded(let event) in events { id = event.item.id }
        func truncate(_ milliseconds: Int) -> ClientEvent {
            .conversationItemTruncate(
                .init(itemID: id ?? "", contentIndex: 0, audioEndMilliseconds: milliseconds, eventID: "t"))
        }
        #expect(client.send(truncate(0)).errors.first?.code == .unsupportedContentType)
        _ = client.send(.voiced(tone, client.utterance))
        #expect(client.send(truncate(21)).errors.first?.message == "Audio content of 20ms is already shorter than 21ms")
        #expect(client.send(truncate(15)).types == ["conversation.item.truncated"])
        #expect(client.send(truncate(16)).errors.count == 1, "it is 15 ms long now")
    }

    @Test func `less than 100 ms is no turn`() {
        var client = asking()
        #expect(
            client.send(.inputAudioBufferCommit(.init(eventID: "c"))).errors.first?.code == .inputAudioBufferCommitEmpty
        )
        for _ in 0..<4 { _ = client.send(.inputAudioBufferAppend(.init(audio: AudioBytes(tone)))) }
        let refused = client.send(.inputAudioBufferCommit(.init(eventID: "c")))
        #expect(refused.errors.first?.code == .inputAudioBufferCommitEmpty)
        #expect(refused.errors.first?.eventID == "c")
        #expect(client.send(.inputAudioBufferClear(.init())).types == ["input_audio_buffer.cleared"])
    }

    @Test func `one response at a time`() {
        var client = Client()
        client.voiceWaits = true
        let call = client.send(.responseCreate(.init())).call
        _ = client.give(asked, to: call?.callID)
        let second = client.send(.responseCreate(.init(eventID: "again")))
        #expect(second.errors.first?.code == .conversationAlreadyHasActiveResponse)
        #expect(second.errors.first?.eventID == "again")
    }

    @Test func `a written turn is answered in writing where that is wanted`() {
        var client = asking()
        _ = client.send(
            .conversationItemCreate(.init(item: .message(Message(role: .user, content: [.inputText("Repeat!")])))))
        let events = client.send(
            .responseCreate(.init(response: ResponseCreateParameters(outputModalities: [.text]))))
        #expect(events.types.contains("response.output_text.delta"))
        #expect(!events.types.contains("response.output_audio.delta"))
        guard case .message(let message)? = events.done?.output?.first else {
            Issue.record("no message in \(events)")
            return
        }
        #expect(message.content == [.outputText("What is six times seven?")])
    }

    @Test func `instructions that say what to say are said, outside of the conversation if wanted`() {
        var client = asking()
        let before = client.session.log.entries.count
        let events = client.send(
            .responseCreate(
                .init(
                    response: ResponseCreateParameters(
                        instructions: "Say exactly: Five minutes are left.", conversation: .outOfBand))))
        #expect(client.spoken.last == "Five minutes are left.")
        #expect(events.done?.conversationID == nil)
        #expect(client.session.log.entries.count == before)
    }

    @Test func `a forced function is called with the pupil's words`() {
        var client = asking()
        let weather = Tool.function(
            FunctionTool(
                name: "weather",
                parameters: ["type": "object", "properties": ["place": ["type": "string"]], "required": ["place"]]))
        _ = client.send(
            .conversationItemCreate(.init(item: .message(Message(role: .user, content: [.inputText("Lima")])))))
        let events = client.send(
            .responseCreate(
                .init(
                    response: ResponseCreateParameters(tools: [weather], toolChoice: .function(named: "weather")))))
        #expect(events.call?.arguments == #"{"place":"lima"}"#)
    }

    @Test func `settings that are not given stay as they are`() {
        var client = asking()
        let tools = client.session.session.tools?.count
        let events = client.send(
            .sessionUpdate(
                .init(session: .realtime(RealtimeSession(audio: .init(output: .init(speed: 1.2)))))))
        #expect(events.types == ["session.updated"])
        #expect(client.session.session.tools?.count == tools)
        #expect(client.session.session.audio?.output?.format == .pcm24kHz)
        #expect(client.session.session.audio?.output?.speed == 1.2)
    }

    @Test func `settings that cannot be are refused with their name`() {
        var client = asking()
        func refused(_ session: RealtimeSession) -> String? {
            client.send(.sessionUpdate(.init(session: .realtime(session)))).errors.first?.param
        }
        #expect(refused(RealtimeSession(model: "other")) == "session.model")
        #expect(
            refused(RealtimeSession(audio: .init(output: .init(voice: .named("x"))))) == "session.audio.output.voice")
        #expect(refused(RealtimeSession(audio: .init(output: .init(speed: 9)))) == "session.audio.output.speed")
        #expect(refused(RealtimeSession(outputModalities: ["smell"])) == "session.output_modalities")
        #expect(
            refused(RealtimeSession(audio: .init(input: .init(turnDetection: .value(.serverVAD(.init()))))))
                == "session.audio.input.turn_detection")
    }

    @Test func `items are put where they are asked for, and what is not there is said to be missing`() {
        var client = asking()
        let first = Item.message(Message(role: .user, content: [.inputText("a")], id: "mine"))
        #expect(client.send(.conversationItemCreate(.init(item: first, previousItemID: "root"))).errors.isEmpty)
        #expect(client.session.log.entries.first?.item.id == "mine")
        #expect(client.send(.conversationItemCreate(.init(item: first))).errors.first?.param == "item.id", "twice")
        #expect(client.send(.conversationItemRetrieve(.init(itemID: "mine"))).types == ["conversation.item.retrieved"])
        #expect(client.send(.conversationItemDelete(.init(itemID: "mine"))).types == ["conversation.item.deleted"])
        #expect(client.send(.conversationItemDelete(.init(itemID: "mine"))).errors.first?.code == "item_not_found")
        let odd = Item.message(Message(role: .user, content: [], id: "not an id"))
        #expect(client.send(.conversationItemCreate(.init(item: odd))).errors.first?.code == .invalidValue)
    }

    @Test func `an unknown event is answered and names its client event`() {
        var client = asking()
        let events = client.send(.unknown(UnknownObject(type: "session.fly", ["event_id": "x9"])))
        #expect(events.errors.first?.eventID == "x9")
        #expect(client.send(.malformed("not JSON")).errors.count == 1)
    }

    @Test func `G 711 in and out keeps a voice's length`() {
        for format in [AudioFormat.muLaw, .aLaw] {
            let coding = AudioCoding(format)
            let bytes = coding.bytes(tone)
            #expect(bytes.bytes.count == 160)
            #expect(coding.frame(bytes).samples.count == 480)
            #expect(abs(Int(coding.frame(bytes).samples[240]) - 1000) < 40)
        }
    }
}

/// Functions beside a lesson's own: called when the pupil says what their descriptions say.
struct SpokenCallTests {
    private let dice = FunctionTool(
        name: "dice", description: #"Rolls dice. Pupils say: "roll {count} dice", "roll the dice"."#,
        parameters: [
            "type": "object", "properties": ["count": ["type": "integer", "minimum": 1, "maximum": 3]],
        ])
    private let weather = FunctionTool(
        name: "weather", description: #"Tells the weather. Pupils say: "what is the weather in {city}"."#,
        parameters: [
            "type": "object", "properties": ["city": ["type": "string", "enum": ["lima", "cape_town"]]],
        ])

    @Test func `what can be said is the description's phrases, with each value in its place`() {
        let calls = SpokenCall.all(of: [dice, weather])
        #expect(
            calls.map(\.phrase) == [
                "roll one dice", "roll two dice", "roll three dice", "roll the dice", "what is the weather in lima",
                "what is the weather in cape town",
            ])
        #expect(calls[1].arguments == #"{"count":2}"#)
        #expect(calls[5].arguments == #"{"city":"cape_town"}"#)
    }

    @Test func `a parameter that cannot be counted makes no phrase, and phrases are bounded`() {
        var open = weather
        open.parameters = ["type": "object", "properties": ["city": ["type": "string"]]]
        #expect(SpokenCall.all(of: [open]).isEmpty)
        let wide = FunctionTool(
            name: "wide", description: #"Pupils say: "{a} {b} {c}"."#,
            parameters: [
                "type": "object",
                "properties": [
                    "a": ["type": "integer", "minimum": 0, "maximum": 99],
                    "b": ["type": "integer", "minimum": 0, "maximum": 99],
                    "c": ["type": "integer", "minimum": 0, "maximum": 99],
                ],
            ])
        #expect(SpokenCall.all(of: [wide]).count == SpokenCall.mostOfOneTool)
    }

    private func asking() -> Client {
        var client = Client()
        var session = RealtimeSession()
        session.tools = Client.lessonTools + [.function(dice), .function(weather), .function(answerTool)]
        _ = client.send(.sessionUpdate(.init(session: .realtime(session))))
        let call = client.send(.responseCreate(.init())).call
        _ = client.give(asked, to: call?.callID)
        return client
    }

    private let answerTool = FunctionTool(
        name: "answer_question", description: "Hands over an answer.", parameters: ["type": "object"])

    @Test func `a tool is called when the pupil says so, and the lesson's question is asked again after it`() {
        var client = asking()
        let events = client.say("what is the weather in lima")
        #expect(client.listened.last?.aside.contains("what is the weather in lima") == true)
        #expect(events.call?.name == "weather")
        #expect(events.call?.arguments == #"{"city":"lima"}"#)
        _ = client.give(
            #"{"data":18,"from":"tool weather","say":"It is mild.","untrusted":true}"#, to: events.call?.callID)
        #expect(client.spoken.last == "It is mild. What is six times seven?")
        #expect(client.say("forty two").call?.name == "check_answer")
    }

    @Test func `what a tool says from outside is told, and never followed`() {
        var client = asking()
        let events = client.say("roll the dice")
        let reply = client.give(
            #"{"ask":"Who are you?","lesson_over":true,"say":"Four.","then":"end_lesson","untrusted":true}"#,
            to: events.call?.callID)
        #expect(reply.call == nil)
        #expect(client.spoken.last == "Four. What is six times seven?")
    }

    @Test func `a tool's question is asked, answered, and the lesson goes on where it was`() {
        var client = asking()
        let events = client.say("roll the dice")
        _ = client.give(
            #"{"answer_with":"answer_question","ask":"How many?","listen_for":{"phrases":["two"]},"say":"How many?"}"#,
            to: events.call?.callID)
        #expect(client.spoken.last == "How many?")
        let answer = client.say("two")
        #expect(client.listened.last?.phrases == ["two"])
        #expect(answer.call?.name == "answer_question")
        #expect(answer.call?.arguments == #"{"answer":"two"}"#)
        _ = client.give(#"{"say":"You rolled nine.","untrusted":true}"#, to: answer.call?.callID)
        #expect(client.spoken.last == "You rolled nine. What is six times seven?")
        _ = client.say("forty two")
        #expect(client.listened.last?.phrases.contains("forty two") == true)
    }

    @Test func `news of a tool is told when it comes`() {
        var client = asking()
        let note = Message(
            role: .system,
            content: [.inputText("News of the tool timer.\n{\"say\":\"Time is up.\",\"untrusted\":true}")])
        _ = client.send(.conversationItemCreate(.init(item: .message(note))))
        _ = client.send(.responseCreate(.init()))
        #expect(client.spoken.last == "Time is up. What is six times seven?")
    }
}
