import Lessons

/// What the tutor must not say.
public struct GuardRules: Sendable, Hashable, Codable {
    /// Words and phrases, each with the topic that it stands for: what the teacher is told.
    public var phrases: [String: String]
    /// Whether each sentence is shown to the moderation endpoint while it is said.
    public var isModerated: Bool

    public init(phrases: [String: String] = [:], isModerated: Bool = false) {
        self.phrases = Dictionary(
            phrases.map { (GuardRules.plain($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
        self.isModerated = isModerated
    }

    /// With what a lesson forbids beside.
    func adding(_ topics: [GuardTopic]) -> GuardRules {
        var rules = self
        for topic in topics {
            for phrase in topic.phrases.map({ GuardRules.plain($0) }) where rules.phrases[phrase] == nil {
                rules.phrases[phrase] = topic.topic
            }
        }
        return rules
    }

    /// Lower-case words with single spaces between, and nothing else.
    static func plain(_ text: some StringProtocol) -> String {
        text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "'") }.joined(separator: " ")
    }

    /// Reads a list: a line is a phrase, or `topic: phrase, phrase, …`; `#` begins a remark.
    public init(list text: String) {
        var phrases: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.prefix { $0 != "#" }
            let parts = line.split(separator: ":", maxSplits: 1)
            let topic = parts.count == 2 ? parts[0].trimmed : "a word of the list"
            for phrase in (parts.last ?? "").split(separator: ",") where !GuardRules.plain(phrase).isEmpty {
                phrases[String(phrase)] = topic
            }
        }
        self.init(phrases: phrases)
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
