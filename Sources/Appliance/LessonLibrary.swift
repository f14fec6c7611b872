import Foundation
public import Lessons
public import Signing

/// The lessons in a folder: every `.md` file in it and below, but for READMEs; and the packs of its `packs.yaml`.
///
/// With a school's key, the folder must be signed by it and be as it was signed: nothing of it is used otherwise, and
/// what is used are the very bytes that were verified.
public struct LessonLibrary: Sendable {
    public enum Fault: Error, Sendable, CustomStringConvertible {
        case noFolder(String)
        case empty(String)
        case noLesson(String, known: [String])
        case noPack(String, known: [String])
        case faulty(LessonFaults)
        case unreadable(path: String, reason: String)
        /// The settings ask for signed lessons, and these are not.
        case unverified(SigningError)

        public var description: String {
            switch self {
            case .noFolder(let path):
                "there is no folder of lessons at \(path): give one with --lessons, or set `lessons:` in the settings"
            case .empty(let path): "there is no lesson in \(path): put a .md file there (see lessons/README.md)"
            case .noLesson(let name, let known):
                "there is no lesson '\(name)'; there are: \(known.joined(separator: ", "))"
            case .noPack(let name, let known):
                known.isEmpty
                    ? "there is no pack '\(name)': the folder of lessons has no packs.yaml that names one"
                    : "there is no pack '\(name)'; there are: \(known.joined(separator: ", "))"
            case .faulty(let faults): faults.description
            case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
            case .unverified(let error): error.description
            }
        }
    }

    /// A file with what it came to.
    public struct Entry: Sendable {
        public var path: String
        public var result: Result<Lesson, LessonFaults>
    }

    public let entries: [Entry]
    /// Empty where there is no `packs.yaml`.
    public let packs: [LessonPack]
    /// What is wrong in `packs.yaml`.
    public let packFaults: [Lessons.Fault]
    private let folder: String
    private let signed: SignedFolder?

    /// Reads a folder, or one file.
    ///
    /// - Parameters:
    ///   - path: a folder, or without a key a lesson file.
    ///   - key: the school's; nil takes the lessons as they are.
    /// - Throws: ``Fault`` when there is nothing to read or it is not the school's; faulty lessons are entries.
    public init(path: String, key: VerifyingKey? = nil) throws(Fault) {
        guard FileManager.default.fileExists(atPath: path) else { throw .noFolder(path) }
        folder = path
        var files: [(path: String, bytes: [UInt8])] = []
        var packs: [UInt8]?
        if let key {
            guard LessonFolder.isFolder(path) else {
                throw .unverified(
                    .unreadable(path: path, reason: "a file alone has no signature: give the folder that was signed"))
            }
            do {
                let signed = try SignedFolder(path: path, key: key) {
                    LessonFolder.isLesson($0) || $0 == LessonFolder.packs || LessonFolder.isTool($0)
                }
                files = signed.contents.filter { LessonFolder.isLesson($0.key) }
                    .map { (LessonFolder.join(path, $0.key), $0.value) }.sorted { $0.path < $1.path }
                packs = signed.contents[LessonFolder.packs]
                self.signed = signed
            } catch {
                throw .unverified(error)
            }
        } else {
            signed = nil
            if LessonFolder.isFolder(path) {
                for file in LessonFolder.files(in: path) where LessonFolder.isLesson(file) {
                    let file = LessonFolder.join(path, file)
                    do {
                        if !LessonFolder.isFolder(file) { files.append((file, try LessonFolder.read(file))) }
                    } catch {
                        // A file that was taken away meanwhile is none.
                        guard !FileManager.default.fileExists(atPath: file) else { throw error }
                    }
                }
                packs = try? LessonFolder.read(LessonFolder.join(path, LessonFolder.packs))
            } else {
                files = [(path, try LessonFolder.read(path))]
            }
        }
        guard !files.isEmpty else { throw .empty(path) }
        entries = LessonFolder.inParallel(files) { file in
            Entry(path: file.path, result: LessonFile.parse(file.bytes, path: file.path))
        }
        let packFile = packs.map { LessonPackFile($0, path: LessonFolder.join(path, LessonFolder.packs)) }
        self.packs = packFile?.packs ?? []
        packFaults = packFile?.faults ?? []
    }

    public var lessons: [Lesson] { entries.compactMap { try? $0.result.get() } }

    /// The faults of all files.
    public var faults: [Fault] {
        entries.compactMap { entry in
            if case .failure(let faults) = entry.result { .faulty(faults) } else { nil }
        } + (packFaults.isEmpty ? [] : [.faulty(LessonFaults(packFaults))])
    }

    /// A lesson by its id or its path, with its pictures; without a name the first of the packs, or of all.
    /// - Throws: ``Fault``, with every fault of the file when it is a broken one.
    public func lesson(_ name: String?) throws(Fault) -> Lesson {
        let known = Set(lessons.map(\.id))
        let first = packs.lazy.flatMap(\.lessons).first(where: known.contains) ?? lessons.first?.id
        let wanted = name ?? first?.rawValue
        guard let wanted else {
            if let fault = faults.first { throw fault }
            throw .empty(folder)
        }
        func isWanted(_ entry: Entry) -> Bool { (try? entry.result.get())?.id.rawValue == wanted }
        let file =
            entries.first(where: isWanted)
            ?? entries.first { $0.path == wanted || URL(filePath: $0.path).lastPathComponent == wanted + ".md" }
        switch file?.result {
        case .success(let lesson)?: return lesson.withPictures { bytes(of: $0, beside: file?.path ?? folder) }
        case .failure(let faults)?: throw .faulty(faults)
        case nil: throw .noLesson(wanted, known: lessons.map(\.id.rawValue))
        }
    }

    /// The lessons of a pack in its order; those that are not in the folder, or broken, are left out.
    /// - Throws: ``Fault/noPack(_:known:)``.
    public func lessons(of pack: LessonPack.ID) throws(Fault) -> [Lesson] {
        guard let pack = packs.first(where: { $0.id == pack }) else {
            throw .noPack(pack.rawValue, known: packs.map(\.id.rawValue))
        }
        let lessons = lessons
        return pack.lessons.compactMap { id in lessons.first { $0.id == id } }
    }

    /// The bytes of a file of the folder, by its path below it ("tools/dice.yaml"); nil where there is none. Where the
    /// folder is signed, they are those that were verified.
    public func bytes(of file: String) -> [UInt8]? {
        if let signed { return signed.read(file) }
        return try? LessonFolder.read(LessonFolder.join(folder, file))
    }

    private func bytes(of file: String, beside lesson: String) -> [UInt8]? {
        let path = LessonFolder.join(LessonFolder.parent(of: lesson), file)
        guard let signed else { return try? LessonFolder.read(path) }
        let start = LessonFolder.join(folder, "")
        return path.hasPrefix(start) ? signed.read(String(path.dropFirst(start.count))) : nil
    }
}
