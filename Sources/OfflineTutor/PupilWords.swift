/// What was made of the pupil's words in one turn, by the recogniser or from text.
public struct PupilWords: Sendable, Hashable, Codable {
    public enum Judgement: String, Sendable, Hashable, Codable, CaseIterable {
        case accepted
        /// To be asked again, and no evidence of anything.
        case doubtful
        /// Something was said that is none of what was listened for.
        case rejected
        case silence
    }

    public var text: String
    /// 0 to 1.
    public var confidence: Double
    public var judgement: Judgement

    public init(text: String, confidence: Double, judgement: Judgement) {
        self.text = text
        self.confidence = confidence
        self.judgement = judgement
    }
}
