/// A pupil who takes a lesson in words, so that its author hears how it goes without a key, a sound card or a recogniser.
public enum WrittenPupil: String, Sendable, Hashable, Codable, CaseIterable {
    /// Gives an accepted answer to each question.
    case perfect
    /// Gives the wrong answers that the file expects, and those of other questions; asks for all the hints; gives up.
    case guessing
    /// Holds the button and says nothing, again and again.
    case silent
    /// Talks about other things and asks questions.
    case offTopic = "off-topic"
    /// Is right for half of the lesson, then cuts the tutor short with "stop".
    case shoutingStop = "shouting-stop"
    /// Knows the answers and not quite the language: slips with articles, plurals and word order, words that sound alike.
    case secondLanguage = "second-language"

    /// Whether the lesson must come to its end with this pupil.
    public var endsTheLesson: Bool {
        switch self {
        case .perfect, .guessing, .offTopic, .shoutingStop, .secondLanguage: true
        case .silent: false
        }
    }

    func mind(seed: UInt64?) -> any WrittenMind {
        let choices = SeededChoices(seed: seed ?? 1)
        switch self {
        case .perfect: return PerfectMind(choices: seed == nil ? nil : choices)
        case .guessing: return GuessingMind(choices: choices)
        case .silent: return SilentMind()
        case .offTopic: return OffTopicMind(choices: choices)
        case .shoutingStop: return ShoutingMind()
        case .secondLanguage: return SecondLanguageMind(choices: choices)
        }
    }
}
