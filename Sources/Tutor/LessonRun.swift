public import Lessons
public import Mastery
import Realtime

/// Holds one pupil's way through one lesson: which question is open, what was tried, what comes next.
///
/// Pure: a tool call in, its result and the attempt to keep out.
public struct LessonRun: Sendable, Hashable {
    /// What a tool call came to.
    public struct Outcome: Sendable, Hashable {
        /// JSON for the model.
        public var output: String
        /// A marked answer, to be kept before the pupil hears of it.
        public var attempt: Attempt?
        /// A hint that was given: which it is of the exercise's, 1 is the first.
        public var hint: Happening?
        /// The picture of a question that is asked for the first time.
        public var image: LessonImage?
        /// What the result becomes when the attempt could not be kept.
        public var unsavedOutput: String
    }

    enum State: Sendable, Hashable {
        case notStarted
        case asking(Asked)
        /// The last exercise is finished; the next was not asked yet.
        case between
        case over
    }

    struct Asked: Sendable, Hashable {
        var exercise: ExerciseID
        var tries = 0
        var hints = 0
    }

    /// An answer that was heard with less confidence is asked again, and is no evidence.
    static let leastConfidence = 0.4

    public internal(set) var lesson: Lesson
    var state = State.notStarted
    var plan: ExercisePlan
    /// Exercises that were not asked yet, in the lesson's order.
    var fresh: [ExerciseID]
    /// How many of them are still to be asked.
    var room: Int
    /// Exercises that were not solved: each comes once more, after the others.
    var returning: [ExerciseID] = []
    var returned: Set<ExerciseID> = []
    var rightAnswers = 0
    /// How often each exercise was answered, over all times that it was asked.
    var answered: [ExerciseID: Int] = [:]
    /// How often the pupil was helped with each: by a hint, or by the explanation.
    var helped: [ExerciseID: Int] = [:]
    /// Exercises that were asked.
    var begun: Set<ExerciseID> = []
    var words: TeachingWords { TeachingWords.of(lesson.language) }

    /// - Parameters:
    ///   - limit: how many exercises to ask at the most; `nil` asks all.
    ///   - knowledge: what the pupil knows; without it the lesson is asked in its own order.
    public init(lesson: Lesson, limit: Int? = nil, knowledge: Knowledge? = nil) {
        self.lesson = lesson
        room = min(lesson.exercises.count, max(1, limit ?? lesson.exercises.count))
        plan = ExercisePlan(lesson: lesson, knowledge: knowledge, questions: room)
        // A short sitting asks what matters most to this pupil; where nothing is known, how the lesson begins.
        fresh = lesson.exercises.prefix(plan.isPlanned ? lesson.exercises.count : room).map(\.id)
    }

    /// The question that waits for an answer.
    public var current: Exercise? {
        switch state {
        case .asking(let asked): lesson.exercise(asked.exercise)
        case .notStarted, .between, .over: nil
        }
    }

    /// Where the lesson stands, in a sentence for a model that does not know its beginning.
    var standing: String {
        "\(rightAnswers) questions of the lesson have been answered right, \(exercisesLeft) are still to be asked."
    }

    /// Questions that are still to come, after the one that is open.
    var exercisesLeft: Int { min(room, fresh.count) + returning.count }

    /// Whether the lesson has been ended.
    public var isOver: Bool { state == .over }

    /// Runs a lesson tool, or returns `nil` when the name is none.
    public mutating func call(_ name: String, arguments: String) -> Outcome? {
        guard let tool = LessonTool(rawValue: name) else { return nil }
        let given: [String: JSONValue]
        switch ToolArguments.parse(arguments) {
        case .success(let value): given = value
        case .failure(let fault): return outcome(ToolResult(error: fault.description))
        }
        switch tool {
        case .nextExercise: return nextExercise(skip: given["skip"] == .bool(true))
        case .checkAnswer:
            guard case .string(let answer)? = given["answer"] else {
                return outcome(ToolResult(error: "check_answer needs `answer`: the pupil's words, a string"))
            }
            return checkAnswer(answer, confidence: ToolArguments.number(given["confidence"]))
        case .recordAttempt:
            guard case .string(let answer)? = given["answer"], case .string(let exercise)? = given["exercise"] else {
                return outcome(
                    ToolResult(error: "record_attempt needs `exercise` and `answer`: the pupil's words, a string"))
            }
            return recordAttempt(
                ExerciseID(rawValue: exercise), answer, confidence: ToolArguments.number(given["confidence"]))
        case .giveHint: return giveHint()
        case .explain: return explain()
        case .endLesson: return endLesson()
        }
    }

    // MARK: - Results

    func question(_ id: ExerciseID, before opening: String?) -> ToolResult {
        let exercise = lesson.exercise(id)
        let picture = exercise?.image.flatMap { image in lesson.images.first { $0.id == image }?.alt }
        return ToolResult(
            say: sentence(opening, exercise?.ask), picture: picture, ask: exercise?.ask, exercise: id,
            listenFor: exercise?.listenFor(in: lesson), exercisesLeft: exercisesLeft)
    }

    var noQuestion: ToolResult {
        switch state {
        case .notStarted, .between: ToolResult(then: LessonTool.nextExercise.rawValue, error: words.noQuestion)
        case .asking, .over: ToolResult(say: words.over, lessonOver: true)
        }
    }

    func sentence(_ parts: String?...) -> String { parts.compactMap { $0 }.joined(separator: " ") }

    func outcome(_ result: ToolResult, keeping attempt: Attempt? = nil) -> Outcome {
        var unsaved = result
        unsaved.say = sentence(words.notSaved, result.say)
        return Outcome(output: result.text, attempt: attempt, unsavedOutput: unsaved.text)
    }
}
