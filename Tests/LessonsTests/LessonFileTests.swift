import Foundation
import Lessons
import Testing

@Suite struct LessonFileTests {
    /// A short lesson that is right; the tests break it.
    static let sample = """
        ---
        id: sample
        title: A sample
        language: en-GB
        ages: 7-9
        objectives:
          - id: adding
            title: Add small numbers
        exercises:
          - id: one-and-one
            objective: adding
            kind: number
            ask: What is one and one?
            expect: [2, two]
            confusions:
              - say: [11]
                because: That is the two digits side by side.
            hints: [Use your fingers.]
            explain: One and one are two.
        ---

        # The tutor

        Be kind.

        """

    private func faults(_ text: String) -> [String] {
        switch LessonFile.parse(text, path: "a.md") {
        case .success: []
        case .failure(let error): error.faults.map(\.description)
        }
    }

    @Test func `a right file becomes a lesson with defaults`() throws {
        let lesson = try LessonFile.parse(Self.sample, path: "a.md").get()
        #expect(lesson.id == "sample")
        #expect(lesson.ages == 7...9)
        #expect(lesson.instructions == "# The tutor\n\nBe kind.")
        #expect(lesson.voice == nil && lesson.speed == nil && lesson.reasoningEffort == nil)
        let exercise = try #require(lesson.exercise("one-and-one"))
        #expect(exercise.kind == .number)
        #expect(exercise.expect == ["2", "two"])
        #expect(exercise.hints == ["Use your fingers."])
        #expect(exercise.praise == nil)
        #expect(lesson.objective(exercise.objective)?.title == "Add small numbers")
    }

    @Test func `carriage returns and a byte order mark make no difference`() throws {
        let plain = try LessonFile.parse(Self.sample, path: "a.md").get()
        let windows =
            "\u{FEFF}"
            + Self.sample.split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\r\n")
        #expect(try LessonFile.parse(windows, path: "a.md").get() == plain)
        #expect(try LessonFile.parse([UInt8](windows.utf8), path: "a.md").get() == plain)
    }

    @Test(arguments: [
        ("title: A sample", "titel: A sample", "a.md:2:1: the front matter has no `title`, expected the key `title`"),
        (
            "title: A sample", "titel: A sample",
            "a.md:3:1: unknown key `titel` in the front matter, expected `title`"
        ),
        (
            "language: en-GB", "language: english",
            "a.md:4:11: `language` is \"english\", expected a BCP 47 tag such as en, en-GB or pt-BR"
        ),
        (
            "language: en-GB", "language: en_GB",
            "a.md:4:11: `language` is \"en_GB\", expected a BCP 47 tag such as en, en-GB or pt-BR"
        ),
        (
            "language: en-GB", "language: xx",
            "a.md:4:11: `language` is \"xx\", expected a BCP 47 tag such as en, en-GB or pt-BR"
        ),
        ("ages: 7-9", "ages: 7", "a.md:5:7: `ages` is \"7\", expected a range like 7-9 within 3 to 99"),
        ("ages: 7-9", "ages: 9-7", "a.md:5:7: `ages` is \"9-7\", expected a range like 7-9 within 3 to 99"),
        ("ages: 7-9", "ages: 7-9\nspeed: 9", "a.md:6:8: `speed` is \"9\", expected a number from 0.25 to 1.5"),
        (
            "ages: 7-9", "ages: 7-9\nreasoning: lots",
            "a.md:6:12: `reasoning` is \"lots\", expected minimal, low, medium, high, xhigh"
        ),
        ("ages: 7-9", "ages: 7-9\nages: 8-9", "a.md:6:1: the key `ages` a second time, expected it once"),
        (
            "    objective: adding", "    objective: addin",
            "a.md:11:16: the objective `addin` is not declared, expected `adding`"
        ),
        (
            "kind: number", "kind: sum",
            "a.md:12:11: `kind` is \"sum\", expected say, number, choice, order, spell, repeat, generated"
        ),
        ("expect: [2, two]", "expect: []", "a.md:14:13: `expect` is empty, expected 1 to 24"),
        (
            "expect: [2, two]", "expect: [2, many]",
            "a.md:14:17: `expect` of a number exercise is \"many\", expected a number from -1000000 to 1000000, such as 54, -3, 2.5 or 3/4"
        ),
        (
            "expect: [2, two]", "answer: 2",
            "a.md:14:5: unknown key `answer` in an exercise, expected `expect`"
        ),
        (
            "say: [11]", "say: [2]",
            "a.md:16:15: the confusion \"2\" of `one-and-one` cannot be told from another answer, expected a wrong answer that is said in no other place of the exercise"
        ),
        (
            "say: [11]", "saying: [11]",
            "a.md:16:9: unknown key `saying` in a confusion, expected one of say, because"
        ),
        (
            "id: one-and-one", "id: One And One",
            "a.md:10:9: `id` is \"One And One\", expected lower-case letters, digits and hyphens, such as six-times-seven"
        ),
        (
            "ask: What", "ask: Listen: what",
            "a.md:13:16: mapping values are not allowed in this context, expected a text that holds a colon to stand in quotes"
        ),
        ("    kind: number", "\tkind: number", "a.md:12:1: a tab indents the line, expected spaces"),
        (
            "title: A sample", "title: &a A sample",
            "a.md:3:8: `&` begins a YAML anchor, expected the word \"and\", or the text written out"
        ),
        ("Be kind.", "", ""),
        ("title: A sample", "title:", "a.md:3:7: `title` is empty, expected a text"),
        ("title: A sample", "title: [a]", "a.md:3:8: `title` is a list, expected a text"),
        (
            "- id: adding\n    title: Add small numbers", "- adding",
            "a.md:7:5: an objective is a text, expected keys: id, title, after"
        ),
    ])
    func `a fault has its place and what would be right`(right: String, wrong: String, expected: String) throws {
        let range = try #require(Self.sample.range(of: right))
        var text = Self.sample
        text.replaceSubrange(range, with: wrong)
        // A `title` that goes wrong may bring others along; the one of the table must be among them.
        let found = faults(text)
        if expected.isEmpty { #expect(found.isEmpty) } else { #expect(found.contains(expected), "\(found)") }
    }

    @Test func `all faults are told at once, in the order of the file`() {
        let text = Self.sample
            .replacing("title: A sample", with: "titel: A sample")
            .replacing("en-GB", with: "english")
            .replacing("7-9", with: "seven")
            .replacing("kind: number", with: "kind: sum")
            .replacing("explain: One and one are two.", with: "explain: ''")
        let found = faults(text)
        #expect(found.count == 6)
        #expect(found.map { $0.split(separator: ":")[1] } == ["2", "3", "4", "5", "12", "19"])
    }

    @Test func `fences must be there`() {
        #expect(
            faults("id: a") == [
                "a.md:1:1: the file does not begin with a line `---`, expected the front matter between two lines `---`"
            ])
        #expect(
            faults("---\nid: a\n") == [
                "a.md:3:1: the front matter is not closed, expected a second line `---` below its last key"
            ])
        #expect(
            faults("") == [
                "a.md:1:1: the file does not begin with a line `---`, expected the front matter between two lines `---`"
            ])
        #expect(faults("---\n---\nbody").first?.hasPrefix("a.md:1:1: the front matter is empty") == true)
    }

    @Test func `the tutor's instructions must be there`() {
        let text = Self.sample.prefix(Self.sample.count - "# The tutor\n\nBe kind.\n".count)
        #expect(
            faults(String(text)) == [
                "a.md:20:1: the body is empty, expected the tutor's instructions below the front matter"
            ])
    }

    @Test func `a duplicate exercise and an objective without exercises are faults`() {
        let twice = Self.sample.replacing(
            "---\n\n# The",
            with: """
                  - id: one-and-one
                    objective: adding
                    kind: say
                    ask: Again?
                    expect: yes
                    explain: Yes.
                ---

                # The
                """)
        #expect(faults(twice) == ["a.md:20:9: the exercise `one-and-one` a second time, expected an id of its own"])
        let idle = Self.sample.replacing("exercises:\n", with: "  - id: idle\n    title: Idle\nexercises:\n")
        #expect(
            faults(idle) == ["a.md:12:3: the objective `idle` has no exercise, expected at least one exercise of it"])
    }

    @Test func `bytes that are not UTF-8 have a place`() {
        var bytes = [UInt8](Self.sample.utf8)
        bytes[12] = 0xFF
        guard case .failure(let error) = LessonFile.parse(bytes, path: "a.md") else {
            Issue.record("read")
            return
        }
        #expect(error.description == "a.md:2:9: a byte that is not UTF-8, expected the file saved as UTF-8")
    }

    @Test func `bounds hold`() {
        let long = Self.sample.replacing("Use your fingers.", with: String(repeating: "long ", count: 200))
        #expect(faults(long) == ["a.md:18:13: `hints` has 999 characters, expected at most 600"])
        let huge = Self.sample + String(repeating: "x", count: 300_000)
        #expect(faults(huge).first?.contains("expected at most 262144") == true)
        let nested = "---\n" + String(repeating: "[", count: 3_000) + "\n---\nbody"
        #expect(!faults(nested).isEmpty)
    }
}
