/// What a pupil can ask for in any exercise, and the ways to say it.
public enum PupilCommand: String, Sendable, Hashable, CaseIterable {
    case repeatQuestion, hint, giveUp, skip, stop, yes, no, slower, faster

    /// Lower-case phrases; the first is the shortest.
    public var phrases: [String] {
        switch self {
        case .repeatQuestion:
            [
                "repeat", "repeat the question", "say that again", "say it again", "again please",
                "can you repeat the question", "can you say that again", "repeat that please",
            ]
        case .hint: ["hint", "give me a hint", "a hint please", "help me", "i need help", "i don't know"]
        case .giveUp: ["i give up", "tell me the answer", "what is the answer"]
        case .skip: ["skip", "skip this one", "next question"]
        case .stop: ["stop", "i want to stop", "stop the lesson", "goodbye tutor"]
        case .yes: ["yes", "yes i did", "yes please", "that's right"]
        case .no: ["no", "no i didn't", "no i did not"]
        case .slower: ["slower", "slower please", "speak slower"]
        case .faster: ["faster", "faster please", "speak faster"]
        }
    }

    /// The command that words are, if they are one and nothing else.
    public init?(_ words: String) {
        guard let command = PupilCommand.table[words] else { return nil }
        self = command
    }

    static let allPhrases: [String] = allCases.flatMap(\.phrases)

    private static let table: [String: PupilCommand] = Dictionary(
        allCases.flatMap { command in command.phrases.map { ($0, command) } }, uniquingKeysWith: { first, _ in first })
}
