import Foundation
public import Lessons

/// Everything that is wrong in lesson files, the tools and packs that go with them, and between them.
public struct LessonCheck: Sendable {
    /// Each once, by path and place.
    public private(set) var faults: [Fault] = []
    /// Files that were looked at.
    public private(set) var lessons = 0
    public private(set) var tools = 0
    public private(set) var packs = 0

    /// A lesson file that was read.
    private struct File: Sendable {
        var path: String
        var root: String
        var text: String
        var result: Result<Lesson, LessonFaults>
        /// What is wrong with its pictures.
        var pictures: [Fault]
    }

    /// - Parameters:
    ///   - paths: lesson files, files of tools or packs, folders; `-` is what `input` reads.
    ///   - home: the folder whose tools a lesson from `-` may name.
    /// - Throws: ``LessonLibrary/Fault`` where there is nothing to check.
    public init(paths: [String], home: String, input: () -> [UInt8]) throws(LessonLibrary.Fault) {
        var jobs: [(path: String, root: String, bytes: [UInt8]?)] = []
        var roots: [String] = []
        /// Folders whose tools and packs are checked, too, and those of which all lessons are.
        var toolRoots: Set<String> = []
        var wholeRoots: Set<String> = []
        for path in paths {
            if path == "-" {
                let root = LessonFolder.root(of: home)
                jobs.append((path, root, input()))
                roots.append(root)
                continue
            }
            guard FileManager.default.fileExists(atPath: path) else { throw .noFolder(path) }
            let root = LessonFolder.root(of: path)
            roots.append(root)
            if LessonFolder.isFolder(path) {
                let files = LessonFolder.files(in: path).map { LessonFolder.join(path, $0) }
                let found = files.filter { LessonFolder.isLesson($0) && !LessonFolder.isFolder($0) }
                jobs += found.map { ($0, root, nil) }
                if path == root {
                    toolRoots.insert(root)
                    wholeRoots.insert(root)
                }
                if found.isEmpty, path != root { throw .empty(path) }
            } else if path.hasSuffix(".yaml") {
                toolRoots.insert(root)
            } else {
                jobs.append((path, root, nil))
            }
        }
        let read = LessonFolder.inParallel(jobs) { job in
            Result { () throws(LessonLibrary.Fault) in
                if let bytes = job.bytes { return LessonCheck.file(job.path, root: job.root, bytes) }
                return LessonCheck.file(job.path, root: job.root, try LessonFolder.read(job.path))
            }
        }
        var files: [File] = []
        for result in read { files.append(try result.get()) }
        lessons = files.count
        for file in files {
            if case .failure(let found) = file.result { faults += found.faults }
            faults += file.pictures
        }
        faults += LessonCheck.twice(files)
        for root in Set(roots).sorted() {
            let folder = ToolNames(LessonCheck.tools(beside: root))
            if toolRoots.contains(root) {
                tools += folder.all.count
                faults += folder.faults
                faults += try packs(of: root, wholeRoots.contains(root) ? files : nil)
            }
            for file in files where file.root == root { faults += LessonCheck.undeclared(in: file, folder) }
        }
        guard lessons + tools + packs > 0 else { throw .empty(paths.joined(separator: ", ")) }
        faults = Set(faults).sorted {
            ($0.path, $0.line, $0.column, $0.wrong) < ($1.path, $1.line, $1.column, $1.wrong)
        }
    }

    /// The tools that go with a lesson file or a folder of lessons: those of the nearest folder above that has any.
    public static func tools(beside path: String) -> ToolFolder {
        ToolFolder(path: LessonFolder.join(LessonFolder.root(of: path), LessonFolder.tools))
    }

    private static func file(_ path: String, root: String, _ bytes: [UInt8]) -> File {
        let text = String(decoding: bytes, as: UTF8.self)
        let result = LessonFile.parse(bytes, path: path)
        var pictures: [Fault] = []
        if case .success(let lesson) = result, path != "-" {
            let places = FrontMatterPlaces(text)
            for image in lesson.images {
                let file = LessonFolder.join(LessonFolder.parent(of: path), image.file)
                guard case .failure(let trouble) = LessonPicture.url(try? LessonFolder.read(file), of: image) else {
                    continue
                }
                let place = places.place(of: image.file, in: "images")
                pictures.append(
                    Fault(
                        path: path, line: place.line, column: place.column, wrong: trouble.wrong,
                        expected: trouble.expected))
            }
        }
        return File(path: path, root: root, text: text, result: result, pictures: pictures)
    }

    /// Two lessons with one id: marks of the one would count for the other.
    private static func twice(_ files: [File]) -> [Fault] {
        var faults: [Fault] = []
        var first: [LessonID: String] = [:]
        for file in files {
            guard case .success(let lesson) = file.result else { continue }
            guard let other = first[lesson.id] else {
                first[lesson.id] = file.path
                continue
            }
            // The same file may have been named twice.
            guard other != file.path else { continue }
            let place = FrontMatterPlaces(file.text).place(of: lesson.id.rawValue, in: "id")
            faults.append(
                Fault(
                    path: file.path, line: place.line, column: place.column,
                    wrong: "the lesson `\(lesson.id)` a second time: it stands in \(other), too",
                    expected: "expected an id of its own"))
        }
        return faults
    }

    /// Tools and servers that a lesson names and no file declares.
    private static func undeclared(in file: File, _ folder: ToolNames) -> [Fault] {
        guard case .success(let lesson) = file.result else { return [] }
        let places = FrontMatterPlaces(file.text)
        func fault(_ name: String, _ key: String, _ wrong: String, _ expected: String) -> Fault {
            let place = places.place(of: name, in: key)
            return Fault(
                path: file.path, line: place.line, column: place.column, wrong: wrong, expected: "expected " + expected)
        }
        func missing(_ name: String, _ key: String, _ what: String) -> Fault {
            let nearest = Nearest.word(to: name, among: folder.all).map { "`\($0)`" }
            let declared =
                folder.all.isEmpty ? "a file tools/\(name).yaml" : "one of \(folder.all.joined(separator: ", "))"
            return fault(name, key, "no file declares the \(what) `\(name)`", nearest ?? declared)
        }
        var faults: [Fault] = []
        for tool in lesson.tools {
            if !folder.contains(tool) {
                faults.append(missing(tool, "tools", "tool"))
            } else if folder.isServer(tool) == true {
                faults.append(fault(tool, "tools", "`\(tool)` is an MCP server", "it under the lesson's key `mcp`"))
            }
        }
        for use in lesson.servers {
            if !folder.contains(use.server) {
                faults.append(missing(use.server, "mcp", "MCP server"))
            } else if folder.isServer(use.server) == false {
                faults.append(
                    fault(use.server, "mcp", "`\(use.server)` is no MCP server", "it under the lesson's key `tools`"))
            }
        }
        return faults
    }

    /// - Parameter files: all lessons of the folder, nil where they are to be read.
    private mutating func packs(of root: String, _ files: [File]?) throws(LessonLibrary.Fault) -> [Fault] {
        let path = LessonFolder.join(root, LessonFolder.packs)
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        let file = LessonPackFile(try LessonFolder.read(path), path: path)
        packs += file.packs.count
        // A single file of packs is held against all lessons of its folder; a broken lesson is known by its file's name.
        let read =
            files?.map { ($0.path, $0.result) } ?? (try? LessonLibrary(path: root))?.entries.map {
                ($0.path, $0.result)
            }
            ?? []
        let known = read.map { path, result in
            (try? result.get())?.id.rawValue ?? String(path.split(separator: "/").last?.dropLast(3) ?? "")
        }
        return file.faults
            + file.mentions.filter { !known.contains($0.lesson.rawValue) }.map { mention in
                let nearest = Nearest.word(to: mention.lesson.rawValue, among: known).map { "`\($0)`" }
                return Fault(
                    path: path, line: mention.line, column: mention.column,
                    wrong: "the pack `\(mention.pack)` names the lesson `\(mention.lesson)`, which is not there",
                    expected: "expected " + (nearest ?? "the id of a lesson below \(root)"))
            }
    }
}
