/// One question of a lesson, with everything needed to ask, mark, help and explain it.
public struct Exercise: Sendable, Hashable, Codable, Identifiable {
    /// How an answer is marked.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// A word or phrase against the accepted forms.
        case say
        /// A whole number, spoken or in digits.
        case number
        /// One of the choices named in the question; the wrong ones are the confusions.
        case choice
    }

    public let id: ExerciseID
    /// The objective that an answer is evidence for; declared by the lesson.
    public let objective: ObjectiveID
    public let kind: Kind
    /// The question, as the tutor says it.
    public let ask: String
    /// The accepted answers; the first is the one that the tutor names. Never empty; digits for ``Kind/number``.
    public let expect: [String]
    /// Wrong answers that the author expects.
    public let confusions: [Confusion]
    /// Help, from a nudge to nearly the answer.
    public let hints: [String]
    /// The answer and why, for when the hints are used up.
    public let explain: String
    /// What the tutor says to a right answer; nil leaves the words to the tutor.
    public let praise: String?

    public init(
        id: ExerciseID, objective: ObjectiveID, kind: Kind, ask: String, expect: [String],
        confusions: [Confusion] = [], hints: [String] = [], explain: String, praise: String? = nil
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
    }
}
