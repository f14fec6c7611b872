import Audio
import Dialogue
import Realtime
import Testing

@testable import Tutor

/// The connection is lost and comes back: nothing of the conversation is lost, and the pupil hears nothing of it.
struct OutageTests {
    private let said = ItemID(rawValue: "item_pupil")

    /// The connection is made again.
    private func reconnect(_ session: inout Session, at time: Int) -> [Session.Action] {
        session.handle(.linkUp, at: ms(time))
            + session.handle(.received(.sessionCreated(.init(session: .realtime(RealtimeSession())))), at: ms(time))
            + session.handle(.received(.sessionUpdated(.init(session: .realtime(RealtimeSession())))), at: ms(time))
    }

    private func added(_ item: Item, after previous: ItemID? = nil) -> Session.Event {
        .received(.conversationItemAdded(.init(item: item, previousItemID: previous)))
    }

    private func pupilItem(_ id: ItemID) -> Item {
        .message(Message(role: .user, content: [.inputAudio(audio: nil, transcript: nil)], id: id))
    }

    private func wroteDown(_ words: String, _ id: ItemID) -> Session.Event {
        .received(
            .conversationItemInputAudioTranscriptionCompleted(
                .init(
                    itemID: id, contentIndex: 0, transcript: words,
                    usage: .tokens(.init(totalTokens: 0, inputTokens: 0, outputTokens: 0)))))
    }

    private func says(_ words: String, item: ItemID = item) -> [Session.Event] {
        [
            .received(
                .responseOutputItemAdded(
                    .init(
                        responseID: response, outputIndex: 0,
                        item: .message(Message(role: .assistant, content: [], id: item))))),
            .received(
                .responseOutputAudioTranscriptDelta(
                    .init(responseID: response, itemID: item, outputIndex: 0, contentIndex: 0, delta: words))),
        ]
    }

    /// What a new conversation is told, as text.
    private func told(_ actions: [Session.Action]) -> [String] {
        actions.sent.compactMap { event in
            guard case .conversationItemCreate(let create) = event else { return nil }
            switch create.item {
            case .message(let message):
                return "\(message.role.rawValue): " + message.content.compactMap(\.words).joined()
            case .functionCall(let call): return "call \(call.name)"
            case .functionCallOutput(let output): return "output of \(output.callID.rawValue)"
            case .mcpListTools, .mcpCall, .mcpApprovalRequest, .mcpApprovalResponse, .unknown: return "?"
            }
        }
    }

    private var asked: [String] { ["response.create"] }

    /// A turn that was answered: the pupil said "four", the tutor "Right. Next?".
    private func talkedTo() -> Session {
        var session = connected()
        session.takesATurn()
        _ = session.handle(added(pupilItem(said)), at: ms(2200))
        _ = session.handle(created(), at: ms(2300))
        _ = session.handle(wroteDown("four", said), at: ms(2310))
        for event in says("Right. Next?") { _ = session.handle(event, at: ms(2320)) }
        _ = session.handle(delta(voice), at: ms(2400))
        _ = session.handle(done(), at: ms(2410))
        _ = session.handle(.played(samples: 480), at: ms(2430))
        return session
    }

    @Test func `a short loss at rest shows nothing, and the new conversation knows the old one`() {
        var session = talkedTo()
        #expect(session.isResting)
        let lost = session.handle(.linkDown("1006"), at: ms(3000))
        #expect(lost == [.tell(.linkDown("1006")), .wake(.outage(connection: 1), after: .seconds(2))])
        let back = reconnect(&session, at: 3500)
        #expect(told(back) == ["user: four", "assistant: Right. Next?"])
        #expect(back.moods == [.ready])
        #expect(session.handle(.timer(.outage(connection: 1)), at: ms(5000)) == [], "it is back")
    }

    @Test func `an outage that lasts is shown, and a press is told so`() {
        var session = talkedTo()
        _ = session.handle(.linkDown("1006"), at: ms(3000))
        #expect(session.handle(.timer(.outage(connection: 1)), at: ms(5000)).moods == [.offline])
        #expect(session.handle(.talkPressed, at: ms(5100)).notices == [.notConnected])
        #expect(reconnect(&session, at: 6000).moods == [.ready])
    }

    @Test func `what was said into a short loss is said to the next connection whole`() {
        var session = talkedTo()
        session.hears(quiet, from: 3700, to: 4000)
        var actions = session.handle(.talkPressed, at: ms(4000))
        actions += session.hears(voice, from: 4000, to: 4400)
        let sentBefore = actions.appended
        _ = session.handle(.linkDown("1006"), at: ms(4400))
        #expect(session.hears(voice, from: 4400, to: 4800).sent == [])
        let back = reconnect(&session, at: 4800)
        #expect(back.appended == sentBefore + AudioFrame.samples(in: ms(400)))
        #expect(session.hears(voice, from: 4800, to: 5000).appended == AudioFrame.samples(in: ms(200)))
        _ = session.handle(.talkReleased, at: ms(5000))
        let closed = session.hears(quiet, from: 5000, to: 5200)
        #expect(
            closed.sentControl == [.inputAudioBufferCommit(.init()), .responseCreate(.init(eventID: "create_2"))])
    }

    @Test func `a turn that was committed into the loss is committed again`() {
        var session = connected()
        let turn = session.takesATurn().appended
        _ = session.handle(added(pupilItem(said)), at: ms(2200))
        _ = session.handle(.linkDown("1011"), at: ms(2210))
        #expect(session.state != .idle, "the pupil waits")
        let back = reconnect(&session, at: 3000)
        #expect(back.appended == turn)
        #expect(
            back.sentControl.suffix(2) == [
                .inputAudioBufferCommit(.init()), .responseCreate(.init(eventID: "create_2")),
            ])
        #expect(told(back) == [], "its words are not known, its sound is sent")
    }

    @Test func `a turn that was written down is told in words`() {
        var session = connected()
        session.takesATurn()
        _ = session.handle(added(pupilItem(said)), at: ms(2200))
        _ = session.handle(created(), at: ms(2205))
        _ = session.handle(wroteDown("twenty two", said), at: ms(2210))
        _ = session.handle(.linkDown("1012"), at: ms(2220))
        let back = reconnect(&session, at: 3000)
        #expect(told(back) == ["user: twenty two"])
        #expect(back.appended == 0)
        #expect(back.sentControl.last == .responseCreate(.init(eventID: "create_2")))
    }

    @Test func `a pupil who waits is told after two seconds, and answered when the connection is back`() {
        var session = connected()
        session.takesATurn()
        _ = session.handle(.linkDown("1006"), at: ms(2300))
        let told = session.handle(.timer(.outage(connection: 1)), at: ms(4300))
        #expect(told.moods == [.offline])
        #expect(told.notices == [.notConnected])
        let back = reconnect(&session, at: 6000)
        #expect(back.moods == [.thinking])
        #expect(back.sentControl.last == .responseCreate(.init(eventID: "create_2")))
    }

    @Test func `an answer that is all there is heard to its end, whatever the network does`() {
        var session = connected()
        session.takesATurn()
        _ = session.handle(created(), at: ms(2300))
        for event in says("Well done.") { _ = session.handle(event, at: ms(2320)) }
        _ = session.handle(delta(voice), at: ms(2400))
        _ = session.handle(done(), at: ms(2410))
        let lost = session.handle(.linkDown("1006"), at: ms(2411))
        #expect(!lost.contains(.stopPlaying))
        #expect(lost.moods == [])
        #expect(session.handle(.played(samples: 480), at: ms(2430)).moods == [.ready])
        #expect(told(reconnect(&session, at: 3000)) == ["assistant: Well done."])
    }

    @Test func `an answer that the loss cut short is gone on with`() {
        var session = connected()
        session.takesATurn()
        _ = session.handle(created(), at: ms(2300))
        for event in says("Two and two") { _ = session.handle(event, at: ms(2320)) }
        _ = session.handle(delta(.silence(samples: 12_000)), at: ms(2400))
        _ = session.handle(.linkDown("1006"), at: ms(2411))
        let back = reconnect(&session, at: 2500)
        #expect(
            told(back) == [
                "assistant: Two and two",
                "system: The network cut your last answer short after these words: Two and two Go on from there; do not repeat.",
            ])
        #expect(back.sentControl.last == .responseCreate(.init(eventID: "create_2")))
        // Its rest is queued behind what is still being heard.
        _ = session.handle(created("resp_2"), at: ms(2600))
        #expect(session.handle(delta(voice, item: "item_2", of: "resp_2"), at: ms(2610)) == [.play(voice)])
    }

    @Test func `an answer of which nothing was heard is asked for anew`() {
        var session = connected()
        session.takesATurn()
        _ = session.handle(added(pupilItem(said)), at: ms(2200))
        _ = session.handle(wroteDown("four", said), at: ms(2210))
        _ = session.handle(created(), at: ms(2300))
        for event in says("Two and") { _ = session.handle(event, at: ms(2320)) }
        _ = session.handle(.linkDown("1006"), at: ms(2330))
        #expect(told(reconnect(&session, at: 2500)) == ["user: four"])
    }

    @Test func `a tool that ran through the loss gives its result to the new conversation`() {
        var session = connected()
        session.takesATurn()
        _ = session.handle(created(), at: ms(2300))
        #expect(
            session.handle(call("weather", "{}"), at: ms(2310)).contains { if case .run = $0 { true } else { false } })
        _ = session.handle(.linkDown("1006"), at: ms(2320))
        _ = session.handle(.toolFinished("call_1", output: "sunny"), at: ms(2400))
        let back = reconnect(&session, at: 2500)
        #expect(told(back) == ["call weather", "output of call_1"])
        #expect(back.sentControl.last == .responseCreate(.init(eventID: "create_2")))
    }

    @Test func `a barge-in after the loss shortens what the new conversation was told`() {
        var session = connected()
        session.takesATurn()
        _ = session.handle(created(), at: ms(2300))
        for event in says("one two three four") { _ = session.handle(event, at: ms(2320)) }
        for _ in 0..<4 { _ = session.handle(delta(voice), at: ms(2400)) }
        _ = session.handle(done(), at: ms(2410))
        _ = session.handle(.linkDown("1006"), at: ms(2411))
        _ = reconnect(&session, at: 2420)
        _ = session.handle(.talkPressed, at: ms(2440))
        _ = session.handle(.played(samples: 960), at: ms(2441))
        let silenced = session.handle(.silenced, at: ms(2442))
        #expect(silenced.sent.first == .conversationItemDelete(.init(itemID: item, eventID: "benign_delete_item_1")))
        #expect(told(silenced) == ["assistant: one two …"], "a text cannot be truncated")
    }

    @Test func `a connection is renewed at its age, between turns`() {
        var session = talkedTo()
        #expect(session.handle(.timer(.age(connection: 1)), at: ms(9000)) == [.renew])
        var busy = talkedTo()
        _ = busy.handle(.talkPressed, at: ms(4000))
        #expect(busy.handle(.timer(.age(connection: 1)), at: ms(4100)) == [])
        busy.hears(voice, from: 4100, to: 5000)
        _ = busy.handle(.talkReleased, at: ms(5000))
        busy.hears(quiet, from: 5000, to: 5200)
        _ = busy.handle(created("resp_2"), at: ms(5300))
        let rested = busy.handle(done("resp_2"), at: ms(5400))
        #expect(rested == [.show(.ready), .renew], "as soon as the turn is over")
        #expect(busy.handle(.timer(.age(connection: 0)), at: ms(9000)) == [], "an alarm of another connection")
    }

    @Test func `a long conversation is told within its bound, the oldest folded into a sentence`() {
        var memory = ConversationMemory()
        for number in 0..<1_000 {
            let id = ItemID(rawValue: "i\(number)")
            memory.add(pupilItem(id), after: nil)
            memory.wroteDown("answer number \(number) of the pupil", of: id)
        }
        let (items, folded) = memory.replay(within: 400, pending: [])
        #expect(items.count + folded == 1_000)
        #expect((20...60).contains(items.count))
        #expect(items.last?.id == "i999")
    }

    @Test func `a call is not told without its output, nor an output without its call`() {
        var memory = ConversationMemory()
        memory.add(FunctionCall(name: "a", arguments: "{}", callID: "c1"))
        memory.add(FunctionCall(name: "b", arguments: String(repeating: "x", count: 400), callID: "c2"))
        memory.add("done", of: "c2")
        #expect(memory.replay(within: 1_000, pending: []).items.count == 2)
        #expect(memory.replay(within: 1_000, pending: ["c1"]).items.count == 3)
        #expect(memory.replay(within: 20, pending: []).items.isEmpty)
    }

    @Test func `what the pupil said stands where the server put it`() {
        var memory = ConversationMemory()
        memory.add(pupilItem("a"), after: nil)
        memory.add(.message(Message(role: .assistant, content: [.outputText("yes")], id: "c")), after: "a")
        memory.add(pupilItem("b"), after: "a")
        memory.wroteDown("one", of: "a")
        memory.wroteDown("two", of: "b")
        #expect(memory.replay(within: 100, pending: []).items.map(\.id) == ["a", "b", "c"])
    }
}
