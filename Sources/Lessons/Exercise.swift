/// One question of a lesson, with everything needed to ask, mark, help and explain it.
public struct Exercise: Sendable, Hashable, Codable, Identifiable {
    /// How an answer is marked.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// A word or phrase against the accepted forms.
        case say
        /// A number, spoken or in digits: whole, decimal or a fraction, with a unit where there is one.
        case number
        /// One of the choices named in the question; the wrong ones are the confusions.
        case choice
        /// The ``Exercise/expect`` items in their order.
        case order
        /// A word, letter by letter.
        case spell
        /// A sentence, said after the tutor.
        case `repeat`
        /// A number question that is drawn from ranges; ``Lesson/drawn(seed:)`` makes it one of ``number``.
        case generated
    }

    public let id: ExerciseID
    /// The objective that an answer is evidence for; declared by the lesson.
    public let objective: ObjectiveID
    public let kind: Kind
    /// The question, as the tutor says it.
    public let ask: String
    /// The accepted answers; the first is the one that the tutor names. Digits for ``Kind/number``; the items in their
    /// order for ``Kind/order``; empty only for ``Kind/generated``.
    public let expect: [String]
    /// Wrong answers that the author expects.
    public let confusions: [Confusion]
    /// Help, from a nudge to nearly the answer.
    public let hints: [String]
    /// The answer and why, for when the hints are used up.
    public let explain: String
    /// What the tutor says to a right answer; nil leaves the words to the tutor.
    public let praise: String?
    /// How near and in which unit, for ``Kind/number`` and ``Kind/generated``; nil is exactly, without a unit.
    public let number: NumberRule?
    /// For ``Kind/generated``, and for it only.
    public let generator: Generator?
    /// The language of the answer (BCP 47), where it is not the lesson's.
    public let answerLanguage: String?
    /// The picture that goes with it; declared by the lesson.
    public let image: ImageID?
    /// Its texts in other languages, by their tags.
    public let forms: [String: ExerciseForms]

    public init(
        id: ExerciseID, objective: ObjectiveID, kind: Kind, ask: String, expect: [String],
        confusions: [Confusion] = [], hints: [String] = [], explain: String, praise: String? = nil,
        number: NumberRule? = nil, generator: Generator? = nil, answerLanguage: String? = nil, image: ImageID? = nil,
        forms: [String: ExerciseForms] = [:]
    ) {
        self.id = id
        self.objective = objective
        self.kind = kind
        self.ask = ask
        self.expect = expect
        self.confusions = confusions
        self.hints = hints
        self.explain = explain
        self.praise = praise
        self.number = number
        self.generator = generator
        self.answerLanguage = answerLanguage
        self.image = image
        self.forms = forms
    }

    /// A diary of before there were other languages has none.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(ExerciseID.self, forKey: .id)
        objective = try values.decode(ObjectiveID.self, forKey: .objective)
        kind = try values.decode(Kind.self, forKey: .kind)
        ask = try values.decode(String.self, forKey: .ask)
        expect = try values.decode([String].self, forKey: .expect)
        confusions = try values.decode([Confusion].self, forKey: .confusions)
        hints = try values.decode([String].self, forKey: .hints)
        explain = try values.decode(String.self, forKey: .explain)
        praise = try values.decodeIfPresent(String.self, forKey: .praise)
        number = try values.decodeIfPresent(NumberRule.self, forKey: .number)
        generator = try values.decodeIfPresent(Generator.self, forKey: .generator)
        answerLanguage = try values.decodeIfPresent(String.self, forKey: .answerLanguage)
        image = try values.decodeIfPresent(ImageID.self, forKey: .image)
        forms = try values.decodeIfPresent([String: ExerciseForms].self, forKey: .forms) ?? [:]
    }

    /// The language that an answer is marked in.
    /// - Parameter language: the lesson's.
    public func language(in language: String) -> String { answerLanguage ?? language }
}
