import Lessons
import TestSupport
import Testing

@Suite struct LessonFileFuzzTests {
    private static let pieces: [[UInt8]] =
        [
            "---\n", "\t", "&a ", "*a ", "[", "]", "{", "}", ": ", "- ", "\"", "'", "|\n", ">\n", "!!", "? ", "\u{0}",
            "é", "\u{FEFF}", "\r", "\u{2028}", "\u{85}", "id: x\n", "{a}", "{", "}", "{a / 0}", " * 99999", "%", "(((",
            "2-9",
            "kind: order\n", "kind: generated\n", "kind: spell\n", "in:\n", "es:\n", "answer", "-", "../", "#", "%",
            "@", "`", "~", "<<: ", "...\n", "- - - - ",
        ].map { [UInt8]($0.utf8) } + [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80]]

    /// Generated exercises, short enough that most mutations meet a formula.
    private let generated = """
        ---
        id: g
        title: G
        language: en
        ages: 7-9
        objectives: [{id: o, title: O}]
        exercises:
          - {id: a, objective: o, kind: generated, make: {a: 2-9, b: 1-3}, formula: "a * (b + 1) / 1", when: a > b,
             count: 2, ask: "{a} and {b}?", explain: "{answer}", confusions: [{say: ["{a - b}"], because: "{a}"}]}
          - {id: b, objective: o, kind: generated, make: {a: -9-9}, formula: "-a % 4", ask: "{a}?", explain: "{a + 1}"}
        ---
        Be kind.
        """

    private func mutate(_ bytes: [UInt8], using random: inout SplitMix) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            let end = min(bytes.count, place + Int.random(in: 0...40, using: &random))
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes.removeSubrange(place..<end)
            case 1: bytes.insert(contentsOf: Self.pieces.randomElement(using: &random) ?? [], at: place)
            case 2 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 3: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
            case 4: bytes.removeSubrange(place...)
            default:
                // Exchange a line for another.
                var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
                lines.swapAt(
                    Int.random(in: 0..<lines.count, using: &random), Int.random(in: 0..<lines.count, using: &random))
                bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
            }
        }
        return bytes
    }

    @Test func `10,000 mutated files are read or told a place within the file`() throws {
        var random = SplitMix(seed: 2_026)
        let seeds =
            [[UInt8](LessonFileTests.sample.utf8), [UInt8](FullLesson.text.utf8), [UInt8](generated.utf8)]
            + (try ShippedLessons.paths.map { path in
                // The first part of a shipped lesson keeps the run short and has every key.
                let lines = try ShippedLessons.bytes(path).split(
                    separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                return Array(
                    (lines.prefix(70) + [Array("---".utf8)[...], Array("Body.".utf8)[...]])
                        .joined(separator: [UInt8(ascii: "\n")]))
            })
        var refused = 0
        for round in 0..<10_000 {
            let bytes = mutate(seeds[round % seeds.count], using: &random)
            let error: LessonFaults
            switch LessonFile.parse(bytes, path: "f.md") {
            case .success(let lesson):
                // What is read can be drawn, held and listened for.
                use(lesson)
                continue
            case .failure(let faults): error = faults
            }
            refused += 1
            let lines = bytes.reduce(2) { $0 + ($1 == 10 || $1 == 13 ? 1 : 0) } + bytes.count / 3
            #expect(!error.faults.isEmpty)
            for fault in error.faults {
                #expect(fault.line >= 1 && fault.line <= lines && fault.column >= 1, "round \(round): \(fault)")
                #expect(!fault.wrong.isEmpty && !fault.expected.isEmpty)
            }
        }
        #expect(refused > 5_000, "the mutations break something")
    }

    private func use(_ lesson: Lesson) {
        let drawn = lesson.drawn(seed: 1)
        let wanted = lesson.exercises.map { $0.generator?.count ?? 1 }.reduce(0, +)
        #expect(drawn.exercises.count == wanted, "\(lesson.exercises)")
        for tag in drawn.otherLanguages { #expect(drawn.held(in: tag).exercises.count == wanted) }
        if let exercise = drawn.exercises.last { #expect(!exercise.listenFor(in: drawn).phrases.contains("")) }
    }
}
