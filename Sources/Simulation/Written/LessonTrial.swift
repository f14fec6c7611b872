public import Gradebook
public import Lessons
public import Tutor

/// A lesson as its author tries it: taken by scripted pupils in words, and what that shows of the file.
public struct LessonTrial: Sendable {
    /// A turn of the tutor that lasts longer is too long to listen to, in seconds.
    static let longestTurn = 20.0

    /// One pupil's sitting, with what the gradebook holds of it.
    public struct Sitting: Sendable, Hashable, Codable {
        public var record: SittingRecord
        public var recorded: [ObjectiveProgress]
        /// What a pupil like this shows to be wrong.
        public var problems: [String]
    }

    public let lesson: Lesson
    public let sittings: [Sitting]
    /// What its author should look at.
    public let warnings: [String]

    public var problems: [String] {
        sittings.flatMap { sitting in sitting.problems.map { "\(sitting.record.pupil.rawValue): \($0)" } }
    }

    /// Has a lesson taken by pupils, all at once.
    ///
    /// - Parameters:
    ///   - lesson: as its file has it; its numbers are drawn here.
    ///   - seed: the same seed is the same trial; nil draws as 1 does, and gives each first accepted answer.
    ///   - tools: as the session is told of them, each with what pupils say to have it called.
    ///   - runTool: the result of a tool, as JSON text.
    /// - Throws: ``GradebookError``, or what keeps a temporary file from being made.
    public init(
        of lesson: Lesson, by pupils: [WrittenPupil], seed: UInt64? = nil, exercises: Int? = nil,
        tools: [ToolCard] = [], toolPhrases: [String] = [],
        runTool: @escaping @Sendable (ToolCall) -> String = { _ in #"{"error":"no tool is run here"}"# }
    ) async throws {
        let drawn = lesson.drawn(seed: seed ?? 1)
        var settings = SessionSettings()
        settings.exercises = exercises
        settings.tools = tools
        let plan = settings
        var sittings = try await withThrowingTaskGroup(of: (Int, Sitting).self) { group in
            for (index, pupil) in pupils.enumerated() {
                group.addTask {
                    let book = try TrialGradebook(lesson: drawn.id)
                    defer { book.remove() }
                    var sitting = WrittenSitting(
                        drawn, pupil: pupil, seed: seed, settings: plan,
                        surroundings: .init(keep: book.keep, runTool: runTool, toolPhrases: toolPhrases))
                    let record = sitting.take()
                    let problems = LessonTrial.problems(in: record, drawn)
                    return (index, Sitting(record: record, recorded: try book.close(drawn), problems: problems))
                }
            }
            var found: [(Int, Sitting)] = []
            for try await sitting in group { found.append(sitting) }
            return found
        }
        sittings.sort { $0.0 < $1.0 }
        self.lesson = drawn
        self.sittings = sittings.map(\.1)
        warnings = LessonTrial.warnings(in: self.sittings, drawn, exercises: exercises)
    }

    /// What was heard of each exercise by any of the pupils.
    public var coverage: [ExerciseCoverage] { LessonTrial.coverage(sittings) }

    static func coverage(_ sittings: [Sitting]) -> [ExerciseCoverage] {
        guard let first = sittings.first else { return [] }
        return sittings.dropFirst().reduce(first.record.exercises) { all, sitting in
            zip(all, sitting.record.exercises).map { $0.joined($1) }
        }
    }
}
