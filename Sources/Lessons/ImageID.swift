/// The name of a picture within its lesson.
public struct ImageID: TextID {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}
