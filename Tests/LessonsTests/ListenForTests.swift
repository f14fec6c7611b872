import Lessons
import Testing

@Suite struct ListenForTests {
    @Test func `a number exercise listens for a class of numbers and no number words`() throws {
        let lesson = try ShippedLessons.lesson(id: "times-tables")
        let exercise = try #require(lesson.exercise("seven-times-eight"))
        let listenFor = exercise.listenFor(in: lesson)
        #expect(listenFor.numbers == 0...100)
        #expect(listenFor.phrases.isEmpty)
    }

    @Test func `a spoken answer listens for right, confused and other answers, in lower-case words`() throws {
        let lesson = try ShippedLessons.lesson(id: "water-cycle")
        let exercise = try #require(lesson.exercise("evaporation"))
        let listenFor = exercise.listenFor(in: lesson)
        #expect(listenFor.numbers == nil)
        for phrase in ["evaporation", "condensation", "boiling", "precipitation", "groundwater", "ice", "zero"] {
            #expect(listenFor.phrases.contains(phrase), "\(phrase)")
        }
        #expect(listenFor.phrases.first == "evaporation")
        #expect(Set(listenFor.phrases).count == listenFor.phrases.count)
    }

    @Test(arguments: ShippedLessons.paths)
    func `what is listened for can be said, and each accepted answer is among it`(path: String) throws {
        let lesson = try ShippedLessons.lesson(path)
        for exercise in lesson.exercises {
            let listenFor = exercise.listenFor(in: lesson)
            for phrase in listenFor.phrases {
                #expect(phrase.allSatisfy { $0.isLowercase || $0 == " " || $0 == "'" }, "\(phrase)")
                #expect(!phrase.isEmpty)
            }
            let inClass = exercise.expect.allSatisfy { answer in
                Int(answer).map { listenFor.numbers?.contains($0) ?? false } ?? false
            }
            let isHeard = listenFor.phrases.contains {
                AnswerCheck.verdict(of: $0, for: exercise, in: lesson.language) == .right
            }
            #expect(inClass || isHeard, "\(exercise.id): \(exercise.expect)")
        }
    }

    @Test func `the class of numbers grows with the lesson`() {
        func range(_ expect: String) -> ClosedRange<Int>? {
            let exercise = Exercise(
                id: "a", objective: "o", kind: .number, ask: "How many?", expect: [expect], explain: "So many.")
            let lesson = Lesson(
                id: "l", title: "L", language: "en", ages: 7...9, objectives: [], exercises: [exercise],
                instructions: "")
            return exercise.listenFor(in: lesson).numbers
        }
        #expect(range("4") == 0...20)
        #expect(range("seventy-two") == 0...100)
        #expect(range("132") == 0...144)
        #expect(range("1000000") == 0...1_000_000)
    }

    @Test(arguments: [
        ("decimal", ["two point five", "two and a half"], nil as String?),
        (
            "length",
            ["two hundred and fifty centimetres", "two hundred fifty cm", "two hundred and forty centimetres"], nil
        ),
        (
            "growing",
            [
                "seed sprout flower", "seed then sprout then flower", "seed sprout and flower", "flower sprout seed",
                "sprout seed flower", "seed",
            ], "seed sprout flower"
        ),
        ("rabbit", ["r a b b i t", "r a double b i t", "r a b i t", "rabbit", "r b a b i t"], "r a b b i t"),
        (
            "greeting", ["good morning how are you", "good morning how you", "good evening"], "good morning how are you"
        ),
        ("bigger", ["six", "five"], "six"),
    ])
    func `a kind listens for its answers and what is near them`(
        id: String, wanted: [String], first: String?
    ) throws {
        let lesson = try LessonFile.parse(FullLesson.text, path: "f.md").get()
        let exercise = try #require(lesson.exercise(ExerciseID(rawValue: id)))
        let listenFor = exercise.listenFor(in: lesson)
        for phrase in wanted { #expect(listenFor.phrases.contains(phrase), "\(phrase) of \(listenFor.phrases)") }
        if let first { #expect(listenFor.phrases.first == first) }
        #expect((exercise.kind == .number) == (listenFor.numbers != nil))
        #expect(listenFor.phrases.allSatisfy { $0.allSatisfy { $0.isLowercase || " '".contains($0) } })
        #expect(Set(listenFor.phrases).count == listenFor.phrases.count && listenFor.phrases.count < 200)
    }

    @Test(arguments: [
        ("-3", ["minus three"]), ("3/4", ["zero point seven five", "three quarters", "three over four"]),
        ("1/2", ["a half", "one half"]), ("12000", ["twelve thousand"]), ("0.5", ["zero point five"]),
        ("7/3", ["two and a third"]),
    ])
    func `a number that no class holds is a phrase`(expect: String, wanted: [String]) {
        let exercise = Exercise(
            id: "a", objective: "o", kind: .number, ask: "How many?", expect: [expect], explain: "So many.")
        let lesson = Lesson(
            id: "l", title: "L", language: "en", ages: 7...9, objectives: [], exercises: [exercise], instructions: "")
        let phrases = exercise.listenFor(in: lesson).phrases
        for phrase in wanted { #expect(phrases.contains(phrase), "\(phrases)") }
    }
}
