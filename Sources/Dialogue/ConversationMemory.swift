public import Realtime

/// What was said and done in the conversation, in order, so that a new connection can be told it.
///
/// Of the tutor's words only those that were heard are kept; of the pupil's, what was written down. No sound is kept.
public struct ConversationMemory: Sendable, Hashable {
    private struct Entry: Sendable, Hashable {
        enum Content: Sendable, Hashable {
            /// nil until it was written down.
            case pupil(String?)
            case tutor(String)
            case call(FunctionCall)
            case output(CallID, String)
            /// What the model was told beside the conversation.
            case note(String)
        }

        var id: ItemID?
        var content: Content
        /// Which connection's conversation has the item with its sound; a replayed one is text.
        var connection: Int
    }

    /// Older entries are folded for good: a lesson lasts for hours.
    public static let mostEntries = 400

    private var entries: [Entry] = []
    /// Sayings that are no longer kept.
    private var folded = 0
    private var connection = 0

    public init() {}

    // MARK: What happened

    /// The conversation has an item: of the pupil, or of the tutor.
    public mutating func add(_ item: Item, after previous: ItemID?) {
        guard case .message(let message) = item, let id = message.id, index(of: id) == nil else { return }
        let content: Entry.Content
        switch message.role {
        case .user: content = .pupil(message.words)
        case .assistant: content = .tutor(message.words ?? "")
        case .system, .other: return
        }
        let place = previous.flatMap { index(of: $0) }.map { $0 + 1 } ?? entries.endIndex
        entries.insert(Entry(id: id, content: content, connection: connection), at: place)
        bound()
    }

    public mutating func add(_ call: FunctionCall) {
        guard call.callID != nil else { return }
        entries.append(Entry(id: call.id, content: .call(call), connection: connection))
        bound()
    }

    public mutating func add(_ output: String, of call: CallID) {
        entries.append(Entry(id: nil, content: .output(call, output), connection: connection))
        bound()
    }

    /// The model was told something that it is to know on a new connection, too.
    public mutating func note(_ text: String) {
        entries.append(Entry(id: nil, content: .note(text), connection: connection))
        bound()
    }

    /// More of what the tutor is saying.
    public mutating func says(_ more: String, in id: ItemID) {
        guard let index = index(of: id), case .tutor(let words) = entries[index].content else { return }
        entries[index].content = .tutor(words + more)
    }

    public mutating func said(_ words: String, in id: ItemID) {
        if let index = index(of: id), case .tutor = entries[index].content { entries[index].content = .tutor(words) }
    }

    /// What the pupil said was written down.
    public mutating func wroteDown(_ words: String, of id: ItemID) {
        if let index = index(of: id), case .pupil = entries[index].content { entries[index].content = .pupil(words) }
    }

    /// Only a part of what was received of an answer was heard: about that share of its words.
    public mutating func cut(_ id: ItemID, toShare share: Double) {
        guard let index = index(of: id), case .tutor(let words) = entries[index].content else { return }
        let all = words.split(separator: " ")
        let heard = all.prefix(Int((Double(all.count) * min(1, max(0, share))).rounded()))
        entries[index].content = .tutor(heard.isEmpty ? "" : heard.joined(separator: " ") + " …")
    }

    public mutating func remove(_ id: ItemID) { entries.removeAll { $0.id == id } }

    /// The conversation is gone. What the pupil said and nobody wrote down goes with it: it is said again from its
    /// sound, or was answered.
    public mutating func lose() {
        connection += 1
        entries.removeAll { $0.content == .pupil(nil) }
    }

    // MARK: What it is good for

    /// Whether the server has the item as sound, and so can truncate it.
    public func hasSound(_ id: ItemID) -> Bool { index(of: id).map { entries[$0].connection == connection } ?? true }

    /// Whether the pupil has said nothing since.
    public func isNewestOfPupil(_ id: ItemID) -> Bool {
        let newest = entries.last { entry in
            if case .pupil = entry.content { true } else { false }
        }
        return newest?.id == id
    }

    /// What an answer was, as far as it is known.
    public func words(of id: ItemID) -> String? {
        guard let index = index(of: id), case .tutor(let words) = entries[index].content else { return nil }
        return words
    }

    /// The newest items that fit, in order, and how many sayings are older than they.
    /// - Parameters:
    ///   - tokens: how much may be told, at four bytes of text a token.
    ///   - pending: calls whose output is still to come.
    public func replay(within tokens: Int, pending: Set<CallID>) -> (items: [Item], folded: Int) {
        let answered = Set(
            entries.compactMap { if case .output(let call, _) = $0.content { call } else { nil } })
        var rest = tokens
        var kept = entries[...]
        var count = 0
        while count < kept.count {
            let cost = 4 + ConversationMemory.size(of: entries[entries.count - 1 - count].content) / 4
            guard cost <= rest else { break }
            rest -= cost
            count += 1
        }
        kept = entries.suffix(count)
        var asked: Set<CallID> = []
        let items = kept.compactMap { entry -> Item? in
            switch entry.content {
            case .pupil(let words): return words.flatMap { message(.user, .inputText($0), entry.id) }
            case .tutor(let words): return words.isEmpty ? nil : message(.assistant, .outputText(words), entry.id)
            case .call(let call):
                // A call without its output, or an output without its call, is refused.
                guard let id = call.callID, answered.contains(id) || pending.contains(id) else { return nil }
                asked.insert(id)
                return .functionCall(FunctionCall(name: call.name, arguments: call.arguments, callID: id, id: call.id))
            case .note(let text): return message(.system, .inputText(text), nil)
            case .output(let call, let output):
                return asked.contains(call)
                    ? .functionCallOutput(FunctionCallOutput(callID: call, output: output)) : nil
            }
        }
        return (items, folded + entries.count - count)
    }

    private func message(_ role: MessageRole, _ part: ContentPart, _ id: ItemID?) -> Item {
        .message(Message(role: role, content: [part], id: id))
    }

    private static func size(of content: Entry.Content) -> Int {
        switch content {
        case .pupil(let words): words?.utf8.count ?? 0
        case .tutor(let words): words.utf8.count
        case .call(let call): call.name.utf8.count + call.arguments.utf8.count
        case .output(_, let output): output.utf8.count
        case .note(let text): text.utf8.count
        }
    }

    private func index(of id: ItemID) -> Int? { entries.lastIndex { $0.id == id } }

    private mutating func bound() {
        let surplus = entries.count - ConversationMemory.mostEntries
        if surplus > 0 {
            entries.removeFirst(surplus)
            folded += surplus
        }
    }
}

extension Message {
    /// What it says in words, if any of it is known.
    fileprivate var words: String? {
        let words = content.compactMap(\.words).joined(separator: " ")
        return words.isEmpty ? nil : words
    }
}
