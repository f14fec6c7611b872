/// Marks what a pupil said against an exercise: the only source of a mark, for the cloud's model and the box alike.
///
/// Words are compared in steps, from word for word to nearly so, and the first step at which anything fits decides.
/// What fits a right and a wrong answer alike is unclear: it is asked again and is no evidence.
public enum AnswerCheck {
    /// The mark of an answer.
    ///
    /// - Parameter language: the lesson's BCP 47 tag, which counts where the exercise has no language of its own. Number
    ///   words, fillers and letters are known for English, Spanish and French.
    public static func verdict(of answer: String, for exercise: Exercise, in language: String) -> Verdict {
        finding(of: answer, for: exercise, in: language).verdict
    }

    /// The expected wrong answer that this one is, if it is one: its `because` is what the tutor says.
    public static func confusion(of answer: String, for exercise: Exercise, in language: String) -> Confusion? {
        finding(of: answer, for: exercise, in: language).confusion
    }

    /// What an answer is found to be.
    public enum Finding: Sendable, Hashable {
        case right
        /// With the expected wrong answer that it is, if it is one.
        case wrong(Confusion?)
        /// Asked again, and no evidence.
        case unclear

        public var verdict: Verdict {
            switch self {
            case .right: .right
            case .wrong: .wrong
            case .unclear: .unclear
            }
        }

        public var confusion: Confusion? {
            switch self {
            case .wrong(let confusion): confusion
            case .right, .unclear: nil
            }
        }
    }

    /// The longest answer that is listened to (words).
    private static let longestTalk = 200

    /// The mark of an answer and the expected wrong answer that it is, in one.
    ///
    /// - Parameter language: the lesson's BCP 47 tag.
    public static func finding(of answer: String, for exercise: Exercise, in language: String) -> Finding {
        finding(of: answer, for: exercise, Known(exercise, language: language), in: language)
    }

    static func finding(of answer: String, for exercise: Exercise, _ known: Known, in language: String) -> Finding {
        guard answer.utf8.count <= 8_000 else { return .unclear }
        let lexicon = known.lexicon
        let said = AnswerForm(answer, lexicon)
        guard !said.words.isEmpty, said.words.count <= longestTalk else { return .unclear }
        switch exercise.kind {
        case .number, .generated:
            return NumberAnswer.finding(of: answer, said, for: exercise, known)
        case .say: return SaidAnswer(said, known).finding()
        case .choice: return ChosenAnswer(said, known, question: exercise.ask).finding()
        case .order: return OrderAnswer(said, known).finding()
        case .spell: return SpelledAnswer(answer, said, known).finding()
        case .repeat: return RepeatedAnswer(said, known).finding()
        }
    }

    /// What a pupil may say to be marked right: the accepted answers, an order as a list, a word letter by letter.
    public static func answers(to exercise: Exercise) -> [String] {
        switch exercise.kind {
        case .say, .number, .choice, .repeat, .generated: exercise.expect
        case .order: [exercise.expect.joined(separator: ", ")]
        case .spell: exercise.expect.map { said($0, to: exercise) }
        }
    }

    /// One of a confusion's texts as a pupil would say it: letter by letter in an exercise of spelling.
    public static func said(_ text: String, to exercise: Exercise) -> String {
        switch exercise.kind {
        case .say, .number, .choice, .order, .repeat, .generated: text
        case .spell:
            text.contains(" ") ? text : text.map(String.init).joined(separator: " ")
        }
    }
}
