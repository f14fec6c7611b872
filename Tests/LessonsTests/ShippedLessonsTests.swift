import Lessons
import Testing

@Suite struct ShippedLessonsTests {
    @Test(arguments: ShippedLessons.paths)
    func `a shipped lesson is read, and rich enough to teach from`(path: String) throws {
        let lesson = try ShippedLessons.lesson(path)
        #expect((3...4).contains(lesson.objectives.count))
        #expect(lesson.exercises.count >= 12)
        #expect(lesson.greeting != nil && lesson.closing != nil)
        #expect(lesson.license == "CC-BY-4.0")
        #expect(!lesson.sources.isEmpty)
        for objective in lesson.objectives {
            #expect(lesson.exercises.filter { $0.objective == objective.id }.count >= 3, "\(objective.id)")
        }
        for exercise in lesson.exercises {
            #expect((2...3).contains(exercise.hints.count), "\(exercise.id)")
            #expect(!exercise.confusions.isEmpty, "\(exercise.id)")
        }
        #expect(Set(lesson.exercises.compactMap(\.praise)).count == lesson.exercises.count, "praise varies")
    }

    @Test(arguments: ShippedLessons.paths)
    func `everything that is spoken is words that a voice can say`(path: String) throws {
        let lesson = try ShippedLessons.lesson(path)
        for text in spoken(lesson) {
            #expect(!text.contains { "*#_=+<>|/\\~^{}[]()&%@\"–—;:0123456789".contains($0) }, "\(text)")
            let sentences = text.split { ".!?".contains($0) }
            #expect(sentences.allSatisfy { $0.split(separator: " ").count <= 22 }, "too long to hear: \(text)")
        }
    }

    @Test(arguments: ShippedLessons.paths)
    func `hints and confusions do not give the answer away, the explanation does`(path: String) throws {
        let lesson = try ShippedLessons.lesson(path)
        for exercise in lesson.exercises {
            let answers = exercise.expect.map { text in Int(text).map(SpokenNumber.words) ?? text.lowercased() }
            let explain = words(exercise.explain)
            #expect(answers.contains { contains(explain, words($0)) }, "\(exercise.id)")
            guard exercise.kind != .choice else { continue }
            for text in exercise.hints + exercise.confusions.map(\.because) {
                #expect(!contains(words(text), words(answers[0])), "\(exercise.id): \(text)")
            }
        }
    }

    @Test(arguments: ShippedLessons.paths)
    func `each accepted answer is marked right, each confusion wrong with its reason`(path: String) throws {
        let lesson = try ShippedLessons.lesson(path)
        for exercise in lesson.exercises {
            for answer in exercise.expect {
                #expect(AnswerCheck.verdict(of: answer, for: exercise, in: lesson.language) == .right, "\(answer)")
            }
            for confusion in exercise.confusions {
                for answer in confusion.say {
                    #expect(AnswerCheck.verdict(of: answer, for: exercise, in: lesson.language) == .wrong, "\(answer)")
                    #expect(AnswerCheck.confusion(of: answer, for: exercise, in: lesson.language) == confusion)
                }
            }
        }
    }

    @Test(arguments: ShippedLessons.paths)
    func `the answer to another exercise is never marked right`(path: String) throws {
        let lesson = try ShippedLessons.lesson(path)
        for exercise in lesson.exercises {
            for other in lesson.exercises where Set(other.expect).isDisjoint(with: exercise.expect) {
                for answer in other.expect {
                    let verdict = AnswerCheck.verdict(of: answer, for: exercise, in: lesson.language)
                    #expect(verdict != .right, "\(exercise.id) takes \(answer)")
                }
            }
        }
    }

    private func spoken(_ lesson: Lesson) -> [String] {
        [lesson.greeting, lesson.closing].compactMap(\.self)
            + lesson.exercises.flatMap { exercise in
                [exercise.ask, exercise.explain] + exercise.hints + exercise.confusions.map(\.because)
                    + [exercise.praise].compactMap(\.self)
            }
    }

    private func words(_ text: String) -> [Substring] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }
    }

    private func contains(_ text: [Substring], _ part: [Substring]) -> Bool {
        guard part.count <= text.count else { return false }
        return (0...(text.count - part.count)).contains { text[$0..<($0 + part.count)] == part[...] }
    }
}
