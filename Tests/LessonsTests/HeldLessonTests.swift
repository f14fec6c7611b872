import Lessons
import Testing

@Suite struct HeldLessonTests {
    private let lesson: Lesson

    init() throws { lesson = try LessonFile.parse(FullLesson.text, path: "f.md").get() }

    @Test(arguments: ["es", "es-MX", "ES"])
    func `a lesson is held in a language that it has, with or without region`(tag: String) throws {
        let held = lesson.held(in: tag)
        #expect(held.language == tag)
        let pump = try #require(held.exercise("pump"))
        #expect(pump.ask == "¿Qué es esto?" && pump.expect == ["corazón"] && pump.praise == "¡Sí!")
        #expect(pump.confusions.map(\.say) == [["pulmón"]] && pump.hints == ["Late."])
        #expect(pump.image == "heart" && pump.language(in: held.language) == tag)
    }

    @Test func `what is not translated is asked and answered in the lesson's own language`() throws {
        let held = lesson.held(in: "es")
        let bigger = try #require(held.exercise("bigger"))
        #expect(bigger.ask == lesson.exercise("bigger")?.ask && bigger.language(in: "es") == "en-GB")
        #expect(held.exercise("cat-in-french")?.answerLanguage == "fr")
        let brazilian = lesson.held(in: "pt-BR")
        let pump = try #require(brazilian.exercise("pump"))
        #expect(pump.ask == "O que é isto?" && pump.expect == ["heart", "the heart"])
        #expect(pump.language(in: "pt-BR") == "en-GB", "the answer has no Portuguese form")
        // A number is a number: it is answered in the language of its question.
        #expect(held.exercise("take-away")?.language(in: "es") == "es")
    }

    @Test(arguments: ["fr", "pt", "en", "en-GB", "", "x"])
    func `a language that no exercise has leaves the lesson as it is`(tag: String) {
        #expect(lesson.held(in: tag) == lesson)
    }

    @Test func `a lesson tells which languages it has`() { #expect(lesson.otherLanguages == ["es", "pt-BR"]) }
}
