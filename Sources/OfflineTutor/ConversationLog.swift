import Realtime

/// The items of a conversation in their order, with how much audio each has.
struct ConversationLog: Sendable, Hashable {
    struct Entry: Sendable, Hashable {
        var item: Item
        /// Assistant audio sent for it, in samples at 24 kHz; `nil` where it is no assistant audio.
        var samples: Int?
    }

    /// Where an item is to go, as the API spells it.
    enum Place: Sendable, Hashable { case last, first, after(ItemID) }

    private(set) var entries: [Entry] = []
    /// The oldest items go when there are more: a session lasts for hours, a box has half a gigabyte.
    static let limit = 2_000

    var last: ItemID? { entries.last?.item.id }

    func index(of id: ItemID) -> Int? { entries.lastIndex { $0.item.id == id } }

    subscript(id: ItemID) -> Entry? { index(of: id).map { entries[$0] } }

    /// The item before one, as `previous_item_id` tells it.
    func before(_ id: ItemID) -> ItemID? {
        guard let index = index(of: id), index > 0 else { return nil }
        return entries[index - 1].item.id
    }

    /// Whether a function was called under this identifier, by the tutor or by an item of the client.
    func hasCall(_ id: CallID) -> Bool {
        entries.contains { entry in
            if case .functionCall(let call) = entry.item { call.callID == id } else { false }
        }
    }

    mutating func insert(_ item: Item, at place: Place = .last, samples: Int? = nil) {
        let entry = Entry(item: item, samples: samples)
        switch place {
        case .last: entries.append(entry)
        case .first: entries.insert(entry, at: 0)
        case .after(let id): entries.insert(entry, at: index(of: id).map { $0 + 1 } ?? entries.endIndex)
        }
        if entries.count > ConversationLog.limit { entries.removeFirst(entries.count - ConversationLog.limit) }
    }

    mutating func replace(_ id: ItemID, with item: Item) {
        if let index = index(of: id) { entries[index].item = item }
    }

    mutating func heard(_ samples: Int, of id: ItemID) {
        if let index = index(of: id) { entries[index].samples = (entries[index].samples ?? 0) + samples }
    }

    mutating func truncate(_ id: ItemID, toSamples samples: Int) {
        guard let index = index(of: id) else { return }
        entries[index].samples = samples
        // The transcript goes with the audio that was not heard: what remains of it cannot be told.
        if case .message(var message) = entries[index].item {
            message.content = [.outputAudio(audio: nil, transcript: nil)]
            entries[index].item = .message(message)
        }
    }

    mutating func remove(_ id: ItemID) { entries.removeAll { $0.item.id == id } }
}
