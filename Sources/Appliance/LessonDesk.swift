import Foundation
import Lessons
import Signing

/// Knows how a lesson and its tools were when they were last read, and tells what has become of them.
struct LessonDesk {
    private enum State {
        case good
        case broken(LessonFaults)
        case gone
    }

    private let path: String
    private let key: VerifyingKey?
    /// As it was when it could be read last.
    private var lesson: Lesson
    private var state = State.good
    /// The file that it was read from last.
    private var file: String?
    private var tools: [String: [UInt8]] = [:]

    init(path: String, lesson: Lesson, key: VerifyingKey?) {
        self.path = path
        self.lesson = lesson
        self.key = key
    }

    /// Takes the tools' files as they are now.
    mutating func begin() { tools = toolFiles() }

    /// Reads again, and tells what is otherwise than it was told last.
    mutating func look() -> [LessonChange] {
        var changes: [LessonChange] = []
        switch (read(), state) {
        case (.success(let found), .good) where found == lesson: break
        case (.success(let found), _):
            lesson = found
            state = .good
            changes.append(.changed(found))
        case (.failure(.gone), .gone): break
        case (.failure(.gone), _):
            state = .gone
            changes.append(.gone)
        case (.failure(.broken(let faults)), .broken(let told)) where faults == told: break
        case (.failure(.broken(let faults)), _):
            state = .broken(faults)
            changes.append(.broken(faults))
        }
        let found = toolFiles()
        if found != tools {
            tools = found
            changes.append(.toolsChanged)
        }
        return changes
    }

    private enum Trouble: Error {
        case gone
        case broken(LessonFaults)
    }

    private mutating func read() -> Result<Lesson, Trouble> {
        // One file is enough where it is still that lesson: the others are not read in the middle of a lesson.
        if key == nil, let file, let library = try? LessonLibrary(path: file),
            let found = try? library.lesson(lesson.id.rawValue)
        {
            return .success(found)
        }
        do {
            let library = try LessonLibrary(path: path, key: key)
            let own = library.entries.first { (try? $0.result.get())?.id == lesson.id }
            if let own {
                file = own.path
                return .success(try library.lesson(lesson.id.rawValue))
            }
            // A file that cannot be read has no id: it is known by where it was, or by its name.
            let name = lesson.id.rawValue + ".md"
            for entry in library.entries where entry.path == file || URL(filePath: entry.path).lastPathComponent == name
            {
                if case .failure(let faults) = entry.result { return .failure(.broken(faults)) }
            }
            return .failure(.gone)
        } catch {
            return .failure(trouble(error))
        }
    }

    private func trouble(_ error: LessonLibrary.Fault) -> Trouble {
        switch error {
        case .noFolder, .empty, .noLesson, .noPack: return .gone
        case .faulty(let faults): return .broken(faults)
        case .unreadable(let path, let reason):
            return .broken(
                LessonFaults([
                    Fault(
                        path: path, line: 1, column: 1, wrong: "it cannot be read: \(reason)",
                        expected: "expected a file that the tutor may read")
                ]))
        case .unverified(let error):
            return .broken(
                LessonFaults([
                    Fault(
                        path: LessonFolder.join(path, SignedFolder.manifestName), line: 1, column: 1,
                        wrong: error.description, expected: "expected the lessons as the school signed them")
                ]))
        }
    }

    /// The files of the tools and servers that the lesson names.
    private func toolFiles() -> [String: [UInt8]] {
        let folder = LessonFolder.join(LessonFolder.root(of: path), LessonFolder.tools)
        var files: [String: [UInt8]] = [:]
        for name in lesson.tools + lesson.servers.map(\.server) {
            files[name] = try? LessonFolder.read(LessonFolder.join(folder, name + ".yaml"))
        }
        return files
    }
}
