public import Lessons

/// One sitting of one pupil with one lesson: a UUID, version 7, lower case.
public struct SessionID: TextID {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
