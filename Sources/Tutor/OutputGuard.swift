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
    /// In an order of their own, so that the same words trip the same rule.
    private let phrases: [(key: String, value: String)]
    private var item: ItemID?
    private var text = ""
    private var unmoderated = ""
    /// Characters of the item so far, to know what a whole text adds.
    private var seen = 0

    public init(rules: GuardRules) {
        self.rules = rules
        phrases = rules.phrases.sorted { $0.key < $1.key }
    }

    /// More of what is being said.
    /// - Parameter isEnd: whether the last word is whole.
    public mutating func hear(_ more: String, in item: ItemID, isEnd: Bool = false) -> Trip? {
        turn(to: item)
        seen += more.count
        text += more
        unmoderated += rules.isModerated ? more : ""
        defer { shorten() }
        guard !phrases.isEmpty else { return nil }
        // A word that may go on is looked at when it is whole: "ass" is no part of "assembly".
        let end = text.lastIndex { !($0.isLetter || $0.isNumber) }
        let whole = isEnd ? text[...] : end.map { text[...$0] } ?? ""
        guard !whole.isEmpty else { return nil }
        let words = " " + GuardRules.plain(whole) + " "
        for (phrase, topic) in phrases where words.contains(" " + phrase + " ") {
            return Trip(topic: topic, excerpt: String(whole.suffix(120)), item: item)
        }
        return nil
    }

    /// All of what was said: what of it was not told piece by piece is heard now.
    public mutating func heard(all words: String, in item: ItemID) -> Trip? {
        turn(to: item)
        return hear(String(words.dropFirst(seen)), in: item, isEnd: true)
    }

    /// What is to be shown to the moderator: whole sentences, as they end.
    public mutating func sentence(isEnd: Bool = false) -> String? {
        let ends = isEnd || unmoderated.last.map { ".!?".contains($0) } == true
        guard ends || unmoderated.count >= OutputGuard.longestSentence else { return nil }
        defer { unmoderated = "" }
        return unmoderated.isEmpty ? nil : unmoderated
    }

    private mutating func turn(to item: ItemID) {
        guard self.item != item else { return }
        self.item = item
        text = ""
        unmoderated = ""
        seen = 0
    }

    /// Keeps the end, from the beginning of a word on.
    private mutating func shorten() {
        guard text.count > OutputGuard.window else { return }
        let end = text.suffix(OutputGuard.window)
        text = String(end.drop { $0.isLetter || $0.isNumber })
    }
}

extension OutputGuard {
    public static func == (left: OutputGuard, right: OutputGuard) -> Bool {
        left.rules == right.rules && left.item == right.item && left.text == right.text
            && left.unmoderated == right.unmoderated && left.seen == right.seen
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(rules)
        hasher.combine(text)
    }
}
