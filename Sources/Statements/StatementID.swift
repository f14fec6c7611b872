public import Lessons

/// One kept statement: a UUID, version 7, lower case, made once and never again.
public struct StatementID: TextID {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
