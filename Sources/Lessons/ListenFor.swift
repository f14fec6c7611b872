/// What a recogniser should listen for while a pupil answers an exercise.
public struct ListenFor: Sendable, Hashable, Codable {
    /// Words and phrases that may be said, lower case, without digits or punctuation; each once.
    public let phrases: [String]
    /// The class of spoken whole numbers that may be said; nil where no number is expected.
    public let numbers: ClosedRange<Int>?

    public init(phrases: [String], numbers: ClosedRange<Int>? = nil) {
        self.phrases = phrases
        self.numbers = numbers
    }
}
