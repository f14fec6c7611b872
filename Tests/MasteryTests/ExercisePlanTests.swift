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
    static func order(_ knowledge: Knowledge?, questions: Int? = nil) -> [ExerciseID] {
        var plan = ExercisePlan(lesson: lesson, knowledge: knowledge, questions: questions)
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
        let knowledge = ExercisePlanTests.knowledge(["x": learned, "y": alsoLearned], day: 200)
        // The most forgotten first, then what is to be learned.
        let order = ExercisePlanTests.order(knowledge)
        #expect(order.prefix(6).map { $0.rawValue.prefix(1) } == ["y", "x", "z", "z", "z", "z"])
        // Of five questions one is a review, of two none.
        let five = ExercisePlanTests.order(knowledge, questions: 5)
        #expect(five.prefix(5).map { $0.rawValue.prefix(1) } == ["y", "z", "z", "z", "z"])
        #expect(ExercisePlanTests.order(knowledge, questions: 2).prefix(2) == ["z1", "z2"])
        // Nothing is due on the next day, nor while the day is not known.
        for day in [101, nil] {
            var next = ExercisePlanTests.knowledge(["x": learned], day: 101)
            next.day = day
            #expect(ExercisePlanTests.order(next)[0].rawValue.first != "x")
        }
    }

    @Test func `each fourth question to learn by is an easy one`() {
        let learned = ExercisePlanTests.state("x", right: 4, day: 100)
        let begun = ExercisePlanTests.state("y", right: 0, wrong: 2, day: 100)
        // Of what was learned yesterday.
        let order = ExercisePlanTests.order(ExercisePlanTests.knowledge(["x": learned, "y": begun], day: 101))
        #expect(order.prefix(8).indices.filter { order[$0].rawValue.first == "x" } == [3, 7])
        // Nothing was learned yet: of what went right before.
        var some = begun
        some.add(Evidence(exercise: "y4", verdict: .right, number: 1, hints: 0, answer: "1", day: 100))
        some.add(Evidence(exercise: "y3", verdict: .wrong, number: 1, hints: 0, answer: "1", day: 100))
        let other = ExercisePlanTests.order(ExercisePlanTests.knowledge(["y": some], day: 101))
        #expect(other[3] == "y4")
    }

    @Test func `when all is learned and nothing is due it is the lesson's order`() {
        let states = ["x", "y", "z"].map { ($0, ExercisePlanTests.state($0, right: 5, day: 100)) }
        let knowledge = ExercisePlanTests.knowledge(Dictionary(uniqueKeysWithValues: states), day: 100)
        #expect(ExercisePlanTests.order(knowledge) == ExercisePlanTests.lesson.exercises.map(\.id))
    }

    @Test func `an answer of the sitting changes what comes next`() {
        let near = ExercisePlanTests.state("x", right: 1, wrong: 1, day: 100)
        var plan = ExercisePlan(
            lesson: ExercisePlanTests.lesson, knowledge: ExercisePlanTests.knowledge(["x": near], day: 101))
        var left = ExercisePlanTests.lesson.exercises
        func next() -> ExerciseID? {
            let next = plan.next(of: left)
            left.removeAll { $0.id == next }
            return next
        }
        let exercise = next()
        #expect(exercise?.rawValue.first == "x")
        plan.add(Evidence(exercise: exercise ?? "", verdict: .right, number: 1, hints: 0, answer: ""), to: "x")
        // It is learned now: what stands on it is open beside what was never asked, and once it was tried it is nearer.
        #expect(next()?.rawValue.first != "x")
        plan.add(Evidence(exercise: "z1", verdict: .right, number: 1, hints: 0, answer: ""), to: "z")
        #expect(next()?.rawValue.first == "z")
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

    /// What is said above of the plan, held against random pupils who answer at random.
    @Test func `any sitting keeps the rules`() {
        var random = SplitMix(seed: 8)
        var reviewed = 0
        for round in 0..<Thoroughness.scaled(400, to: 20_000) {
            var states: [String: SkillState] = [:]
            for objective in ["x", "y", "z"] where Int.random(in: 0..<4, using: &random) > 0 {
                states[objective] = ExercisePlanTests.state(
                    objective, right: Int.random(in: 1...6, using: &random),
                    wrong: Int.random(in: 0...2, using: &random), day: Int.random(in: 90...100, using: &random))
            }
            guard !states.isEmpty else { continue }
            let day = Int.random(in: 100...160, using: &random)
            let questions = Int.random(in: 1...12, using: &random)
            var plan = ExercisePlan(
                lesson: ExercisePlanTests.lesson,
                knowledge: ExercisePlanTests.knowledge(states, day: day, seed: UInt64(round)), questions: questions)
            var left = ExercisePlanTests.lesson.exercises
            var reviews: [Double] = []
            for _ in 0..<questions {
                func isLearned(_ name: String) -> Bool { states[name]?.isLearned == true }
                func isDue(_ name: String) -> Bool { isLearned(name) && (states[name]?.reviewDay ?? .max) <= day }
                func isReady(_ name: String) -> Bool { name != "z" || isLearned("x") }
                let names = Set(left.map(\.objective.rawValue))
                let open = names.filter { !isLearned($0) && isReady($0) }
                guard let next = plan.next(of: left), let exercise = left.first(where: { $0.id == next }) else {
                    Issue.record("nothing was asked, with \(left.count) exercises left")
                    return
                }
                let name = exercise.objective.rawValue
                if isDue(name), !open.isEmpty {
                    reviews.append(states[name]?.retrievability(on: day) ?? 1)
                } else if !open.isEmpty {
                    #expect(open.contains(name) || isLearned(name), "\(next) waits for another")
                } else if names.contains(where: isReady) {
                    #expect(isReady(name))
                }
                left.removeAll { $0.id == next }
                let evidence = Evidence(
                    exercise: next, verdict: Bool.random(using: &random) ? .right : .wrong, number: 1, hints: 0,
                    answer: "", day: day)
                plan.add(evidence, to: exercise.objective)
                states[name, default: SkillState()].add(evidence)
            }
            #expect(reviews.count * 3 <= questions, "\(reviews.count) of \(questions) are reviews")
            #expect(reviews == reviews.sorted())
            reviewed += reviews.count
        }
        #expect(reviewed > 100, "the histories above are such that much is due: \(reviewed)")
    }
}
