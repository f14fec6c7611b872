import Foundation
import Lessons

/// The lessons of this repository, found in its `lessons` folder.
enum ShippedLessons {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "lessons")

    /// Every Markdown file of a subject's folder: `<subject>/<name>.md` and `<subject>/<name>/lesson.md`.
    static let paths: [String] = {
        let all = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return all.filter { path in
            let parts = path.split(separator: "/")
            let isLesson = parts.count == 2 && path.hasSuffix(".md") || parts.count == 3 && parts[2] == "lesson.md"
            return isLesson && parts[0] != "tools" && !path.hasSuffix("README.md")
        }.sorted()
    }()

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: path)))
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: folder.appending(path: path), encoding: .utf8)
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

    /// The lesson as pupils get it: drawn by several seeds where it draws, and held in each of its languages.
    static func held(_ path: String, seeds: Range<UInt64> = 1..<5) throws -> [Lesson] {
        let lesson = try lesson(path)
        let draws = lesson.exercises.contains { $0.generator != nil }
        let tags = Set(lesson.exercises.flatMap(\.forms.keys)).sorted()
        return seeds.prefix(draws ? seeds.count : 1).flatMap { seed in
            let drawn = lesson.drawn(seed: seed)
            return [drawn] + tags.map { drawn.held(in: $0) }
        }
    }

    struct Missing: Error { let name: String }
}
