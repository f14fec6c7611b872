/// Marks what a pupil said against an exercise: the only source of a mark, for the cloud's model and the box alike.
public enum AnswerCheck {
    /// The mark of an answer.
    ///
    /// - Parameter language: the lesson's BCP 47 tag; number words and fillers are known for English.
    public static func verdict(of answer: String, for exercise: Exercise, in language: String) -> Verdict { .unclear }

    /// The expected wrong answer that this one is, if it is one: its `because` is what the tutor says.
    public static func confusion(of answer: String, for exercise: Exercise, in language: String) -> Confusion? { nil }
}
