import Appliance
import Audio
import Foundation
import Gradebook
import Lessons
import Realtime
import Simulation
import Statements
import Synchronization
import Tools
import Tutor

/// Holds one lesson after another, forty times as fast as a pupil can, until it is killed: the service as on the box, with
/// its gradebook on its own thread, a board that behaves, the offline tutor. Only the ears and the voice are quick ones.
/// Each answer is told on standard output once the session knows that it is kept, as one line of JSON.
///
/// usage: lesson-until-killed GRADEBOOK
@main struct LessonUntilKilled {
    static func main() async throws {
        guard CommandLine.arguments.count == 2 else {
            FileHandle.standardError.write(Data("usage: lesson-until-killed GRADEBOOK\n".utf8))
            exit(2)
        }
        let store = try ProgressStore(path: CommandLine.arguments[1])
        let words = SpokenWords()
        let engine = OfflineEngine(
            voices: OfflineVoices {
                QuickEars(words)
            } makeVoice: {
                QuickVoice()
            })
        for seed in 0... { try await hold(seed, store, engine, words) }
    }

    private static func hold(
        _ seed: Int, _ store: ProgressStore, _ engine: OfflineEngine, _ words: SpokenWords
    ) async throws {
        let board = SimulatedBoard(pace: 40, recorded: .zero)
        let keeper = try GradebookKeeper(store: store, pupil: .guest, lesson: lesson, at: board.now)
        tell(["session": .string(keeper.session.rawValue)])
        let scripts: [[PupilMove]] = [[.wrong, .right, .askForHint], [], [.wrong, .wrong, .right, .wrong]]
        let pupil = ScriptedPupil(board: board, lesson: lesson, moves: scripts[seed % scripts.count]) { said in
            words.set(said)
            return AudioFrame([Int16](repeating: 8_000, count: AudioFrame.sampleRate / 5))
        }
        let open = Mutex<[Ticket: Attempt]>([:])
        let service = TutorService(
            board: board, link: OfflineLink(engine: engine), session: Session(lesson: lesson), keeper: keeper,
            tools: ToolBox(), clock: board, lifetime: .oneLesson
        ) { step in
            for case .record(let attempt, let ticket) in step.actions { open.withLock { $0[ticket] = attempt } }
            if case .recorded(let ticket) = step.event, let attempt = open.withLock({ $0[ticket] }) { tell(attempt) }
            pupil.watch(step)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            group.addTask {
                try await pupil.run()
                // The service ends the lesson.
                try await Task.sleep(for: .seconds(60))
            }
            try await group.next()
            group.cancelAll()
        }
        try keeper.end(at: board.now)
    }

    private static func tell(_ attempt: Attempt) {
        tell([
            "exercise": .string(attempt.exercise.rawValue), "answer": .string(attempt.answer),
            "verdict": .string(attempt.verdict.rawValue),
        ])
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
