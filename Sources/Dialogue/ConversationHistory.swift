import Audio
public import Realtime

/// The items of a conversation in order, kept from the server's events. Pure.
///
/// Words and sound are merged into the item that they belong to, in whatever order the events come: a transcript may
/// arrive before, while or after its answer is given, and an item that is told again empty keeps its words.
public struct ConversationHistory: Sendable, Hashable {
    /// What became of an item.
    public enum Change: Sendable, Hashable {
        case updated(HistoryItem)
        case removed(ItemID)
    }

    /// Older items are forgotten here, and counted in ``forgotten``; the server keeps its own.
    public static let mostItems = 2_000

    public private(set) var items: [HistoryItem] = []
    public private(set) var forgotten = 0

    public init() {}

    public subscript(id: ItemID) -> HistoryItem? { index(of: id).map { items[$0] } }

    public mutating func apply(_ event: ServerEvent) -> Change? {
        switch event {
        case .conversationItemAdded(let event): place(event.item, after: event.previousItemID)
        case .conversationItemCreated(let event): place(event.item, after: event.previousItemID)
        case .conversationItemDone(let event): place(event.item, after: event.previousItemID)
        // What is said out of band is in no conversation: an item enters by `conversation.item.added`.
        case .responseOutputItemDone(let event):
            event.item.id.flatMap(index) == nil ? nil : place(event.item, after: nil)
        case .conversationItemRetrieved(let event):
            event.item.id.flatMap(index) == nil ? nil : place(event.item, after: nil)
        case .conversationItemDeleted(let event): remove(event.itemID)
        case .conversationItemTruncated(let event):
            update(event.itemID) { $0.status = .interrupted(heard: .milliseconds(event.audioEndMilliseconds)) }
        case .responseOutputTextDelta(let event): update(event.itemID) { $0.words += event.delta }
        case .responseOutputTextDone(let event): update(event.itemID) { $0.words = event.text }
        case .responseOutputAudioTranscriptDelta(let event): update(event.itemID) { $0.words += event.delta }
        case .responseOutputAudioTranscriptDone(let event): update(event.itemID) { $0.words = event.transcript }
        case .responseOutputAudioDelta(let event):
            lengthen(event.itemID, by: event.delta.bytes.count / 2)
        case .responseFunctionCallArgumentsDelta(let event): update(event.itemID) { $0.words += event.delta }
        case .responseMcpCallArgumentsDelta(let event): update(event.itemID) { $0.words += event.delta }
        case .conversationItemInputAudioTranscriptionDelta(let event):
            update(event.itemID) { $0.words += event.delta ?? "" }
        case .conversationItemInputAudioTranscriptionCompleted(let event):
            update(event.itemID) { $0.words = event.transcript }
        case .error, .sessionCreated, .sessionUpdated, .rateLimitsUpdated, .conversationCreated,
            .conversationItemInputAudioTranscriptionSegment, .conversationItemInputAudioTranscriptionFailed,
            .inputAudioBufferCommitted, .inputAudioBufferCleared, .inputAudioBufferSpeechStarted,
            .inputAudioBufferSpeechStopped, .inputAudioBufferTimeoutTriggered, .inputAudioBufferDtmfEventReceived,
            .outputAudioBufferStarted, .outputAudioBufferStopped, .outputAudioBufferCleared, .responseCreated,
            .responseDone, .responseOutputItemAdded, .responseContentPartAdded, .responseContentPartDone,
            .responseOutputAudioDone,
            .responseFunctionCallArgumentsDone, .mcpListToolsInProgress, .mcpListToolsCompleted, .mcpListToolsFailed,
            .responseMcpCallArgumentsDone, .responseMcpCallInProgress, .responseMcpCallCompleted,
            .responseMcpCallFailed, .unknown:
            nil
        }
    }

    private mutating func place(_ item: Item, after previous: ItemID?) -> Change? {
        guard let id = item.id else { return nil }
        if index(of: id) != nil {
            return update(id) { known in
                known.item = item
                let words = HistoryItem.words(of: item)
                if !words.isEmpty { known.words = words }
                // What was cut stays cut.
                if case .interrupted = known.status { return }
                known.status = HistoryItem.status(of: item)
            }
        }
        let new = HistoryItem(id: id, item: item)
        let at = previous == .root ? 0 : previous.flatMap { index(of: $0) }.map { $0 + 1 } ?? items.endIndex
        items.insert(new, at: at)
        if items.count > ConversationHistory.mostItems {
            items.removeFirst()
            forgotten += 1
        }
        return .updated(new)
    }

    private mutating func update(_ id: ItemID, _ change: (inout HistoryItem) -> Void) -> Change? {
        guard let index = index(of: id) else { return nil }
        change(&items[index])
        return .updated(items[index])
    }

    /// More sound of an item: too often to be told.
    private mutating func lengthen(_ id: ItemID, by samples: Int) -> Change? {
        if let index = index(of: id) { items[index].samples += samples }
        return nil
    }

    private mutating func remove(_ id: ItemID) -> Change? {
        guard let index = index(of: id) else { return nil }
        items.remove(at: index)
        return .removed(id)
    }

    /// The newest are the ones that change.
    private func index(of id: ItemID) -> Int? { items.lastIndex { $0.id == id } }
}
