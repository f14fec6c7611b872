import Foundation
public import Lessons

/// The lessons in a folder: every `.md` file in it and below, but for READMEs.
public struct LessonLibrary: Sendable {
    public enum Fault: Error, Sendable, CustomStringConvertible {
        case noFolder(String)
        case empty(String)
        case noLesson(String, known: [String])
        case faulty(LessonFaults)
        case unreadable(path: String, reason: String)

        public var description: String {
            switch self {
            case .noFolder(let path):
                "there is no folder of lessons at \(path): give one with --lessons, or set `lessons:` in the settings"
            case .empty(let path): "there is no lesson in \(path): put a .md file there (see lessons/README.md)"
            case .noLesson(let name, let known):
                "there is no lesson '\(name)'; there are: \(known.joined(separator: ", "))"
            case .faulty(let faults): faults.description
            case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
            }
        }
    }

    /// A file with what it came to.
    public struct Entry: Sendable {
        public var path: String
        public var result: Result<Lesson, LessonFaults>
    }

    public let entries: [Entry]

    /// Reads a folder, or one file.
    /// - Throws: ``Fault`` when there is nothing to read; faulty lessons are entries.
    public init(path: String) throws(Fault) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw .noFolder(path) }
        let files: [String]
        if isFolder.boolValue {
            let below = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
            files = below.filter { $0.hasSuffix(".md") && !$0.hasSuffix("README.md") }.sorted()
                .map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }
        } else {
            files = [path]
        }
        guard !files.isEmpty else { throw .empty(path) }
        var entries: [Entry] = []
        for file in files { entries.append(Entry(path: file, result: try LessonLibrary.read(file))) }
        self.entries = entries
    }

    public var lessons: [Lesson] { entries.compactMap { try? $0.result.get() } }

    /// The faults of all files.
    public var faults: [Fault] {
        entries.compactMap { entry in
            if case .failure(let faults) = entry.result { .faulty(faults) } else { nil }
        }
    }

    /// A lesson by its id or its path; the first of all when no name is given.
    /// - Throws: ``Fault``, with every fault of the file when it is a broken one.
    public func lesson(_ name: String?) throws(Fault) -> Lesson {
        let wanted = name ?? lessons.first?.id.rawValue
        guard let wanted else {
            if let fault = faults.first { throw fault }
            throw .empty("the folder")
        }
        if let lesson = lessons.first(where: { $0.id.rawValue == wanted }) { return lesson }
        let file = entries.first { $0.path == wanted || URL(filePath: $0.path).lastPathComponent == wanted + ".md" }
        switch file?.result {
        case .success(let lesson)?: return lesson
        case .failure(let faults)?: throw .faulty(faults)
        case nil: throw .noLesson(wanted, known: lessons.map(\.id.rawValue))
        }
    }

    private static func read(_ path: String) throws(Fault) -> Result<Lesson, LessonFaults> {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw .unreadable(path: path, reason: error.localizedDescription)
        }
        return LessonFile.parse([UInt8](data), path: path)
    }
}
