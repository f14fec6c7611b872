import Lessons
import Mastery
import Statements
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
