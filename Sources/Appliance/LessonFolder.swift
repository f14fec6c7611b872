import Dispatch
import Foundation
import Synchronization

/// Where the files of a folder of lessons stand.
enum LessonFolder {
    static let packs = "packs.yaml"
    static let tools = "tools"

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    static func join(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }

    /// The files below a folder, by their paths below it, sorted.
    static func files(in folder: String) -> [String] {
        ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    /// Whether a file below a folder is a lesson.
    /// What an editor keeps beside it, under a hidden name, is none.
    static func isLesson(_ path: String) -> Bool {
        path.hasSuffix(".md") && !path.hasSuffix("README.md") && path.split(separator: "/").last?.first != "."
    }

    /// Whether a file below a folder declares a tool.
    static func isTool(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        return parts.count == 2 && parts[0] == tools && path.hasSuffix(".yaml")
    }

    /// The folder whose tools and packs go with a file or a folder: itself, or the nearest above it that has either.
    static func root(of path: String) -> String {
        let start = isFolder(path) ? path : parent(of: path)
        var folder = start
        for _ in 0..<4 {
            let declared = (try? FileManager.default.contentsOfDirectory(atPath: join(folder, tools))) ?? []
            if declared.contains(where: { $0.hasSuffix(".yaml") })
                || FileManager.default.fileExists(atPath: join(folder, packs))
            {
                return folder
            }
            let next = parent(of: folder)
            if next == folder { break }
            folder = next
        }
        return start
    }

    static func parent(of path: String) -> String {
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        if trimmed == "." { return ".." }
        if trimmed == ".." || trimmed.hasSuffix("/..") { return trimmed + "/.." }
        guard let slash = trimmed.lastIndex(of: "/") else { return "." }
        return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
    }

    /// The bytes of a file.
    static func read(_ path: String) throws(LessonLibrary.Fault) -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw .unreadable(path: path, reason: error.localizedDescription)
        }
    }

    /// Does the same with each input, on all cores; the results in the order of the inputs.
    static func inParallel<Input: Sendable, Output: Sendable>(
        _ inputs: [Input], _ work: @Sendable (Input) -> Output
    ) -> [Output] {
        let results = Mutex<[Output?]>(Array(repeating: nil, count: inputs.count))
        DispatchQueue.concurrentPerform(iterations: inputs.count) { index in
            let output = work(inputs[index])
            results.withLock { $0[index] = output }
        }
        return results.withLock { $0.compactMap { $0 } }
    }
}
