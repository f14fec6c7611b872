import Foundation
import Gradebook
import Lessons
import Statements

/// A folder of its own that is removed at the end of a test.
final class Folder: Sendable {
    let url: URL

    /// - Parameter inMemory: where the system has a file system for that.
    init(inMemory: Bool = false) throws {
        let memory = URL(filePath: "/dev/shm")
        let parent =
            inMemory && FileManager.default.isWritableFile(atPath: memory.path)
            ? memory : FileManager.default.temporaryDirectory
        url = parent.appending(path: "gradebook-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String = "gradebook.sqlite") -> String { url.appending(path: name).path }

    func copyFiles(to other: Folder) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: url.path) {
            try FileManager.default.copyItem(atPath: path(name), toPath: other.path(name))
        }
    }
}

enum Samples {
    static let boot: BootID = "boot-1"
    /// 2 March 2026, 09:00:07 UTC.
    static let morning = WallTime(milliseconds: 1_772_442_007_412)
    static let day: Int64 = 86_400_000

    static let lesson = Lesson(
        id: "sums", title: "Sums & more", language: "en", ages: 7...9,
        objectives: [Objective(id: "add", title: "Add"), Objective(id: "take", title: "Take away")],
        exercises: [
            Exercise(id: "a", objective: "add", kind: .number, ask: "One and one?", expect: ["2"], explain: "Two."),
            Exercise(id: "b", objective: "add", kind: .number, ask: "Two and one?", expect: ["3"], explain: "Three."),
            Exercise(id: "c", objective: "add", kind: .number, ask: "Two and two?", expect: ["4"], explain: "Four."),
            Exercise(id: "d", objective: "take", kind: .number, ask: "Two less one?", expect: ["1"], explain: "One."),
        ],
        instructions: "Be kind.")

    static func attempt(
        _ exercise: ExerciseID = "a", objective: ObjectiveID = "add", answer: String = "two",
        _ verdict: Verdict = .right, number: Int = 1, hints: Int = 0, confidence: Double? = 0.9
    ) -> Attempt {
        Attempt(
            lesson: "sums", exercise: exercise, objective: objective, answer: answer, verdict: verdict, number: number,
            hints: hints, confidence: confidence)
    }
}
