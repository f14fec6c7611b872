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

    public private(set) var lesson: Lesson
    private(set) var state = State.notStarted
    private var queue: [ExerciseID]
    private var plan: ExercisePlan
    /// Exercises that were not solved: each comes once more, at the end.
    private var returned: Set<ExerciseID> = []
    private var rightAnswers = 0
    /// How often each exercise was answered, over all times that it was asked.
    private var answered: [ExerciseID: Int] = [:]
    /// Exercises that were asked.
    private var begun: Set<ExerciseID> = []
    private var words: TeachingWords { TeachingWords.of(lesson.language) }

    /// - Parameters:
    ///   - limit: how many exercises to ask at the most; `nil` asks all.
    ///   - knowledge: what the pupil knows; without it the lesson is asked in its own order.
    public init(lesson: Lesson, limit: Int? = nil, knowledge: Knowledge? = nil) {
        self.lesson = lesson
        var plan = ExercisePlan(lesson: lesson, knowledge: knowledge)
        // A short sitting asks what matters most to this pupil.
        queue = LessonRun.chosen(lesson.exercises, by: &plan, atMost: limit)
        self.plan = ExercisePlan(lesson: lesson, knowledge: knowledge)
    }

    private static func chosen(_ exercises: [Exercise], by plan: inout ExercisePlan, atMost limit: Int?) -> [ExerciseID]
    {
        let count = min(exercises.count, max(1, limit ?? exercises.count))
        guard count < exercises.count else { return exercises.map(\.id) }
        var left = exercises
        var chosen: Set<ExerciseID> = []
        while chosen.count < count, let next = plan.next(of: left) {
            chosen.insert(next)
            left.removeAll { $0.id == next }
        }
        return exercises.map(\.id).filter(chosen.contains)
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
        "\(rightAnswers) questions of the lesson have been answered right, \(queue.count) are still to be asked."
    }

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
}

// MARK: - The tools

extension LessonRun {
    private mutating func nextExercise(skip: Bool) -> Outcome {
        switch state {
        case .asking(let asked) where !skip:
            // Asked twice for the same question: it is asked again, and nothing is lost.
            return outcome(question(asked.exercise, before: nil))
        case .asking(let asked):
            putBack(asked.exercise)
            return advance(saying: words.skipped)
        case .notStarted: return advance(saying: lesson.greeting)
        case .between: return advance(saying: nil)
        case .over: return endLesson()
        }
    }

    private mutating func advance(saying opening: String?) -> Outcome {
        guard !queue.isEmpty else { return endLesson(saying: opening) }
        // Those that come back come after all that were not asked yet.
        let fresh = queue.filter { !returned.contains($0) }
        let choice = (fresh.isEmpty ? queue : fresh).compactMap(lesson.exercise)
        let exercise = (fresh.isEmpty ? nil : plan.next(of: choice)) ?? queue[0]
        queue.removeAll { $0 == exercise }
        state = .asking(Asked(exercise: exercise))
        let isNew = begun.insert(exercise).inserted
        var asked = outcome(question(exercise, before: opening))
        if isNew, let image = lesson.exercise(exercise)?.image { asked.image = lesson.images.first { $0.id == image } }
        return asked
    }

    /// An answer to a question of before: kept and marked, and the lesson goes on where it was.
    private mutating func recordAttempt(_ id: ExerciseID, _ answer: String, confidence: Double?) -> Outcome {
        if id == current?.id { return checkAnswer(answer, confidence: confidence) }
        guard let exercise = lesson.exercise(id), begun.contains(id) else {
            return outcome(ToolResult(error: "the question `\(id)` was not asked in this lesson"))
        }
        let verdict = self.verdict(of: answer, for: exercise, confidence: confidence)
        guard verdict != .unclear else { return outcome(ToolResult(exercise: id, verdict: .unclear)) }
        answered[id, default: 0] += 1
        let attempt = attempt(
            exercise, answer, verdict, number: answered[id] ?? 1, hints: 0, confidence: confidence)
        // Solved after all: it need not come back.
        if verdict == .right { queue.removeAll { $0 == id } }
        return outcome(ToolResult(exercise: id, verdict: verdict), keeping: attempt)
    }

    private func verdict(of answer: String, for exercise: Exercise, confidence: Double?) -> Verdict {
        if let confidence, confidence < LessonRun.leastConfidence { return .unclear }
        return AnswerCheck.verdict(of: answer, for: exercise, in: lesson.language)
    }

    /// The teacher's edit: what is gone is not asked, what is new comes last, and what was reached stays.
    mutating func take(_ edited: Lesson) {
        let known = Set(lesson.exercises.map(\.id))
        let left = Set(edited.exercises.map(\.id))
        lesson = edited
        plan.take(edited)
        queue = queue.filter(left.contains) + edited.exercises.map(\.id).filter { !known.contains($0) }
        if case .asking(let asked) = state, !left.contains(asked.exercise) { state = .between }
    }

    private mutating func checkAnswer(_ answer: String, confidence: Double?) -> Outcome {
        guard case .asking(var asked) = state, let exercise = lesson.exercise(asked.exercise) else {
            return outcome(noQuestion)
        }
        let verdict = self.verdict(of: answer, for: exercise, confidence: confidence)
        guard verdict != .unclear else {
            var result = question(exercise.id, before: words.unclear)
            result.verdict = .unclear
            return outcome(result)
        }
        asked.tries += 1
        answered[exercise.id, default: 0] += 1
        let attempt = attempt(
            exercise, answer, verdict, number: asked.tries, hints: asked.hints, confidence: confidence)
        if verdict == .right {
            let praise = exercise.praise ?? words.right[rightAnswers % words.right.count]
            rightAnswers += 1
            state = .between
            return outcome(
                ToolResult(say: praise, verdict: .right, then: LessonTool.nextExercise.rawValue), keeping: attempt)
        }
        let notQuite = words.notQuite[(asked.tries - 1) % words.notQuite.count]
        let because = AnswerCheck.confusion(of: answer, for: exercise, in: lesson.language)?.because
        if asked.tries > exercise.hints.count {
            putBack(exercise.id)
            state = .between
            let result = ToolResult(
                say: sentence(notQuite, because, exercise.explain), verdict: .wrong,
                then: LessonTool.nextExercise.rawValue)
            return outcome(result, keeping: attempt)
        }
        var help = because
        var hint: Happening?
        if because == nil, asked.hints < exercise.hints.count {
            help = exercise.hints[asked.hints]
            asked.hints += 1
            hint = .hint(exercise.id, exercise.objective, number: asked.hints)
        }
        state = .asking(asked)
        var result = question(exercise.id, before: sentence(notQuite, help, words.tryAgain))
        result.verdict = .wrong
        var told = outcome(result, keeping: attempt)
        told.hint = hint
        return told
    }

    /// Marked, and counted in for what comes next.
    private mutating func attempt(
        _ exercise: Exercise, _ answer: String, _ verdict: Verdict, number: Int, hints: Int, confidence: Double?
    ) -> Attempt {
        let choices = exercise.kind == .choice ? exercise.confusions.count + 1 : nil
        plan.add(
            Evidence(
                exercise: exercise.id, verdict: verdict, number: number, hints: hints, answer: "", choices: choices),
            to: exercise.objective)
        return Attempt(
            lesson: lesson.id, exercise: exercise.id, objective: exercise.objective, answer: answer, verdict: verdict,
            number: number, hints: hints, confidence: confidence, expected: Array(exercise.expect.prefix(3)),
            choices: choices)
    }

    private mutating func giveHint() -> Outcome {
        guard case .asking(var asked) = state, let exercise = lesson.exercise(asked.exercise) else {
            return outcome(noQuestion)
        }
        guard asked.hints < exercise.hints.count else {
            return outcome(question(exercise.id, before: words.noHints))
        }
        let hint = exercise.hints[asked.hints]
        asked.hints += 1
        state = .asking(asked)
        var result = question(exercise.id, before: sentence(words.hint, hint))
        result.hintsLeft = exercise.hints.count - asked.hints
        var told = outcome(result)
        told.hint = .hint(exercise.id, exercise.objective, number: asked.hints)
        return told
    }

    private mutating func explain() -> Outcome {
        guard let exercise = current else { return outcome(noQuestion) }
        putBack(exercise.id)
        state = .between
        return outcome(ToolResult(say: exercise.explain, then: LessonTool.nextExercise.rawValue))
    }

    private mutating func endLesson(saying opening: String? = nil) -> Outcome {
        state = .over
        return outcome(ToolResult(say: sentence(opening, lesson.closing ?? words.over), lessonOver: true))
    }

    /// A question that was not answered comes back once, after the others.
    private mutating func putBack(_ exercise: ExerciseID) {
        if returned.insert(exercise).inserted { queue.append(exercise) }
    }

    private func question(_ id: ExerciseID, before opening: String?) -> ToolResult {
        let exercise = lesson.exercise(id)
        let picture = exercise?.image.flatMap { image in lesson.images.first { $0.id == image }?.alt }
        return ToolResult(
            say: sentence(opening, exercise?.ask), picture: picture, ask: exercise?.ask, exercise: id,
            listenFor: exercise?.listenFor(in: lesson), exercisesLeft: queue.count)
    }

    private var noQuestion: ToolResult {
        switch state {
        case .notStarted, .between: ToolResult(then: LessonTool.nextExercise.rawValue, error: words.noQuestion)
        case .asking, .over: ToolResult(say: words.over, lessonOver: true)
        }
    }

    private func sentence(_ parts: String?...) -> String { parts.compactMap { $0 }.joined(separator: " ") }

    private func outcome(_ result: ToolResult, keeping attempt: Attempt? = nil) -> Outcome {
        var unsaved = result
        unsaved.say = sentence(words.notSaved, result.say)
        return Outcome(output: result.text, attempt: attempt, unsavedOutput: unsaved.text)
    }
}
