import Foundation
import Lessons
import Testing

@Suite struct GeneratedExerciseTests {
    /// A lesson of one generated exercise.
    private static func text(
        make: String = "{a: 2-9, b: 2-9}", formula: String = "a * b", more: String = "",
        ask: String = "What is {a} times {b}?", say: String = "{a + b}", because: String = "That is {a} and {b}.",
        explain: String = "It is {answer}."
    ) -> String {
        """
        ---
        id: drawn
        title: Drawn
        language: en
        ages: 7-9
        objectives:
          - id: tables
            title: Tables
        exercises:
          - id: times
            objective: tables
            kind: generated
            make: \(make)
            formula: "\(formula)"
            \(more)
            ask: "\(ask)"
            confusions:
              - say: ["\(say)"]
                because: "\(because)"
            explain: "\(explain)"
        ---
        Be kind.
        """
    }

    private func faults(_ text: String) -> [String] {
        switch LessonFile.parse(text, path: "g.md") {
        case .success: []
        case .failure(let error): error.faults.map(\.description)
        }
    }

    @Test func `a generated exercise becomes as many exercises as it counts`() throws {
        let lesson = try LessonFile.parse(FullLesson.text, path: "f.md").get()
        let drawn = lesson.drawn(seed: 7)
        #expect(drawn.exercises.count == lesson.exercises.count - 1 + 4)
        #expect(drawn.exercises.prefix(8) == lesson.exercises.prefix(8))
        let own = drawn.exercises.suffix(4)
        #expect(own.map(\.id) == ["take-away-1", "take-away-2", "take-away-3", "take-away-4"])
        #expect(Set(own.map(\.ask)).count == 4, "each of different numbers")
        for exercise in own {
            #expect(exercise.kind == .number && exercise.generator == nil)
            #expect(exercise.number == NumberRule(units: ["apples"]))
            #expect(exercise.expect.count == 1)
            let answer = try #require(Int(exercise.expect[0]))
            let words = SpokenNumber.words(for: answer)
            #expect(exercise.explain.hasSuffix("is \(words).") && exercise.praise == "Yes, \(words)!")
            #expect(exercise.confusions.count == 2 && exercise.confusions[1].say == ["\(answer - 1)", "\(answer + 1)"])
            #expect(!exercise.ask.contains { "{}0123456789".contains($0) }, "\(exercise.ask)")
            #expect(exercise.forms["es"]?.explain == "Es \(SpokenNumber.words(for: answer, in: "es")).")
        }
    }

    @Test func `the same seed draws the same, whatever else stands in the lesson`() throws {
        let lesson = try LessonFile.parse(FullLesson.text, path: "f.md").get()
        #expect(lesson.drawn(seed: 7) == lesson.drawn(seed: 7))
        let other = try LessonFile.parse(FullLesson.with("id: pump", "id: heart"), path: "f.md").get()
        #expect(lesson.drawn(seed: 7).exercises.suffix(4) == other.drawn(seed: 7).exercises.suffix(4))
        let seeds = Set((0..<20).map { lesson.drawn(seed: $0).exercises.suffix(4).map(\.ask) })
        #expect(seeds.count == 20)
        // What was drawn is drawn again by later versions: a resumed lesson asks the same.
        #expect(lesson.drawn(seed: 7).exercise("take-away-1")?.ask == "What is ten minus eight?")
    }

    @Test func `a drawn exercise is held in another language with the same numbers`() throws {
        let lesson = try LessonFile.parse(FullLesson.text, path: "f.md").get()
        for seed in UInt64(0)..<20 {
            let first = lesson.drawn(seed: seed).held(in: "es-MX").exercises
            let last = lesson.held(in: "es-MX").drawn(seed: seed).exercises
            #expect(first.map(\.id) == last.map(\.id) && first.map(\.expect) == last.map(\.expect))
            #expect(first.map(\.ask) == last.map(\.ask))
            let own = try #require(first.last)
            #expect(own.ask.hasPrefix("¿Cuánto es") && own.language(in: "es-MX") == "es-MX")
            #expect(!own.hints[0].contains { $0.isNumber }, "an English hint keeps its English numbers")
        }
    }

    @Test func `every draw of a checked exercise is an exercise that the checker marks as it says`() throws {
        let lesson = try LessonFile.parse(Self.text(more: "count: 20"), path: "g.md").get()
        for seed in UInt64(0)..<50 {
            let drawn = lesson.drawn(seed: seed)
            #expect(drawn.exercises.count == 20)
            for exercise in drawn.exercises {
                #expect(AnswerCheck.verdict(of: exercise.expect[0], for: exercise, in: "en") == .right)
                for confusion in exercise.confusions {
                    #expect(AnswerCheck.confusion(of: confusion.say[0], for: exercise, in: "en") == confusion)
                }
                // Two times two is two and two: there the confusion is the answer, and is left out.
                #expect(exercise.confusions.isEmpty == exercise.ask.contains("is two times two"))
            }
        }
    }

    @Test func `wide ranges are drawn without listing them`() throws {
        let lesson = try LessonFile.parse(
            Self.text(
                make: "{a: -10000-10000, b: 1-10000}", formula: "a + b", more: "when: a % 7 == 0\n    count: 20",
                say: "{a - b}"),
            path: "g.md"
        ).get()
        let drawn = lesson.drawn(seed: 1)
        #expect(drawn.exercises.count == 20 && Set(drawn.exercises.map(\.ask)).count == 20)
        #expect(drawn.exercises.contains { $0.ask.contains("minus") })
    }

    @Test(arguments: [
        ("a / b", "when: a % b == 0", ""), ("(a + b) / 2", "when: a > b", "point five"), ("-a + 1", "", "minus"),
        ("2.5 * a", "", ""), ("a % b + 1", "", ""),
    ])
    func `answers may be whole or have decimals`(formula: String, more: String, said: String) throws {
        let lesson = try LessonFile.parse(
            Self.text(formula: formula, more: more + "\n    count: 8", say: "{a + b + 1000}"), path: "g.md"
        ).get()
        let drawn = lesson.drawn(seed: 3).exercises
        #expect(!drawn.isEmpty && drawn.allSatisfy { Double($0.expect[0]) != nil })
        #expect(drawn.contains { $0.explain.contains(said) } || said.isEmpty)
    }

    private static let table: [(text: String, told: String)] = [
        (
            text(formula: "a * (b + c)"),
            "g.md:14:24: `formula`: `c` is no variable, expected one of a, b"
        ),
        (
            text(formula: "a * "),
            "g.md:14:18: `formula`: it ends too early, expected a number, a variable or `(`"
        ),
        (text(formula: "a × b"), "g.md:14:17: `formula`: `×` was not expected here, expected `*`"),
        (text(formula: "2a"), "g.md:14:16: `formula`: `a` was not expected here, expected one of + - * / %"),
        (text(formula: "(a * b"), "g.md:14:21: `formula`: it ends too early, expected `)`"),
        (text(formula: "1.2.3 * a"), "g.md:14:15: `formula`: `1.2.3` is no number, expected such as 12 or 2.5"),
        (
            text(formula: String(repeating: "(", count: 60) + "a" + String(repeating: ")", count: 60)),
            "g.md:14:55: `formula`: brackets stand too deep, expected a plainer formula"
        ),
        (
            text(formula: "a / b"),
            "g.md:14:15: `formula`: comes to 2/3 for a = 2, b = 3, expected a whole number or one of at most 3 decimals, within -1000000 to 1000000"
        ),
        (
            text(formula: "a / (b - 5)"),
            "g.md:14:15: `formula`: comes to -2/3 for a = 2, b = 2, expected a whole number or one of at most 3 decimals, within -1000000 to 1000000"
        ),
        (
            text(make: "{a: 4-4, b: 4-9}", formula: "a / (b - 5)"),
            "g.md:14:17: `formula`: divides by zero for a = 4, b = 5, expected a `when` or a range without such a draw"
        ),
        (
            text(formula: "a * b * 100000"),
            "g.md:14:15: `formula`: comes to 1200000 for a = 2, b = 6, expected a whole number or one of at most 3 decimals, within -1000000 to 1000000"
        ),
        (
            text(make: "{a: 9000-9999, b: 9000-9999}", formula: "a * b * a * b / a / b / a / b"),
            "g.md:14:25: `formula`: grows beyond all bounds for a = 9000, b = 9000, expected smaller ranges"
        ),
        (text(more: "when: a = b"), "g.md:15:13: `when`: `=` compares nothing, expected `==`"),
        (
            text(more: "when: a > b or b > a"),
            "g.md:15:17: `when`: `o` was not expected here, expected one of + - * / %, or `and`"
        ),
        (text(more: "when: a + b"), "g.md:15:16: `when`: it ends too early, expected one of > < >= <= == !="),
        (
            text(more: "when: a > 10"),
            "g.md:15:11: `when` holds for no draw, expected a condition that some numbers of `make` fulfil"
        ),
        (
            text(more: "when: a > 8 and b > 8"),
            "g.md:13:11: 3 draws of different numbers are wanted and there are 1, expected wider ranges, or `count: 1`"
        ),
        (text(more: "count: 21"), "g.md:15:12: `count` is \"21\", expected a whole number from 1 to 20"),
        (
            text(make: "{a: 2-9, B: 2-9}"),
            "g.md:13:20: `make` has the variable \"B\", expected lower-case letters, but not `and` or `answer`"
        ),
        (
            text(make: "{a: 9-2, b: 2-9}"),
            "g.md:13:15: `make` has the range \"9-2\", expected a range like 2-9 within -10000 to 10000"
        ),
        (
            text(make: "{a: 2-9, b: 99999}"),
            "g.md:13:23: `make` has the range \"99999\", expected a range like 2-9 within -10000 to 10000"
        ),
        (
            text(make: "a"),
            "g.md:13:11: `make` is a text, expected variables with their ranges, such as `a: 2-9`"
        ),
        (text(make: "{}"), "g.md:13:11: `make` is empty, expected 1 to 4"),
        (
            text(ask: "What is {a} times {c}?"),
            "g.md:16:30: `ask`: `c` is no variable, expected one of a, b, answer"
        ),
        (
            text(ask: "What is {a} times {b?"),
            "g.md:16:29: `ask`: a `{` without its partner, expected a `}` behind the formula"
        ),
        (
            text(ask: "What is {a} times b}?"),
            "g.md:16:30: `ask`: a `}` without its partner, expected braces in pairs around a variable or a formula, such as {a}"
        ),
        (
            text(explain: "It is {answer / 7}."),
            "g.md:20:22: `explain`: comes to 4/7 for a = 2, b = 2, expected a whole number or one of at most 3 decimals, within -1000000 to 1000000"
        ),
        (
            text(because: "That is {answer / 7}."),
            "g.md:19:28: `because`: comes to 6/7 for a = 2, b = 3, expected a whole number or one of at most 3 decimals, within -1000000 to 1000000"
        ),
        (text(say: "a + b"), "g.md:18:15: `say` is \"a + b\", expected a formula in braces: \"{a + b}\""),
        (
            text(say: "{b * a}"),
            "g.md:18:15: the confusion \"{b * a}\" is a wrong answer of its own in no draw, expected a formula that comes to another number than the answer and the confusions before it"
        ),
    ]

    @Test(arguments: table)
    func `a fault of a generated exercise has its place inside the formula`(text: String, told: String) {
        let found = faults(text)
        #expect(found.contains(told), "\(found)")
    }

    @Test func `a condition that almost never holds is told`() {
        let found = faults(
            Self.text(make: "{a: 1-1000, b: 1-1000}", formula: "a + b", more: "when: a == b", say: "{a - b}"))
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("g.md:15:11: `when` holds for ") == true, "\(found)")
        #expect(found.first?.hasSuffix(" of 10000 draws, expected 200 at least: narrower ranges") == true, "\(found)")
    }

    @Test func `an id that a drawn exercise will have is taken`() {
        let found = faults(FullLesson.with("id: pump", "id: take-away-2"))
        #expect(
            found == [
                "g.md:37:9: the exercise `take-away-2` has the name of one that is drawn of `take-away`, expected another id"
            ])
    }

    @Test func `a generator that no file could have draws nothing`() {
        func exercise(_ formula: String, _ condition: String? = nil) -> Exercise {
            Exercise(
                id: "x", objective: "o", kind: .generated, ask: "{a}?", expect: [], explain: "{a}",
                generator: Generator(
                    variables: [.init(name: "a", range: 1...3)], formula: formula, condition: condition, count: 2))
        }
        func drawn(_ exercise: Exercise) -> [Exercise] {
            Lesson(
                id: "l", title: "L", language: "en", ages: 7...9, objectives: [], exercises: [exercise],
                instructions: ""
            ).drawn(seed: 1).exercises
        }
        #expect(drawn(exercise("a +")).isEmpty)
        #expect(drawn(exercise("a / 0")).isEmpty)
        #expect(drawn(exercise("a", "a >")).isEmpty)
        #expect(drawn(exercise("a", "a > 2")).map(\.expect) == [["3"]])
    }
}
