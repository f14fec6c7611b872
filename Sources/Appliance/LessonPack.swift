public import Lessons

/// Lessons that belong together for a class, as `packs.yaml` groups them.
public struct LessonPack: Sendable, Hashable, Codable, Identifiable {
    /// The name of a pack, unique in its file.
    public struct ID: TextID {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    public let id: ID
    public let title: String
    /// Years of age that it is for; nil leaves it to its lessons.
    public let ages: ClosedRange<Int>?
    /// In the order in which they are taught; never empty.
    public let lessons: [LessonID]

    public init(id: ID, title: String, ages: ClosedRange<Int>? = nil, lessons: [LessonID]) {
        self.id = id
        self.title = title
        self.ages = ages
        self.lessons = lessons
    }
}
