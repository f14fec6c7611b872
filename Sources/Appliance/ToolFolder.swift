import Foundation
public import Lessons
public import Tools

/// The tools that the files of a folder declare (`lessons/tools/*.yaml`). No folder is no tools.
public struct ToolFolder: Sendable {
    /// A file with what it came to.
    public struct Entry: Sendable {
        public var path: String
        public var result: Result<ToolDeclaration, LessonFaults>
    }

    /// The folder, as an absolute path: programs of tools start there.
    public let path: String
    /// In the order of the files' names.
    public let entries: [Entry]

    /// - Parameter bytes: reads a file of the folder by its name; nil where it must not be used. Without it, from the disk.
    public init(path: String, bytes: ((String) -> [UInt8]?)? = nil) {
        let absolute = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL.path(percentEncoded: false)
        self.path = absolute.count > 1 && absolute.hasSuffix("/") ? String(absolute.dropLast()) : absolute
        let files = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
            .filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted()
        entries = files.map { file in
            let place = (path.hasSuffix("/") ? path : path + "/") + file
            guard let bytes else { return Entry(path: place, result: ToolFolder.read(place)) }
            return Entry(
                path: place,
                result: bytes(file).map { ToolFile.parse($0, path: place) }
                    ?? .failure(LessonFaults([ToolFolder.unsigned(place)])))
        }
    }

    public var declarations: [ToolDeclaration] { entries.compactMap { try? $0.result.get() } }

    /// The faults of all files.
    public var faults: [LessonFaults] {
        entries.compactMap { entry in
            if case .failure(let faults) = entry.result { faults } else { nil }
        }
    }

    private static func unsigned(_ path: String) -> Lessons.Fault {
        Lessons.Fault(
            path: path, line: 1, column: 1, wrong: "the file is not as the school signed it",
            expected: "expected it as it was signed, or the folder signed anew (`tutord lessons sign`)")
    }

    private static func read(_ path: String) -> Result<ToolDeclaration, LessonFaults> {
        do {
            return ToolFile.parse([UInt8](try Data(contentsOf: URL(filePath: path))), path: path)
        } catch {
            let fault = Lessons.Fault(
                path: path, line: 1, column: 1, wrong: "the file cannot be read: \(error.localizedDescription)",
                expected: "expected a file that the tutor may read")
            return .failure(LessonFaults([fault]))
        }
    }
}
