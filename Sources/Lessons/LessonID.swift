/// The name of a lesson, for example `times-tables`; unique among the lessons of a box.
public struct LessonID: TextID {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
