import Dialogue
import Realtime
import Testing

struct ConversationHistoryTests {
    private func message(
        _ id: ItemID, _ role: MessageRole, _ parts: [ContentPart] = [], _ status: ItemStatus? = .completed
    ) -> Item { .message(Message(role: role, content: parts, id: id, status: status)) }

    @Test func `a transcript is merged into its item whenever it comes`() {
        var history = ConversationHistory()
        _ = history.apply(
            .conversationItemAdded(.init(item: message("a", .user, [.inputAudio(audio: nil, transcript: nil)]))))
        _ = history.apply(.conversationItemAdded(.init(item: message("b", .assistant, [], .inProgress))))
        _ = history.apply(
            .responseOutputAudioTranscriptDelta(
                .init(responseID: "r", itemID: "b", outputIndex: 0, contentIndex: 0, delta: "Hello ")))
        _ = history.apply(
            .conversationItemInputAudioTranscriptionCompleted(
                .init(itemID: "a", contentIndex: 0, transcript: "Hi", usage: .unknown(UnknownObject(type: "none")))))
        _ = history.apply(
            .responseOutputAudioTranscriptDelta(
                .init(responseID: "r", itemID: "b", outputIndex: 0, contentIndex: 0, delta: "there")))
        #expect(history.items.map(\.words) == ["Hi", "Hello there"])
        #expect(history["b"]?.status == .inProgress)
    }

    @Test func `an item that is told again empty keeps its words`() {
        var history = ConversationHistory()
        _ = history.apply(.conversationItemAdded(.init(item: message("b", .assistant, [], .inProgress))))
        _ = history.apply(
            .responseOutputAudioTranscriptDone(
                .init(responseID: "r", itemID: "b", outputIndex: 0, contentIndex: 0, transcript: "Hello")))
        _ = history.apply(
            .conversationItemDone(
                .init(item: message("b", .assistant, [.outputAudio(audio: nil, transcript: nil)]))))
        #expect(history["b"]?.words == "Hello")
        #expect(history["b"]?.status == .completed)
    }

    @Test func `items stand in the order of the conversation, not of the events`() {
        var history = ConversationHistory()
        _ = history.apply(.conversationItemAdded(.init(item: message("a", .user))))
        _ = history.apply(.conversationItemAdded(.init(item: message("c", .assistant))))
        _ = history.apply(.conversationItemAdded(.init(item: message("b", .user), previousItemID: "a")))
        _ = history.apply(.conversationItemAdded(.init(item: message("first", .system), previousItemID: .root)))
        #expect(history.items.map(\.id) == ["first", "a", "b", "c"])
        #expect(history.apply(.conversationItemDeleted(.init(itemID: "b"))) == .removed("b"))
        #expect(history.items.map(\.id) == ["first", "a", "c"])
    }

    @Test func `what was cut stays cut`() {
        var history = ConversationHistory()
        _ = history.apply(.conversationItemAdded(.init(item: message("b", .assistant, [], .inProgress))))
        _ = history.apply(
            .conversationItemTruncated(.init(itemID: "b", contentIndex: 0, audioEndMilliseconds: 420)))
        _ = history.apply(.conversationItemDone(.init(item: message("b", .assistant))))
        #expect(history["b"]?.status == .interrupted(heard: .milliseconds(420)))
    }

    @Test func `an answer out of band enters no conversation`() {
        var history = ConversationHistory()
        let change = history.apply(
            .responseOutputItemDone(.init(responseID: "r", outputIndex: 0, item: message("x", .assistant))))
        #expect(change == nil)
        #expect(history.items.isEmpty)
    }

    @Test func `old items are forgotten, and counted`() {
        var history = ConversationHistory()
        for number in 0..<(ConversationHistory.mostItems + 5) {
            _ = history.apply(
                .conversationItemAdded(.init(item: message(ItemID(rawValue: "i\(number)"), .user))))
        }
        #expect(history.items.count == ConversationHistory.mostItems)
        #expect(history.forgotten == 5)
        #expect(history.items.first?.id == "i5")
    }
}
