/// What a recogniser believes to have heard.
public struct Hypothesis: Sendable, Hashable {
    /// What follows from it.
    public enum Judgement: Sendable, Hashable {
        /// Said, as good as surely.
        case accepted
        /// Perhaps said: worth a question ("did you say forty two?"), not a mark.
        case doubtful
        /// Something was said, but nothing of the grammar that is worth a question.
        case rejected
        /// Nothing was said.
        case silence
    }

    /// The phrase of the grammar as it stands there, without what may be said before it; a number of the class as
    /// words ("fifty six"). The best guess where it was rejected; empty where there is none.
    public var text: String
    /// How likely `text` is right, 0 to 1.
    public var confidence: Double
    public var judgement: Judgement

    public static let silence = Hypothesis(text: "", confidence: 0, judgement: .silence)

    public init(text: String, confidence: Double, judgement: Judgement) {
        self.text = text
        self.confidence = confidence
        self.judgement = judgement
    }
}
