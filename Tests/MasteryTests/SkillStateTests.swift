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
