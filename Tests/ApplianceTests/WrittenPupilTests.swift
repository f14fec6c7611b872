import Appliance
import Foundation
import Gradebook
import Lessons
import Simulation
import TestSupport
import Testing

struct WrittenPupilTests {
    private static let shipped = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../lessons")

    private static func sample(_ text: String = LessonFolders.lesson("one")) throws -> Lesson {
        try LessonFile.parse(text, path: "one.md").get()
    }

    private static func trial(_ lesson: Lesson, _ pupil: WrittenPupil) async throws -> LessonTrial.Sitting {
        try await LessonTrial(of: lesson, by: [pupil]).sittings[0]
    }

    @Test func `each shipped lesson can be taken by each pupil`() async throws {
        let lessons = try LessonLibrary(path: WrittenPupilTests.shipped.path).lessons
        #expect(!lessons.isEmpty)
        let problems = try await withThrowingTaskGroup(of: [String].self) { group in
            for lesson in lessons {
                group.addTask {
                    let trial = try await LessonTrial(of: lesson, by: WrittenPupil.allCases)
                    // Other numbers, and other accepted answers.
                    let other = try await LessonTrial(of: lesson, by: [.perfect], seed: 2)
                    return (trial.problems + other.problems).map { "\(lesson.id): \($0)" }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(problems == [])
    }

    @Test func `a perfect pupil is right at once, and the gradebook says so`() async throws {
        let sitting = try await WrittenPupilTests.trial(try WrittenPupilTests.sample(), .perfect)
        #expect(sitting.problems == [])
        #expect(sitting.record.ending == .over)
        #expect(sitting.record.lines.filter { $0.speaker == .pupil }.map(\.text) == ["dog"])
        #expect(sitting.record.lines.filter { $0.speaker == .pupil }.map(\.mark) == [.right])
        #expect(sitting.recorded.map(\.rightFirstTime) == [1])
        #expect(sitting.record.tools["check_answer"] == 1)
    }

    @Test func `an accepted answer that is marked otherwise is told with its exercise`() async throws {
        // Made by hand: a file that contradicts itself like this is not read at all.
        let good = try WrittenPupilTests.sample()
        let exercise = good.exercises[0]
        let lesson = Lesson(
            id: "one", title: "One", language: "en-GB", ages: 6...8, objectives: good.objectives,
            exercises: [
                Exercise(
                    id: "barks", objective: exercise.objective, kind: .say, ask: exercise.ask, expect: ["dog"],
                    confusions: [Confusion(say: ["dog"], because: "No.")], explain: "A dog.")
            ], instructions: "Be kind.")
        let sitting = try await WrittenPupilTests.trial(lesson, .perfect)
        #expect(sitting.problems.count == 1)
        #expect(sitting.problems.first?.hasPrefix("the accepted answer “dog” of `barks`") == true)
    }

    @Test func `a guessing pupil hears every hint, every confusion and the explanation`() async throws {
        let sitting = try await WrittenPupilTests.trial(try WrittenPupilTests.sample(), .guessing)
        let coverage = sitting.record.exercises[0]
        #expect(sitting.record.ending == .over)
        #expect(coverage.hintsHeard == [0, 1])
        #expect(coverage.confusionsMet == [0])
        #expect(coverage.explained)
        #expect(coverage.asked == 2)
        #expect(coverage.right == 0)
        #expect(sitting.recorded[0].tries == coverage.wrong)
    }

    @Test func `a silent pupil is asked again, and nothing is recorded`() async throws {
        let sitting = try await WrittenPupilTests.trial(try WrittenPupilTests.sample(), .silent)
        #expect(sitting.problems == [])
        #expect(sitting.recorded.allSatisfy { $0.tries == 0 })
        guard case .left = sitting.record.ending else {
            Issue.record("\(sitting.record.ending)")
            return
        }
        #expect(sitting.record.lines.count { $0.speaker == .tutor } >= 3)
    }

    @Test func `a pupil who shouts stop in the middle is heard`() async throws {
        let lesson = try LessonLibrary(path: WrittenPupilTests.shipped.path).lesson("times-tables")
        let sitting = try await WrittenPupilTests.trial(lesson, .shoutingStop)
        #expect(sitting.record.ending == .over)
        let shout = try #require(sitting.record.lines.last { $0.speaker == .pupil })
        #expect(shout.interrupts && shout.text.contains("stop"))
        #expect((1..<lesson.exercises.count).contains(sitting.record.right))
    }

    @Test func `what is said in another's language is told where it counts as wrong, and the lesson goes on`()
        async throws
    {
        let lesson = try LessonLibrary(path: WrittenPupilTests.shipped.path).lesson("water-cycle")
        let sitting = try await WrittenPupilTests.trial(lesson, .secondLanguage)
        #expect(sitting.record.ending == .over)
        #expect(sitting.record.right == lesson.exercises.count)
    }

    @Test func `the same seed is the same lesson, another one is another`() async throws {
        let lesson = try LessonLibrary(path: WrittenPupilTests.shipped.path).lesson("first-words")
        let one = try await LessonTrial(of: lesson, by: WrittenPupil.allCases, seed: 3)
        let same = try await LessonTrial(of: lesson, by: WrittenPupil.allCases, seed: 3)
        let other = try await LessonTrial(of: lesson, by: WrittenPupil.allCases, seed: 4)
        #expect(one.text() == same.text())
        #expect(one.sittings.map(\.record.lines) != other.sittings.map(\.record.lines))
    }

    @Test func `hints that nobody reaches and turns that are too long are warned of`() async throws {
        let long = String(repeating: "There was once a dog who barked at the moon. ", count: 9)
        let text = LessonFolders.lesson("one", ask: long + "Which animal barks?")
            .replacing("hints: [\"It wags its tail.\", \"It chases cats.\"]", with: "hints: [\"A\", \"B\", \"C\"]")
        let trial = try await LessonTrial(of: try WrittenPupilTests.sample(text), by: WrittenPupil.allCases)
        #expect(trial.warnings.contains { $0.hasPrefix("the tutor talks for ") })
        let few = try await LessonTrial(of: try WrittenPupilTests.sample(), by: WrittenPupil.allCases)
        #expect(few.warnings == [])
    }
}
