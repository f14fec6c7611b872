import Lessons
import Testing

@Suite struct ShippedLessonsTests {
    @Test func `the library is found`() {
        #expect(ShippedLessons.paths.count >= 13)
        for path in ["mathematics/fractions.md", "science/solar-system.md", "safety/safe-online.md"] {
            #expect(ShippedLessons.paths.contains(path))
        }
    }

    @Test(arguments: ShippedLessons.paths)
    func `a shipped lesson is read, and rich enough to teach from`(path: String) throws {
        let lesson = try ShippedLessons.lesson(path)
        #expect(path.hasSuffix("/\(lesson.id).md") || path.hasSuffix("/\(lesson.id)/lesson.md"))
        #expect((3...4).contains(lesson.objectives.count))
        #expect(lesson.exercises.count >= 12)
        #expect(lesson.greeting != nil && lesson.closing != nil)
        #expect(lesson.license == "CC-BY-4.0")
        #expect(!lesson.sources.isEmpty)
        #expect(lesson.instructions.split(separator: "\n").count >= 15)
        for objective in lesson.objectives {
            #expect(lesson.exercises.filter { $0.objective == objective.id }.count >= 3, "\(objective.id)")
        }
        for exercise in lesson.exercises {
            #expect(exercise.hints.count == 3, "\(exercise.id)")
            #expect(Set(exercise.hints).count == 3, "\(exercise.id)")
            #expect(!exercise.confusions.isEmpty, "\(exercise.id)")
        }
        #expect(Set(lesson.exercises.compactMap(\.praise)).count == lesson.exercises.count, "praise varies")
    }

    @Test(arguments: ShippedLessons.paths)
    func `everything that is spoken is words that a voice can say`(path: String) throws {
        for lesson in try ShippedLessons.held(path) {
            for text in spoken(lesson) {
                #expect(!text.contains { "*#_=+<>|/\\~^{}[]()&%@\"–—;:0123456789".contains($0) }, "\(text)")
                let sentences = text.split { ".!?".contains($0) }
                #expect(sentences.allSatisfy { $0.split(separator: " ").count <= 22 }, "too long to hear: \(text)")
            }
        }
    }

    @Test(arguments: ShippedLessons.paths)
    func `hints and confusions do not give the answer away, the explanation does`(path: String) throws {
        for lesson in try ShippedLessons.held(path) {
            for exercise in lesson.exercises {
                let texts = SpokenTexts(exercise: exercise, language: lesson.language)
                #expect(texts.explainsAnswer, "\(exercise.id): \(exercise.explain)")
                #expect(texts.giveaways.isEmpty, "\(exercise.id): \(exercise.expect)")
            }
        }
    }

    @Test(arguments: ShippedLessons.paths)
    func `each accepted answer is marked right, each confusion wrong with its reason`(path: String) throws {
        for lesson in try ShippedLessons.held(path) {
            for exercise in lesson.exercises {
                let texts = SpokenTexts(exercise: exercise, language: lesson.language)
                for answer in texts.rightAnswers {
                    let verdict = AnswerCheck.verdict(of: answer, for: exercise, in: lesson.language)
                    #expect(verdict == .right, "\(exercise.id): \(answer)")
                }
                for confusion in exercise.confusions {
                    for answer in confusion.say.map(texts.said) {
                        let found = AnswerCheck.confusion(of: answer, for: exercise, in: lesson.language)
                        #expect(found == confusion, "\(exercise.id): \(answer)")
                        let verdict = AnswerCheck.verdict(of: answer, for: exercise, in: lesson.language)
                        #expect(verdict == .wrong, "\(exercise.id): \(answer)")
                    }
                }
            }
        }
    }

    @Test(arguments: ShippedLessons.paths)
    func `the answer to another exercise is never marked right`(path: String) throws {
        let lesson = try ShippedLessons.lesson(path).drawn(seed: 1)
        for exercise in lesson.exercises {
            for other in lesson.exercises where isAnother(other, than: exercise) {
                let texts = SpokenTexts(exercise: other, language: lesson.language)
                // Without its unit, which a choice may ask for.
                for answer in other.kind == .number ? other.expect : texts.rightAnswers {
                    let verdict = AnswerCheck.verdict(of: answer, for: exercise, in: lesson.language)
                    #expect(verdict != .right, "\(exercise.id) takes \(answer)")
                }
            }
        }
    }

    @Test(arguments: ShippedLessons.paths)
    func `a lesson does not say itself what it guards against`(path: String) throws {
        let lesson = try ShippedLessons.lesson(path)
        for phrase in lesson.guards.flatMap(\.phrases) {
            for text in spoken(lesson) {
                let says = SpokenTexts.contains(SpokenTexts.words(text), SpokenTexts.words(phrase))
                #expect(!says, "\(phrase): \(text)")
            }
        }
    }

    @Test func `the library uses every kind of exercise, and draws new numbers`() throws {
        let lessons = try ShippedLessons.paths.map { try ShippedLessons.lesson($0) }
        let exercises = lessons.flatMap(\.exercises)
        for kind in Exercise.Kind.allCases { #expect(exercises.contains { $0.kind == kind }, "\(kind)") }
        #expect(exercises.contains { ($0.number?.tolerance ?? 0) > 0 })
        #expect(exercises.contains { $0.number?.needsUnit == true })
        for lesson in lessons where lesson.exercises.contains(where: { $0.generator != nil }) {
            #expect(lesson.drawn(seed: 1) != lesson.drawn(seed: 2), "\(lesson.id)")
            #expect(lesson.drawn(seed: 1) == lesson.drawn(seed: 1), "\(lesson.id)")
        }
    }

    @Test func `every lesson is in a pack, every pack names lessons that are there`() throws {
        let ids = try Set(ShippedLessons.paths.map { try ShippedLessons.lesson($0).id.rawValue })
        var packed: Set<String> = []
        for line in try ShippedLessons.text("packs.yaml").split(separator: "\n") {
            let words = line.split { " ,[]".contains($0) }.map(String.init)
            switch words.first {
            case "lessons:": packed.formUnion(words.dropFirst())
            case "-" where words.count == 2: packed.insert(words[1])
            default: continue
            }
        }
        #expect(packed == ids, "\(packed.symmetricDifference(ids).sorted())")
    }

    @Test(arguments: ShippedLessons.paths)
    func `the table of lessons has its row, with its ages and its number of exercises`(path: String) throws {
        let lesson = try ShippedLessons.lesson(path)
        let row =
            "| [\(path)](\(path)) | \(lesson.ages.lowerBound) to \(lesson.ages.upperBound) | \(lesson.exercises.count) |"
        #expect(try ShippedLessons.text("README.md").contains(row), "\(row)")
    }

    /// Whether it has another answer. A sentence to repeat may hold the answer to any question, and items in their order
    /// may hold a number.
    private func isAnother(_ other: Exercise, than exercise: Exercise) -> Bool {
        guard other.kind != .repeat, Set(other.expect).isDisjoint(with: exercise.expect) else { return false }
        guard exercise.kind == .number else { return true }
        guard other.kind == .number else { return other.kind != .order }
        let tolerance = exercise.number?.tolerance ?? 0
        return !exercise.expect.contains { text in
            other.expect.contains { abs(value(text) - value($0)) <= tolerance }
        }
    }

    private func value(_ text: String) -> Double {
        let parts = text.split(separator: "/").compactMap { Double($0) }
        return parts.count == 2 ? parts[0] / parts[1] : parts.first ?? .infinity
    }

    private func spoken(_ lesson: Lesson) -> [String] {
        [lesson.greeting, lesson.closing].compactMap(\.self)
            + lesson.exercises.flatMap { exercise in
                [exercise.ask, exercise.explain] + exercise.hints + exercise.confusions.map(\.because)
                    + [exercise.praise].compactMap(\.self)
            }
    }
}
