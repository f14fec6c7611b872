import Lessons
import Mastery
import Statements
import TestSupport
import Testing

@Suite struct ExercisePlanTests {
    /// Three skills, the last after the first; four exercises each.
    static let lesson: Lesson = {
        let objectives = [
            Objective(id: "x", title: "X"), Objective(id: "y", title: "Y"),
            Objective(id: "z", title: "Z", after: ["x"]),
        ]
        let exercises = ["x", "y", "z"].flatMap { objective in
            (1...4).map { number in
                Exercise(
                    id: ExerciseID(rawValue: "\(objective)\(number)"), objective: ObjectiveID(rawValue: objective),
                    kind: .number, ask: "?", expect: ["1"], explain: "1")
            }
        }
        return Lesson(
            id: "l", title: "L", language: "en", ages: 7...9, objectives: objectives, exercises: exercises,
            instructions: "")
    }()

    static func state(_ objective: String, right: Int, wrong: Int = 0, day: Int) -> SkillState {
        var state = SkillState()
        for number in 0..<(right + wrong) {
            state.add(
                Evidence(
                    exercise: ExerciseID(rawValue: "\(objective)\(1 + number % 4)"),
                    verdict: number < wrong ? .wrong : .right, number: 1, hints: 0, answer: "1", day: day))
        }
        return state
    }

    static func knowledge(_ states: [String: SkillState], day: Int, seed: UInt64 = 7) -> Knowledge {
        Knowledge(
            skills: Dictionary(
                uniqueKeysWithValues: states.map {
                    (SkillKey(lesson: "l", objective: ObjectiveID(rawValue: $0.key)), $0.value)
                }), day: day, seed: seed)
    }

    /// The whole lesson, each exercise once.
    static func order(_ knowledge: Knowledge?) -> [ExerciseID] {
        var plan = ExercisePlan(lesson: lesson, knowledge: knowledge)
        var left = lesson.exercises
        var order: [ExerciseID] = []
        while let next = plan.next(of: left) {
            order.append(next)
            left.removeAll { $0.id == next }
        }
        return order
    }

    @Test func `without knowledge it is the lesson's order`() {
        #expect(ExercisePlanTests.order(nil) == ExercisePlanTests.lesson.exercises.map(\.id))
        #expect(
            ExercisePlanTests.order(ExercisePlanTests.knowledge([:], day: 9))
                == ExercisePlanTests.lesson.exercises.map(\.id))
    }

    @Test func `what is due comes first, and no more than a third of it`() {
        let learned = ExercisePlanTests.state("x", right: 4, day: 100)
        let alsoLearned = ExercisePlanTests.state("y", right: 4, day: 90)
        let order = ExercisePlanTests.order(ExercisePlanTests.knowledge(["x": learned, "y": alsoLearned], day: 200))
        // The most forgotten first, then what is to be learned, then the other.
        #expect(order[0].rawValue.hasPrefix("y"))
        #expect(order[1...2].allSatisfy { $0.rawValue.hasPrefix("z") })
        #expect(order[3].rawValue.hasPrefix("x"))
        // Nothing is due on the next day.
        let next = ExercisePlanTests.order(ExercisePlanTests.knowledge(["x": learned], day: 101))
        #expect(!next[0].rawValue.hasPrefix("x"))
    }

    @Test func `what stands on something else waits for it`() {
        let begun = ExercisePlanTests.state("x", right: 0, wrong: 2, day: 100)
        let order = ExercisePlanTests.order(ExercisePlanTests.knowledge(["x": begun], day: 101))
        #expect(order.prefix(8).allSatisfy { !$0.rawValue.hasPrefix("z") })
    }

    @Test func `the nearest to the line is finished first`() {
        let near = ExercisePlanTests.state("y", right: 1, day: 100)
        let far = ExercisePlanTests.state("x", right: 0, wrong: 3, day: 100)
        let order = ExercisePlanTests.order(ExercisePlanTests.knowledge(["x": far, "y": near], day: 101))
        #expect(order.prefix(3).allSatisfy { $0.rawValue.hasPrefix("y") })
        // What was asked before comes after what was not.
        #expect(order[0] == "y2")
    }

    @Test func `any history plans each exercise once, never one twice running, and the same for the same seed`() {
        var random = SplitMix(seed: 3)
        for round in 0..<500 {
            var states: [String: SkillState] = [:]
            for objective in ["x", "y", "z"] where Bool.random(using: &random) {
                states[objective] = ExercisePlanTests.state(
                    objective, right: Int.random(in: 0...6, using: &random),
                    wrong: Int.random(in: 0...3, using: &random),
                    day: Int.random(in: 90...100, using: &random))
            }
            let knowledge = ExercisePlanTests.knowledge(
                states, day: Int.random(in: 100...400, using: &random), seed: UInt64(round))
            let order = ExercisePlanTests.order(knowledge)
            #expect(Set(order) == Set(ExercisePlanTests.lesson.exercises.map(\.id)) && order.count == 12)
            #expect(order == ExercisePlanTests.order(knowledge))
            // Where exercises may come back.
            var plan = ExercisePlan(lesson: ExercisePlanTests.lesson, knowledge: knowledge)
            var last: ExerciseID?
            for _ in 0..<30 {
                let next = plan.next(of: ExercisePlanTests.lesson.exercises)
                if !states.isEmpty, states.values.contains(where: { $0.tries > 0 }) { #expect(next != last) }
                last = next
            }
        }
    }
}
