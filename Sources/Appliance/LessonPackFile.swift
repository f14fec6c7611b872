public import Lessons
import Yams

/// Reads `packs.yaml`: a key `packs` with a list of packs, each of `id`, `title`, `lessons` and perhaps `ages`.
public struct LessonPackFile: Sendable {
    /// A lesson as a pack names it.
    struct Mention: Sendable {
        var lesson: LessonID
        var pack: LessonPack.ID
        var line: Int
        var column: Int
    }

    public static let mostPacks = 100
    public static let mostLessons = 200
    private static let mostBytes = 262_144

    /// The packs that can be read.
    public private(set) var packs: [LessonPack] = []
    /// Everything that is wrong, in the order of the file.
    public private(set) var faults: [Fault] = []
    let path: String
    private(set) var mentions: [Mention] = []

    /// - Parameter path: how the faults name the file; nothing is read from there.
    public init(_ bytes: [UInt8], path: String) {
        self.path = path
        guard bytes.count <= LessonPackFile.mostBytes, let text = String(validating: bytes, as: UTF8.self) else {
            faults = [
                Fault(
                    path: path, line: 1, column: 1,
                    wrong: bytes.count > LessonPackFile.mostBytes
                        ? "the file has \(bytes.count) bytes" : "a byte that is not UTF-8",
                    expected: "expected UTF-8 of at most \(LessonPackFile.mostBytes) bytes")
            ]
            return
        }
        var reader = NodeReader(path: path, lineOffset: 0)
        if let node = YAMLFile.compose(text, path: path, faults: &faults) { read(node, &reader) }
        faults = (faults + reader.faults).sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    private mutating func read(_ node: Node, _ reader: inout NodeReader) {
        let values = reader.keys(of: node, in: "the file of packs", known: ["packs"], required: ["packs"])
        for entry in reader.entries(values["packs"], "packs", count: 1...LessonPackFile.mostPacks) {
            let values = reader.keys(
                of: entry, in: "a pack", known: ["id", "title", "ages", "lessons"],
                required: ["id", "title", "lessons"])
            let id = name(values["id"], "id", &reader).map(LessonPack.ID.init(rawValue:))
            let title = reader.text(values["title"], "title", upTo: 120)
            let ages = ages(values["ages"], &reader)
            let lessons = lessons(values["lessons"], of: id ?? "", &reader)
            guard let id else { continue }
            guard !packs.contains(where: { $0.id == id }) else {
                reader.fault("the pack `\(id)` a second time", "an id of its own", at: values["id"] ?? entry)
                continue
            }
            if let title, !lessons.isEmpty {
                packs.append(LessonPack(id: id, title: title, ages: ages, lessons: lessons))
            }
        }
    }

    private mutating func lessons(_ node: Node?, of pack: LessonPack.ID, _ reader: inout NodeReader) -> [LessonID] {
        var lessons: [LessonID] = []
        for entry in reader.entries(node, "lessons", count: 1...LessonPackFile.mostLessons) {
            guard let lesson = name(entry, "lessons", &reader).map(LessonID.init(rawValue:)) else { continue }
            guard !lessons.contains(lesson) else {
                reader.fault("the lesson `\(lesson)` a second time in the pack", "each lesson once", at: entry)
                continue
            }
            lessons.append(lesson)
            mentions.append(
                Mention(
                    lesson: lesson, pack: pack, line: max(entry.mark?.line ?? 1, 1),
                    column: max(entry.mark?.column ?? 1, 1)))
        }
        return lessons
    }

    private func name(_ node: Node?, _ key: String, _ reader: inout NodeReader) -> String? {
        guard let node, let text = reader.text(node, key, upTo: 64) else { return nil }
        let isName = text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        guard isName, !text.hasPrefix("-"), !text.hasSuffix("-") else {
            reader.fault(
                "`\(key)` is \"\(text)\"", "lower-case letters, digits and hyphens, such as summer-term", at: node)
            return nil
        }
        return text
    }

    private func ages(_ node: Node?, _ reader: inout NodeReader) -> ClosedRange<Int>? {
        guard let node, let text = reader.text(node, "ages", upTo: 20) else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
            .map { Int($0.split(separator: " ").joined()) }
        guard parts.count == 2, let low = parts[0], let high = parts[1], low <= high, (3...99).contains(low),
            (3...99).contains(high)
        else {
            reader.fault("`ages` is \"\(text)\"", "a range like 7-9 within 3 to 99", at: node)
            return nil
        }
        return low...high
    }
}
