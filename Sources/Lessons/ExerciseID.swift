/// The name of an exercise; unique within its lesson.
public struct ExerciseID: TextID {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
