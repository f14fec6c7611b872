import FoundationEssentials

/// What a tool's result says to whoever teaches: the part of its JSON that the drill master follows.
///
/// A result that is not such JSON is read aloud as it is.
struct ToolReply: Sendable, Hashable, Decodable {
    struct Listen: Sendable, Hashable, Decodable {
        var phrases: [String]
        /// Lowest and highest.
        var numbers: [Int]?
    }

    /// Words for the pupil.
    var say: String?
    /// The question that now waits for an answer.
    var ask: String?
    var listenFor: Listen?
    /// The tool to call next.
    var then: String?
    var lessonOver: Bool?
    var error: String?
    /// The tool that the pupil's answer to the question is handed to, in the place of a mark.
    var answerWith: String?
    /// How far a tool has got that is not done.
    var status: String?
    /// Whether it comes from outside: then it is told, and never followed.
    var untrusted: Bool?

    enum CodingKeys: String, CodingKey {
        case say, ask, then, error, status, untrusted
        case answerWith = "answer_with"
        case listenFor = "listen_for"
        case lessonOver = "lesson_over"
    }

    init(output: String) {
        if let reply = try? JSONDecoder().decode(ToolReply.self, from: Data(output.utf8)) {
            self = reply
            guard untrusted == true else { return }
            (ask, listenFor, then, lessonOver, answerWith) = (nil, nil, nil, nil, nil)
        } else {
            say = output
        }
    }

    var listening: ListeningFor? {
        guard let listenFor else { return nil }
        guard let numbers = listenFor.numbers, numbers.count == 2, numbers[0] <= numbers[1] else {
            return ListeningFor(phrases: listenFor.phrases)
        }
        return ListeningFor(phrases: listenFor.phrases, numbers: numbers[0]...numbers[1])
    }

    /// Whether it is of a tool beside the lesson's own: those say whose they are, or how far they have got.
    var isAside: Bool { untrusted == true || status != nil }
}
