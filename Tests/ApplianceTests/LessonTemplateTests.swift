import Appliance
import Lessons
import Simulation
import Testing

struct LessonTemplateTests {
    @Test(arguments: Exercise.Kind.allCases)
    func `a new lesson of any kind can be read and taught as it is`(kind: Exercise.Kind) async throws {
        let template = LessonTemplate(id: "new-lesson", kinds: [kind])
        let lesson = try LessonFile.parse(template.text, path: "new.md").get()
        #expect(lesson.exercises.map(\.kind) == [kind])
        let trial = try await LessonTrial(of: lesson, by: WrittenPupil.allCases)
        #expect(trial.problems == [])
    }

    @Test func `a new lesson of all kinds can be, too, in other languages and with an odd title`() async throws {
        for language in ["en", "es", "fr-CA", "pt-BR"] {
            let template = LessonTemplate(
                id: "everything", title: #"A "quoted" \ title: with # all"#, language: language, ages: 3...99,
                kinds: Exercise.Kind.allCases)
            let lesson = try LessonFile.parse(template.text, path: "new.md").get()
            #expect(lesson.title == #"A "quoted" \ title: with # all"#)
            #expect(lesson.exercises.count == Exercise.Kind.allCases.count)
        }
        let template = LessonTemplate(id: "everything", kinds: Exercise.Kind.allCases)
        let lesson = try LessonFile.parse(template.text, path: "new.md").get()
        let trial = try await LessonTrial(of: lesson, by: WrittenPupil.allCases)
        #expect(trial.problems == [])
        #expect(trial.warnings == [], "\(trial.text())")
    }

    @Test func `the title is made of the id where none is given`() {
        #expect(LessonTemplate(id: "the-water-cycle").title == "The water cycle")
    }
}
