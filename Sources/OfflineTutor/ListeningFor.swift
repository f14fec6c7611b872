/// What a recogniser is asked to listen for in the pupil's next turn.
public struct ListeningFor: Sendable, Hashable, Codable {
    /// Words and phrases that may be said, in lower case.
    public var phrases: [String]
    /// Spoken whole numbers that may be said.
    public var numbers: ClosedRange<Int>?
    /// Phrases that may be said as well, but seldom are: commands.
    public var aside: [String]
    /// What the pupil has just denied to have said.
    public var except: [String]

    public init(
        phrases: [String] = [], numbers: ClosedRange<Int>? = nil, aside: [String] = [], except: [String] = []
    ) {
        self.phrases = phrases
        self.numbers = numbers
        self.aside = aside
        self.except = except
    }
}
