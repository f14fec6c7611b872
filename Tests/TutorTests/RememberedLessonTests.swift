import Lessons
import Mastery
import Realtime
import Statements
import Testing

@testable import Tutor

/// A lesson that is held more than once: what was answered decides what is asked.
struct RememberedLessonTests {
    /// Sums of two numbers: four of ones, four of tens, and four of hundreds that stand on the tens.
    private static let sums: Lesson = {
        let objectives = [
            Objective(id: "ones", title: "Add ones"), Objective(id: "tens", title: "Add tens"),
            Objective(id: "hundreds", title: "Add hundreds", after: ["tens"]),
        ]
        let exercises = zip(objectives, [1, 10, 100]).flatMap { objective, unit in
            (1...4).map { number in
                Exercise(
                    id: ExerciseID(rawValue: "\(objective.id)-\(number)"), objective: objective.id, kind: .number,
                    ask: "What is \(number * unit) and \(unit)?", expect: ["\((number + 1) * unit)"],
                    hints: ["Count on by \(unit)."], explain: "It is \((number + 1) * unit).")
            }
        }
        return Lesson(
            id: "sums", title: "Sums", language: "en-GB", ages: 6...8, objectives: objectives, exercises: exercises,
            instructions: "Be kind.")
    }()

    /// What was asked, in order, and what was answered.
    private struct Sitting {
        var asked: [ExerciseID] = []
        var attempts: [Attempt] = []
    }

    /// Holds the lesson to its end.
    /// - Parameter knows: whether the pupil has the answer at that try (1 is the first).
    private static func hold(
        _ run: inout LessonRun, knows: (Exercise, Int) -> Bool = { _, _ in true }
    ) -> Sitting {
        var sitting = Sitting()
        _ = run.call("next_exercise", arguments: "{}")
        while let exercise = run.current, sitting.attempts.count < 200 {
            if sitting.asked.last != exercise.id { sitting.asked.append(exercise.id) }
            let tries = sitting.attempts.count { $0.exercise == exercise.id } + 1
            let answer = knows(exercise, tries) ? exercise.expect[0] : "7777"
            let outcome = run.call("check_answer", arguments: #"{"answer":"\#(answer)"}"#)
            if let attempt = outcome?.attempt { sitting.attempts.append(attempt) }
            if run.current == nil { _ = run.call("next_exercise", arguments: "{}") }
        }
        #expect(run.isOver)
        return sitting
    }

    /// As the gradebook does: each answer, with the school's day.
    private static func fold(_ sittings: [(Sitting, day: Int)]) -> [SkillKey: SkillState] {
        var skills: [SkillKey: SkillState] = [:]
        for (sitting, day) in sittings {
            for attempt in sitting.attempts {
                skills[SkillKey(lesson: attempt.lesson, objective: attempt.objective), default: SkillState()].add(
                    Evidence(
                        exercise: attempt.exercise, verdict: attempt.verdict, number: attempt.number,
                        hints: attempt.hints, answer: attempt.answer, choices: attempt.choices, day: day))
            }
        }
        return skills
    }

    private static func knowledge(_ sittings: [(Sitting, day: Int)], on day: Int) -> Knowledge {
        Knowledge(skills: fold(sittings), day: day, seed: Knowledge.seed(of: "p-1", in: "s-2"))
    }

    @Test func `the second sitting asks what is due, then what was not learned`() throws {
        var first = LessonRun(lesson: RememberedLessonTests.sums)
        let monday = RememberedLessonTests.hold(&first) { exercise, _ in exercise.objective == "ones" }
        #expect(Array(monday.asked.prefix(12)) == RememberedLessonTests.sums.exercises.map(\.id))
        // Two weeks later.
        let knowledge = RememberedLessonTests.knowledge([(monday, 100)], on: 114)
        let ones = try #require(knowledge.skills[SkillKey(lesson: "sums", objective: "ones")])
        #expect(ones.isLearned && ones.reviewDay == 102)
        var second = LessonRun(lesson: RememberedLessonTests.sums, knowledge: knowledge)
        let later = RememberedLessonTests.hold(&second)
        #expect(later.asked.count == 12 && Set(later.asked).count == 12)
        #expect(later.asked[0] == "ones-1")
        // One review of a skill is enough; then the tens, then the hundreds that stand on them.
        #expect(later.asked[1].rawValue.hasPrefix("tens") && later.asked[2].rawValue.hasPrefix("tens"))
        let hundreds = try #require(later.asked.firstIndex { $0.rawValue.hasPrefix("hundreds") })
        let tens = later.asked.prefix(hundreds).count { $0.rawValue.hasPrefix("tens") }
        #expect(tens >= 2)
        // The same pupil and sitting, the same questions.
        var again = LessonRun(lesson: RememberedLessonTests.sums, knowledge: knowledge)
        #expect(RememberedLessonTests.hold(&again).asked == later.asked)
        // On a third day all stands as it should.
        let end = RememberedLessonTests.fold([(monday, 100), (later, 114)])
        #expect(end.values.map(\.isLearned) == [true, true, true])
        #expect(end[SkillKey(lesson: "sums", objective: "ones")]?.standing == .mastered)
    }

    @Test func `a short sitting asks what matters most to the pupil`() {
        var first = LessonRun(lesson: RememberedLessonTests.sums)
        let monday = RememberedLessonTests.hold(&first) { exercise, _ in exercise.objective != "hundreds" }
        let knowledge = RememberedLessonTests.knowledge([(monday, 100)], on: 101)
        var short = LessonRun(lesson: RememberedLessonTests.sums, limit: 2, knowledge: knowledge)
        #expect(RememberedLessonTests.hold(&short).asked == ["hundreds-1", "hundreds-2"])
        // Who is not known gets the beginning.
        var guest = LessonRun(lesson: RememberedLessonTests.sums, limit: 3)
        #expect(RememberedLessonTests.hold(&guest).asked == ["ones-1", "ones-2", "ones-3"])
    }

    @Test func `a question that comes back is no first try again`() {
        var run = LessonRun(lesson: lesson)
        let sitting = RememberedLessonTests.hold(&run) { exercise, tries in
            exercise.id != "two-and-two" || tries > 3
        }
        #expect(sitting.asked == ["two-and-two", "one-and-two", "two-and-two"])
        let tries = sitting.attempts.filter { $0.exercise == "two-and-two" }
        #expect(tries.map(\.number) == [1, 2, 3, 4])
        #expect(tries.map(\.hints) == [0, 1, 2, 3], "two hints, and what was explained")
        #expect(tries.last?.verdict == .right)
    }

    @Test func `an explanation counts as help, and a question that was skipped is as it was`() {
        func answer(after name: String, _ arguments: String = "{}") -> Attempt? {
            var run = LessonRun(lesson: lesson, limit: 1)
            _ = run.call("next_exercise", arguments: "{}")
            _ = run.call(name, arguments: arguments)
            if run.current == nil { _ = run.call("next_exercise", arguments: "{}") }
            return run.call("check_answer", arguments: #"{"answer":"four"}"#)?.attempt
        }
        #expect(answer(after: "explain")?.hints == 1)
        #expect(answer(after: "next_exercise", #"{"skip":true}"#)?.hints == 0)
        #expect(answer(after: "next_exercise", #"{"skip":true}"#)?.number == 1)
    }

    @Test func `an edit of the lesson asks what is new, and not what is gone`() {
        let old = RememberedLessonTests.sums
        func edited(_ exercises: [Exercise]) -> Lesson {
            Lesson(
                id: old.id, title: old.title, language: old.language, ages: old.ages, objectives: old.objectives,
                exercises: exercises, instructions: old.instructions)
        }
        for knowledge in [nil, RememberedLessonTests.knowledge([], on: 1)] {
            var run = LessonRun(lesson: edited(Array(old.exercises.prefix(6))), limit: 4, knowledge: knowledge)
            _ = run.call("next_exercise", arguments: "{}")
            // The third is gone, the last two are new.
            run.take(edited(Array(old.exercises[0..<2] + old.exercises[3..<8])))
            let asked = RememberedLessonTests.hold(&run).asked
            #expect(asked == ["ones-1", "ones-2", "ones-4", "tens-3", "tens-4"])
        }
    }

    @Test func `an answer holds what would have been right, how many there were to choose from, and the time`() {
        let choice = Exercise(
            id: "sea", objective: "animals", kind: .choice,
            ask: "Which lives in the sea: the cow, the hen or the whale?",
            expect: ["the whale", "whale", "a whale", "the big whale"],
            confusions: [Confusion(say: ["the cow"], because: "No."), Confusion(say: ["the hen"], because: "No.")],
            explain: "The whale.")
        var run = LessonRun(
            lesson: Lesson(
                id: "sea", title: "Sea", language: "en-GB", ages: 6...8,
                objectives: [Objective(id: "animals", title: "Animals")], exercises: [choice], instructions: ""))
        _ = run.call("next_exercise", arguments: "{}")
        let attempt = run.call("check_answer", arguments: #"{"answer":"the whale"}"#)?.attempt
        #expect(attempt?.choices == 3)
        #expect(attempt?.expected == ["the whale", "whale", "a whale"])
        #expect(attempt?.spentMilliseconds == nil, "the run has no clock: the session fills it in")
    }
}
