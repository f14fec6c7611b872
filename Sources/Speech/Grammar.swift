/// What may be said in an utterance.
///
/// Before it, "um", "it is", "it's", "is it" or "the answer is" may be said.
public struct Grammar: Sendable, Hashable {
    /// Words that may be said, as lower-case text ("water vapour", "56", "i don't know").
    public var phrases: [String]
    /// Phrases that may be said too, but less likely: commands, answers to other questions.
    public var aside: [String]
    /// Whole numbers that may be said, at most within 0...9999; what lies outside of that cannot be said.
    public var numbers: ClosedRange<Int>?
    /// Phrases and numbers (as text) that may not be heard: what the pupil has just denied to have said.
    public var except: [String]

    public init(
        phrases: [String], numbers: ClosedRange<Int>? = nil, aside: [String] = [], except: [String] = []
    ) {
        self.phrases = phrases
        self.aside = aside
        self.numbers = numbers
        self.except = except
    }
}
