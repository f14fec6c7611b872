/// One thing that is wrong in a lesson file, or another file that people write, with its place.
public struct Fault: Error, Sendable, Hashable, Codable, CustomStringConvertible {
    /// The file, as its reader named it.
    public let path: String
    /// Line in the file, from 1.
    public let line: Int
    /// Column in the line, in characters from 1.
    public let column: Int
    /// What is wrong there.
    public let wrong: String
    /// What would be right there.
    public let expected: String

    public init(path: String, line: Int, column: Int, wrong: String, expected: String) {
        self.path = path
        self.line = line
        self.column = column
        self.wrong = wrong
        self.expected = expected
    }

    /// `path:line:column: what is wrong, what is expected`
    public var description: String { "\(path):\(line):\(column): \(wrong), \(expected)" }
}
