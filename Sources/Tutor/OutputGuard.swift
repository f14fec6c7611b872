public import Realtime

/// Reads along with what the tutor says. Pure.
public struct OutputGuard: Sendable, Hashable {
    /// A rule that was broken, for the teacher.
    public struct Trip: Sendable, Hashable, Codable {
        public var topic: String
        /// The words around it: at most 120 characters.
        public var excerpt: String
        public var item: ItemID

        public init(topic: String, excerpt: String, item: ItemID) {
            self.topic = topic
            self.excerpt = excerpt
            self.item = item
        }
    }

    /// Characters that are kept of a transcript: as much as the longest phrase may need, and an excerpt.
    private static let window = 400
    /// A sentence that does not end is shown to the moderator in pieces of this many characters.
    private static let longestSentence = 160

    private let rules: GuardRules
    private var item: ItemID?
    private var text = ""
    private var unmoderated = ""

    public init(rules: GuardRules) {
        self.rules = rules
    }

    /// More of what is being said.
    /// - Parameter isEnd: whether the last word is whole.
    public mutating func hear(_ more: String, in item: ItemID, isEnd: Bool = false) -> Trip? {
        guard !rules.phrases.isEmpty else { return nil }
        if self.item != item {
            self.item = item
            text = ""
        }
        text = String((text + more).suffix(OutputGuard.window))
        // A word that may go on is looked at when it is whole: "ass" is no part of "assembly".
        let whole =
            isEnd
            ? text[...] : text.prefix(through: text.lastIndex { !($0.isLetter || $0.isNumber) } ?? text.startIndex)
        guard !whole.isEmpty else { return nil }
        let words = " " + GuardRules.plain(whole) + " "
        for (phrase, topic) in rules.phrases where words.contains(" " + phrase + " ") {
            return Trip(topic: topic, excerpt: String(whole.suffix(120)), item: item)
        }
        return nil
    }

    /// What is to be shown to the moderator: whole sentences, as they end.
    public mutating func sentence(_ more: String, isEnd: Bool = false) -> String? {
        guard rules.isModerated else { return nil }
        unmoderated += more
        let ends = isEnd || unmoderated.last.map { ".!?".contains($0) } == true
        guard ends || unmoderated.count >= OutputGuard.longestSentence else { return nil }
        defer { unmoderated = "" }
        return unmoderated.isEmpty ? nil : unmoderated
    }
}
