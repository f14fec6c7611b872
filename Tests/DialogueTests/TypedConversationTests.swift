import Audio
import Dialogue
import Realtime
import Testing

/// A conversation of the library, played against a server that is written down.
struct TypedConversationTests {
    /// The events among orders, by type.
    private func sent(_ orders: [TypedConversation.Order]) -> [ClientEvent] {
        orders.compactMap { if case .send(let event) = $0 { event } else { nil } }
    }

    private func types(_ orders: [TypedConversation.Order]) -> [String] { sent(orders).map(\.type) }

    private func ready(_ conversation: inout TypedConversation) -> [TypedConversation.Order] {
        conversation.connected()
        let session = SessionConfiguration.realtime(conversation.session)
        return conversation.received(.sessionCreated(.init(session: session)))
            + conversation.received(.sessionUpdated(.init(session: session)))
    }

    private func begin(_ conversation: inout TypedConversation, response: ResponseID, item: ItemID)
        -> [TypedConversation.Order]
    {
        let message = Item.message(Message(role: .assistant, content: [], id: item, status: .inProgress))
        return conversation.received(.responseCreated(.init(response: Response(id: response))))
            + conversation.received(.conversationItemAdded(.init(item: message)))
            + conversation.received(
                .responseOutputItemAdded(.init(responseID: response, outputIndex: 0, item: message)))
    }

    private func say(_ words: String, milliseconds: Int, in item: ItemID, of response: ResponseID)
        -> [ServerEvent]
    {
        [
            .responseOutputAudioTranscriptDelta(
                .init(responseID: response, itemID: item, outputIndex: 0, contentIndex: 0, delta: words)),
            .responseOutputAudioDelta(
                .init(
                    responseID: response, itemID: item, outputIndex: 0, contentIndex: 0,
                    delta: AudioBytes(.silence(samples: 24 * milliseconds)))),
        ]
    }

    @Test func `settings go out when the session is there, and changes at once`() {
        var conversation = TypedConversation(session: RealtimeSession(instructions: "Be brief."))
        #expect(sent(conversation.configure(RealtimeSession(outputModalities: [.text]))).isEmpty)
        let orders = ready(&conversation)
        #expect(types(orders) == ["session.update", "session.update"])
        guard case .sessionUpdate(let update)? = sent(orders).first, case .realtime(let session) = update.session
        else { return #expect(Bool(false)) }
        #expect(session.instructions == "Be brief.")
        // What was changed meanwhile follows, and is part of the settings when it is taken.
        _ = conversation.received(.sessionUpdated(.init(session: .realtime(RealtimeSession()))))
        #expect(conversation.session.outputModalities == [.text])
        #expect(types(conversation.configure(RealtimeSession(instructions: "Be long."))) == ["session.update"])
    }

    @Test func `what is said without a connection is said to the next one`() {
        var conversation = TypedConversation()
        let message = Item.message(Message(role: .user, content: [.inputText("Hi")]))
        #expect(sent(conversation.add(message) + conversation.respond()).isEmpty)
        #expect(
            types(ready(&conversation)) == ["session.update", "conversation.item.create", "response.create"])
    }

    @Test func `an item that the server confirmed is not sent twice`() {
        var conversation = TypedConversation()
        _ = ready(&conversation)
        let item = Item.message(Message(role: .user, content: [.inputText("Hi")], id: "mine"))
        _ = conversation.add(item)
        _ = conversation.received(.conversationItemAdded(.init(item: item)))
        _ = conversation.disconnected("gone")
        let creates = sent(ready(&conversation)).filter { $0.type == "conversation.item.create" }
        // Once from memory: the new conversation does not have it.
        #expect(creates.count == 1)
    }

    @Test func `an item that was refused is not sent again`() {
        var conversation = TypedConversation()
        _ = ready(&conversation)
        let orders = conversation.add(.message(Message(role: .user, content: [.inputText("Hi")])))
        guard case .conversationItemCreate(let create)? = sent(orders).first else { return #expect(Bool(false)) }
        let error = APIError(type: "invalid_request_error", message: "no", eventID: create.eventID)
        #expect(conversation.received(.error(.init(error: error))) == [.tell(.refused(error))])
        _ = conversation.disconnected("gone")
        #expect(types(ready(&conversation)) == ["session.update"])
    }

    @Test func `a turn of sound that was lost is said again`() {
        var conversation = TypedConversation(
            session: RealtimeSession(audio: AudioConfiguration(input: AudioInputConfiguration(turnDetection: .null))))
        _ = ready(&conversation)
        for _ in 0..<5 { _ = conversation.append(AudioBytes(.silence(samples: 2_400))) }
        _ = conversation.commit() + conversation.respond()
        _ = conversation.append(AudioBytes(.silence(samples: 2_400)))
        _ = conversation.disconnected("gone")
        #expect(
            types(ready(&conversation)) == ["session.update"]
                + [String](repeating: "input_audio_buffer.append", count: 5)
                + ["input_audio_buffer.commit", "input_audio_buffer.append", "response.create"])
    }

    @Test func `sound of more than a minute is kept from its newest end, and the rest counted`() {
        var conversation = TypedConversation(
            session: RealtimeSession(audio: AudioConfiguration(input: AudioInputConfiguration(turnDetection: .null))))
        for _ in 0..<610 { _ = conversation.append(AudioBytes(.silence(samples: 2_400))) }
        #expect(conversation.dropped == 10)
    }

    @Test func `an answer that a loss cut short is gone on with`() {
        var conversation = TypedConversation()
        _ = ready(&conversation)
        _ = conversation.respond()
        _ = begin(&conversation, response: "r", item: "a")
        for event in say("The answer is", milliseconds: 500, in: "a", of: "r") { _ = conversation.received(event) }
        _ = conversation.disconnected("gone")
        let orders = sent(ready(&conversation))
        #expect(orders.map(\.type).suffix(2) == ["conversation.item.create", "response.create"])
        let text = orders.compactMap { event -> String? in
            guard case .conversationItemCreate(let create) = event, case .message(let message) = create.item,
                message.role == .system
            else { return nil }
            return message.content.compactMap(\.words).joined()
        }
        #expect(text.count == 1)
        #expect(text.first?.contains("The answer is") == true)
    }

    @Test func `an interruption tells how much was heard`() {
        var conversation = TypedConversation()
        _ = ready(&conversation)
        _ = conversation.respond()
        _ = begin(&conversation, response: "r", item: "a")
        for event in say("one two three four", milliseconds: 1_000, in: "a", of: "r") {
            _ = conversation.received(event)
        }
        conversation.played(samples: 24 * 300)
        let orders = conversation.interrupt()
        #expect(orders.first == .tell(.stopPlaying))
        #expect(types(orders) == ["response.cancel", "conversation.item.truncate"])
        guard case .conversationItemTruncate(let truncate)? = sent(orders).last else { return #expect(Bool(false)) }
        #expect(truncate.audioEndMilliseconds == 300)
        // What was on its way is not heard any more.
        let late = say("five", milliseconds: 100, in: "a", of: "r").flatMap { conversation.received($0) }
        #expect(!late.contains { if case .tell(.audio) = $0 { true } else { false } })
    }

    @Test func `results of the functions of a response go together, with one new response`() {
        var conversation = TypedConversation()
        _ = ready(&conversation)
        _ = conversation.register(FunctionTool(name: "add"))
        _ = conversation.respond()
        _ = begin(&conversation, response: "r", item: "a")
        for id: CallID in ["c1", "c2"] {
            let call = FunctionCall(name: "add", arguments: "{}", callID: id, id: ItemID(rawValue: id.rawValue))
            #expect(
                conversation.received(
                    .responseOutputItemDone(.init(responseID: "r", outputIndex: 0, item: .functionCall(call))))
                    == [.run(call)])
        }
        _ = conversation.received(.responseDone(.init(response: Response(id: "r", status: .completed))))
        #expect(sent(conversation.answer("c1", output: "1")).isEmpty)
        #expect(
            types(conversation.answer("c2", output: "2"))
                == ["conversation.item.create", "conversation.item.create", "response.create"])
    }

    @Test func `a function that nobody registered is told`() {
        var conversation = TypedConversation()
        _ = ready(&conversation)
        _ = conversation.respond()
        _ = begin(&conversation, response: "r", item: "a")
        let call = FunctionCall(name: "other", arguments: "{}", callID: "c", id: "f")
        #expect(
            conversation.received(
                .responseOutputItemDone(.init(responseID: "r", outputIndex: 0, item: .functionCall(call))))
                == [.tell(.called(call))])
    }

    @Test func `it settles once, when nothing is left to do`() {
        var conversation = TypedConversation()
        _ = ready(&conversation)
        _ = conversation.respond()
        _ = begin(&conversation, response: "r", item: "a")
        let done = conversation.received(.responseDone(.init(response: Response(id: "r", status: .completed))))
        #expect(done.last == .tell(.settled))
        #expect(conversation.interrupt().last != .tell(.settled))
    }

    @Test func `an answer to a hosted server goes out with a new response`() {
        var conversation = TypedConversation()
        _ = ready(&conversation)
        let request = MCPApprovalRequest(id: "ask", serverLabel: "maps", name: "find", arguments: "{}")
        #expect(
            conversation.received(.conversationItemDone(.init(item: .mcpApprovalRequest(request)))).last
                == .tell(.approvalWanted(request)))
        #expect(types(conversation.approve("ask", true)) == ["conversation.item.create"])
        // The call comes to its end before the model speaks of it.
        _ = conversation.received(.responseMcpCallInProgress(.init(itemID: "call", outputIndex: 0)))
        #expect(
            types(conversation.received(.responseMcpCallCompleted(.init(itemID: "call", outputIndex: 0))))
                == ["response.create"])
        // Twice is once too often, and so is a request of a connection that is gone.
        #expect(types(conversation.approve("ask", true)).isEmpty)
    }

    @Test func `a refused request is told to the model at once`() {
        var conversation = TypedConversation()
        _ = ready(&conversation)
        let request = MCPApprovalRequest(id: "ask", serverLabel: "maps", name: "find", arguments: "{}")
        _ = conversation.received(.conversationItemDone(.init(item: .mcpApprovalRequest(request))))
        #expect(types(conversation.approve("ask", false)) == ["conversation.item.create", "response.create"])
    }

    @Test func `a model that speaks of a hosted call in the same response is not asked again`() {
        var conversation = TypedConversation()
        _ = ready(&conversation)
        _ = conversation.respond()
        _ = conversation.received(.responseCreated(.init(response: Response(id: "r"))))
        _ = conversation.received(.responseMcpCallInProgress(.init(itemID: "call", outputIndex: 0)))
        #expect(types(conversation.received(.responseMcpCallCompleted(.init(itemID: "call", outputIndex: 0)))).isEmpty)
        let message = Item.message(Message(role: .assistant, content: [], id: "a", status: .inProgress))
        _ = conversation.received(.responseOutputItemAdded(.init(responseID: "r", outputIndex: 1, item: message)))
        let done = conversation.received(.responseDone(.init(response: Response(id: "r", status: .completed))))
        #expect(types(done).isEmpty)
        #expect(done.last == .tell(.settled))
    }

    @Test func `settings that were refused are not told to the next connection`() {
        var conversation = TypedConversation(session: RealtimeSession(instructions: "Be brief."))
        _ = ready(&conversation)
        guard
            case .sessionUpdate(let update)? = sent(
                conversation.configure(RealtimeSession(instructions: "Be impossible."))
            ).first
        else { return #expect(Bool(false)) }
        let error = APIError(type: "invalid_request_error", message: "no", eventID: update.eventID)
        #expect(conversation.received(.error(.init(error: error))) == [.untaken(error)])
        _ = conversation.disconnected("gone")
        #expect(types(ready(&conversation)) == ["session.update"])
        #expect(conversation.session.instructions == "Be brief.")
    }

    @Test func `a response out of band takes nobody's place`() {
        var conversation = TypedConversation()
        _ = ready(&conversation)
        let aside = sent(
            conversation.respond(ResponseCreateParameters(conversation: .outOfBand)) + conversation.respond())
        #expect(aside.map(\.type) == ["response.create", "response.create"])
        guard case .responseCreate(let create)? = aside.first else { return #expect(Bool(false)) }
        let metadata = create.response?.metadata
        #expect(metadata?.isEmpty == false)
        _ = conversation.received(.responseCreated(.init(response: Response(id: "aside", metadata: metadata))))
        _ = begin(&conversation, response: "r", item: "a")
        let heard = say("Hello", milliseconds: 100, in: "a", of: "r").flatMap { conversation.received($0) }
        #expect(heard.contains { if case .tell(.audio) = $0 { true } else { false } })
    }

    @Test func `where nobody tells what was played, nothing that was said is taken back`() {
        var conversation = TypedConversation()
        _ = ready(&conversation)
        _ = conversation.respond()
        _ = begin(&conversation, response: "r", item: "a")
        for event in say("Hello", milliseconds: 500, in: "a", of: "r") { _ = conversation.received(event) }
        #expect(types(conversation.interrupt()) == ["response.cancel"])
    }
}
