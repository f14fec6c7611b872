/// The name of an objective; unique within its lesson.
public struct ObjectiveID: TextID {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
