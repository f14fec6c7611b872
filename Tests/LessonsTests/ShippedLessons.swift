import Foundation
import Lessons

/// The lessons of this repository, read from its `lessons` folder.
enum ShippedLessons {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "lessons")

    static let paths = [
        "english/first-words.md", "mathematics/times-tables.md", "science/water-cycle.md",
    ]

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: path)))
    }

    private static let read: [Result<Lesson, any Error>] = paths.map { path in
        Result { try LessonFile.parse(bytes(path), path: path).get() }
    }

    static func lesson(_ path: String) throws -> Lesson {
        guard let index = paths.firstIndex(of: path) else { throw Missing(name: path) }
        return try read[index].get()
    }

    static func lesson(id: LessonID) throws -> Lesson {
        let lessons = try read.map { try $0.get() }
        guard let lesson = lessons.first(where: { $0.id == id }) else { throw Missing(name: id.rawValue) }
        return lesson
    }

    struct Missing: Error { let name: String }
}
