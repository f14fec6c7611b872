import Appliance
import Foundation
import Gradebook
import Lessons
import Realtime
import Simulation
import Statements

/// Holds one lesson after another as fast as it can, with a pupil in words, until it is killed: the real session, tutor,
/// marking and gradebook. Each answer is told on standard output once it was acknowledged, as one line of JSON.
///
/// usage: lesson-until-killed GRADEBOOK
@main struct LessonUntilKilled {
    static func main() throws {
        guard CommandLine.arguments.count == 2 else {
            FileHandle.standardError.write(Data("usage: lesson-until-killed GRADEBOOK\n".utf8))
            exit(2)
        }
        let store = try ProgressStore(path: CommandLine.arguments[1])
        let began = ContinuousClock.now
        for seed in 0... {
            let keeper = try GradebookKeeper(
                store: store, pupil: .guest, lesson: lesson, at: ContinuousClock.now - began)
            tell(["session": .string(keeper.session.rawValue)])
            let pupils: [WrittenPupil] = [.guessing, .perfect, .secondLanguage]
            var sitting = WrittenSitting(
                lesson, pupil: pupils[seed % pupils.count], seed: UInt64(seed),
                surroundings: WrittenSitting.Surroundings { attempt, _ in
                    try keeper.keep(attempt, at: ContinuousClock.now - began)
                    tell([
                        "exercise": .string(attempt.exercise.rawValue), "answer": .string(attempt.answer),
                        "verdict": .string(attempt.verdict.rawValue),
                    ])
                })
            _ = sitting.take()
            try keeper.end(at: ContinuousClock.now - began)
        }
    }

    /// Past every buffer of this process: what is in the pipe outlives it.
    private static func tell(_ fields: JSONObject) {
        FileHandle.standardOutput.write(Data((JSONValue.object(fields).text + "\n").utf8))
    }

    private static let lesson = Lesson(
        id: "sums", title: "Sums", language: "en-GB", ages: 6...9, objectives: [Objective(id: "add", title: "Add")],
        exercises: (1...8).map { number in
            Exercise(
                id: ExerciseID(rawValue: "sum-\(number)"), objective: "add", kind: .number,
                ask: "What is \(number) and two?", expect: ["\(number + 2)"],
                confusions: [Confusion(say: ["\(number)"], because: "That is what we began with.")],
                explain: "It is \(number + 2).")
        }, instructions: "Be kind.")
}
