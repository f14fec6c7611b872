import Foundation
import Lessons
import Mastery
import Statements
import TestSupport
import Testing

@Suite struct SkillStateTests {
    @Test func `nothing is mastered in one day`() {
        var state = SkillState()
        for exercise in ["a", "b", "c", "d", "e"] {
            state.add(
                Evidence(
                    exercise: ExerciseID(rawValue: exercise), verdict: .right, number: 1, hints: 0, answer: "x", day: 1)
            )
        }
        #expect(state.standing == .practising)
        state.add(Evidence(exercise: "a", verdict: .right, number: 1, hints: 0, answer: "x", day: 2))
        #expect(state.standing == .mastered)
    }
}

extension SkillStateTests {
    @Test func `mastered needs the model and the rule`() {
        // Four of five right over two days, by guessing among two: the rule is met, the model doubts.
        var guessed = SkillState()
        for (number, verdict) in [Verdict.wrong, .wrong, .wrong, .right, .right, .wrong, .right, .right].enumerated() {
            guessed.add(
                Evidence(
                    exercise: ExerciseID(rawValue: "e\(number)"), verdict: verdict, number: 1, hints: 0, answer: "",
                    choices: 2, day: number))
        }
        #expect(guessed.lastFive.count { $0 } == 4 && !guessed.isLearned && guessed.standing == .practising)
    }

    @Test func `help tells nothing of knowing, and makes it come back sooner`() {
        var alone = SkillState()
        var helped = SkillState()
        alone.add(Evidence(exercise: "a", verdict: .right, number: 1, hints: 0, answer: "", day: 1))
        helped.add(Evidence(exercise: "a", verdict: .right, number: 1, hints: 1, answer: "", day: 1))
        #expect(helped.likelihood == nil && alone.likelihood! > 0.8)
        #expect(helped.memory!.stability < alone.memory!.stability)
    }

    @Test func `a state reads back as it was written, always in the same text`() throws {
        var random = SplitMix(seed: 1)
        for _ in 0..<300 {
            var state = SkillState()
            for number in 0..<Int.random(in: 0...30, using: &random) {
                state.add(
                    Evidence(
                        exercise: ExerciseID(rawValue: "e\(Int.random(in: 0...9, using: &random))"),
                        verdict: Bool.random(using: &random) ? .right : .wrong,
                        number: Int.random(in: 1...3, using: &random), hints: Int.random(in: 0...2, using: &random),
                        answer: "två \"\n\(number)", time: WallTime(milliseconds: Int64(number) * 40_000_000),
                        day: number / 2))
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let text = try encoder.encode(state)
            let read = try JSONDecoder().decode(SkillState.self, from: text)
            #expect(read == state)
            #expect(try encoder.encode(read) == text)
            #expect(!String(decoding: try encoder.encode(state.scrubbed), as: UTF8.self).contains("två"))
        }
    }
}

extension SkillStateTests {
    static func evidence(
        _ exercise: ExerciseID = "a", _ verdict: Verdict = .right, number: Int = 1, hints: Int = 0, day: Int? = 1
    ) -> Evidence {
        Evidence(exercise: exercise, verdict: verdict, number: number, hints: hints, answer: "", day: day)
    }

    static func state(_ evidence: [Evidence]) -> SkillState {
        evidence.reduce(into: SkillState()) { $0.add($1) }
    }

    @Test func `an exercise is one review: good at once, hard with a hint or at the second try, else forgotten`() {
        let schedule = SpacedRepetition()
        let known = SkillStateTests.evidence(day: 1)
        let before = SkillStateTests.state([known]).memory
        func after(_ evidence: [Evidence]) -> SpacedRepetition.Memory? {
            SkillStateTests.state([known] + evidence).memory
        }
        func reviewed(_ grade: SpacedRepetition.Grade) -> SpacedRepetition.Memory {
            schedule.reviewed(before, grade, after: 4).memory
        }
        typealias Try = SkillStateTests
        let wrong = Try.evidence("b", .wrong, day: 5)
        #expect(after([Try.evidence("b", day: 5)]) == reviewed(.good))
        #expect(after([Try.evidence("b", hints: 1, day: 5)]) == reviewed(.hard))
        #expect(after([wrong]) == reviewed(.again))
        #expect(after([wrong, Try.evidence("b", .wrong, number: 2, day: 5)]) == reviewed(.again))
        #expect(after([wrong, Try.evidence("b", number: 2, day: 5)]) == reviewed(.hard))
        let twice = [wrong, Try.evidence("b", .wrong, number: 2, day: 5)]
        #expect(after(twice + [Try.evidence("b", number: 3, day: 5)]) == reviewed(.again))
        // Right only once another exercise was asked: that review has been taken.
        let other = [wrong, Try.evidence("c", .wrong, day: 5)]
        #expect(after(other + [Try.evidence("b", number: 2, day: 5)]) == after(other))
        // Nor is a third time right another review.
        let solved = [wrong, Try.evidence("b", number: 2, day: 5)]
        #expect(after(solved + [Try.evidence("b", number: 3, day: 5)]) == after(solved))
    }

    @Test func `many right answers on one day are no proof that it lasts`() {
        let once = SkillStateTests.state([SkillStateTests.evidence()])
        let often = SkillStateTests.state((1...20).map { SkillStateTests.evidence(ExerciseID(rawValue: "e\($0)")) })
        #expect(often.memory?.stability == once.memory?.stability)
        #expect(once.reviewDay == 3 && often.reviewDay == 3)
        #expect(once.retrievability(on: 1) == 1)
        #expect(abs((once.retrievability(on: 3) ?? 0) - 0.90949326) < 1e-8)
    }

    @Test func `days are the school's, and never go back`() {
        // Not known, it counts as the same day.
        let unknown = SkillStateTests.state([SkillStateTests.evidence(day: nil), SkillStateTests.evidence(day: nil)])
        #expect(unknown.memory != nil && unknown.reviewDay == nil && unknown.retrievability(on: 9) == nil)
        let back = SkillStateTests.state([SkillStateTests.evidence(day: 7), SkillStateTests.evidence(day: 6)])
        #expect(back.reviewedOn == 7)
    }

    @Test(arguments: [(2, 0.5), (3, 1.0 / 3), (4, 0.25), (10, 0.1), (0, 0.5)])
    func `a choice of few is easily guessed`(count: Int, guess: Double) {
        #expect(KnowledgeTracing.choice(of: count).guess == guess)
        #expect(KnowledgeTracing.choice(of: count).slip == 0.1)
    }

    @Test func `answer by answer through its text comes to the same, and stays small`() throws {
        var random = SplitMix(seed: 4)
        let encoder = JSONEncoder()
        for _ in 0..<20 {
            var whole = SkillState()
            var cached = SkillState()
            for number in 0..<200 {
                let evidence = Evidence(
                    exercise: ExerciseID(rawValue: "e\(Int.random(in: 0...9, using: &random))"),
                    verdict: Bool.random(using: &random) ? .right : .wrong,
                    number: Int.random(in: 1...3, using: &random), hints: Int.random(in: 0...2, using: &random),
                    answer: "42", time: WallTime(milliseconds: Int64(number) * 40_000_000), day: number / 2)
                whole.add(evidence)
                cached = try JSONDecoder().decode(SkillState.self, from: encoder.encode(cached))
                cached.add(evidence)
                #expect(whole == cached)
            }
            // Of ten exercises: it does not grow with the answers.
            #expect(try encoder.encode(whole).count < 1_000)
        }
    }

    @Test func `what is planned by is the same text each time, without a word of the pupil`() throws {
        var random = SplitMix(seed: 9)
        for _ in 0..<50 {
            var skills: [SkillKey: SkillState] = [:]
            for number in 0..<Int.random(in: 0...9, using: &random) {
                var state = SkillState()
                state.add(
                    Evidence(exercise: "a", verdict: .wrong, number: 1, hints: 0, answer: "secret", day: number))
                skills[SkillKey(lesson: "l", objective: ObjectiveID(rawValue: "o\(number)"))] = state
            }
            let knowledge = Knowledge(
                skills: skills, day: Bool.random(using: &random) ? 3 : nil,
                seed: .random(in: 0 ... .max, using: &random))
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let text = try encoder.encode(knowledge)
            let read = try JSONDecoder().decode(Knowledge.self, from: text)
            #expect(read == knowledge)
            #expect(try encoder.encode(read) == text)
            #expect(!String(decoding: text, as: UTF8.self).contains("secret"))
        }
    }

    @Test func `a seed is a pupil's and a sitting's`() {
        let seeds = ["p-1", "p-2"].flatMap { pupil in
            ["s-1", "s-2"].map { Knowledge.seed(of: PupilID(rawValue: pupil), in: SessionID(rawValue: $0)) }
        }
        #expect(Set(seeds).count == 4)
        #expect(seeds[0] == Knowledge.seed(of: "p-1", in: "s-1"))
    }
}
