/// One thing that makes no sense in a board's description.
public struct BoardFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The value's path in the board file, such as `lamps[0].lit`; of something that is missing, where it belongs.
    public var path: String
    public var wrong: String
    /// What would be right.
    public var expected: String

    public init(path: String, wrong: String, expected: String) {
        self.path = path
        self.wrong = wrong
        self.expected = expected
    }

    public var description: String { "\(path): \(wrong), expected \(expected)" }
}
