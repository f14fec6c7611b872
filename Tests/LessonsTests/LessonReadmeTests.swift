import Foundation
import Lessons
import Testing

/// `lessons/README.md` is what a teacher writes by; here it is held to the reader.
@Suite struct LessonReadmeTests {
    private let text: String

    init() throws {
        text = try String(contentsOf: ShippedLessons.folder.appending(path: "README.md"), encoding: .utf8)
    }

    /// The text below a heading, up to the next.
    private func section(_ heading: String) throws -> Substring {
        let start = try #require(text.range(of: "\n## \(heading)\n")).upperBound
        return text[start...].prefix(upTo: text[start...].range(of: "\n## ")?.lowerBound ?? text.endIndex)
    }

    /// The blocks of code of a language.
    private func blocks(_ language: String, in part: some StringProtocol) -> [String] {
        String(part).components(separatedBy: "```\(language)\n").dropFirst().map {
            $0.components(separatedBy: "\n```")[0] + "\n"
        }
    }

    private static let headings = [
        "the front matter": "The file", "an objective": "An objective", "an MCP server": "An MCP server",
        "a guarded topic": "A guarded topic", "an image": "An image", "an exercise": "An exercise",
        "a confusion": "A confusion", "a form of `in`": "Other languages",
    ]

    @Test(arguments: LessonKeys.all)
    func `the tables have the keys of the reader and no other`(set: KeySet) throws {
        let rows = try section(#require(Self.headings[set.name])).split(separator: "\n")
            .filter { $0.hasPrefix("| `") }.map {
                $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            }
        // The exercise's section has the table of kinds, too.
        let keys = rows.map { $0[0].trimmingCharacters(in: ["`"]) }.filter { key in
            set.name != "an exercise" || !Exercise.Kind.allCases.contains { $0.rawValue == key }
        }
        #expect(Set(keys) == Set(set.known) && keys.count == set.known.count, "\(set.name)")
        for row in rows where row.count > 2 && set.required.contains(row[0].trimmingCharacters(in: ["`"])) {
            #expect(row[2] == "yes", "\(row[0]) of \(set.name) is needed")
        }
    }

    @Test func `the table of kinds has every kind`() throws {
        let section = try section("An exercise")
        for kind in Exercise.Kind.allCases { #expect(section.contains("\n| `\(kind.rawValue)` |"), "\(kind)") }
    }

    @Test func `the whole lesson is one`() throws {
        let lesson = try LessonFile.parse(blocks("markdown", in: section("A whole lesson"))[0], path: "r.md").get()
        #expect(lesson.id == "doubling" && lesson.drawn(seed: 1).exercises.count == 5)
    }

    @Test func `there is an example of each kind, and all can be read`() throws {
        let exercises = try blocks("yaml", in: section("An exercise of each kind"))[0]
        let form = try blocks("yaml", in: section("Other languages"))[0]
        let first = try #require(exercises.range(of: "blood.\"\n\n")).lowerBound
        let all = exercises[..<first] + "blood.\"\n" + form + exercises[first...].dropFirst("blood.\"\n".count)
        let objectives = Set(exercises.matches(of: /objective: ([a-z-]+)/).map { String($0.1) }).sorted()
        let file = """
            ---
            id: kinds
            title: Kinds
            language: en-GB
            ages: 7-9
            images:
              - {id: heart, file: heart.png, alt: "A heart."}
            objectives:
            \(objectives.map { "  - {id: \($0), title: \($0)}" }.joined(separator: "\n"))
            exercises:
            \(all)
            ---
            Be kind.
            """
        let lesson = try LessonFile.parse(file, path: "r.md").get()
        #expect(Set(lesson.exercises.map(\.kind)) == Set(Exercise.Kind.allCases))
        #expect(lesson.held(in: "es-MX").exercise("pump")?.expect == ["el corazón"])
    }

    @Test func `bounds of the reader stand in it`() {
        typealias Bounds = LessonFile.Bounds
        for bound in [
            Bounds.fileBytes, Bounds.line, Bounds.instructions, Bounds.numbers.upperBound, Bounds.drawn.upperBound,
        ] {
            let digits = String(String(bound).reversed())
            let groups = stride(from: 0, to: digits.count, by: 3).map { digits.dropFirst($0).prefix(3) }
            let grouped = String(groups.joined(separator: ",").reversed())
            #expect(text.contains(grouped), "\(grouped)")
        }
    }

    @Test func `an editor is shown to the schema`() throws {
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("# yaml-language-server:") })
        let path = try #require(line.split(separator: "=").last)
        let schema = ShippedLessons.folder.appending(path: "mathematics").appending(path: String(path)).standardized
        #expect(FileManager.default.fileExists(atPath: schema.path))
    }
}
