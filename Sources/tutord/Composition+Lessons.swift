import Appliance
import Lessons
import Signing
import Tools

extension Composition {
    /// The school's key, where the settings ask for signed lessons.
    func lessonsKey() throws -> VerifyingKey? { try configuration.lessonsKey.map { try VerifyingKey(path: $0) } }

    /// The lessons of the settings: only as the school signed them, where it says so.
    func library() throws -> LessonLibrary { try LessonLibrary(path: configuration.lessons, key: lessonsKey()) }

    /// The lesson of the settings, or else the first of their pack.
    func wanted(in library: LessonLibrary) throws -> String? {
        if let lesson = configuration.lesson { return lesson }
        return try configuration.pack.flatMap {
            try library.lessons(of: LessonPack.ID(rawValue: $0)).first?.id.rawValue
        }
    }

    /// The ids of the lessons that the button goes round.
    func round(in library: LessonLibrary) throws -> [String] {
        let lessons = try configuration.pack.map { try library.lessons(of: LessonPack.ID(rawValue: $0)) }
        return (lessons ?? library.lessons).map(\.id.rawValue)
    }

    /// A lesson as it is taught: its numbers drawn, in the language of the settings where it has it.
    func taught(_ lesson: Lesson, seed: UInt64) -> Lesson {
        let drawn = lesson.drawn(seed: seed)
        return configuration.lessonLanguage.map { drawn.held(in: $0) } ?? drawn
    }

    /// The files of tools: only as the school signed them, where it says so.
    func toolFolder(_ library: LessonLibrary) -> ToolFolder {
        let path = ToolFolder.path(of: configuration.lessons)
        return configuration.lessonsKey == nil
            ? ToolFolder(path: path) : ToolFolder(path: path) { library.bytes(of: "tools/" + $0) }
    }

    /// The tools that a lesson may use.
    func tools(of lesson: Lesson, _ library: LessonLibrary) -> LessonTools {
        LessonTools(
            of: lesson, among: toolFolder(library).declarations,
            at: .box(lessons: configuration.lessons, data: configuration.data),
            isOffline: configuration.provider == "offline")
    }
}
