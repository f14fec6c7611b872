public import Lessons

/// One kept answer: a UUID, version 7, lower case, made once.
public struct AttemptID: TextID {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
