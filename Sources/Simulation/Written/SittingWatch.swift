import Lessons
import Realtime
import Tutor

/// Writes down what happens in a sitting, and knows from it what the pupil knows.
struct SittingWatch {
    private let lesson: Lesson
    private var record: SittingRecord
    /// The question that was asked last, and whether the pupil was asked it before.
    private var open: ExerciseID?
    private var tries = 0
    private var calls: [CallID: (name: String, exercise: ExerciseID?)] = [:]
    /// What the tutor has said since the pupil spoke last.
    private var turn = ""
    private var outcome = Situation.Outcome.nothing
    private let questions: Int
    private(set) var turns = 0
    /// More turns than this are a lesson without an end.
    let mostTurns: Int

    init(pupil: WrittenPupil, lesson: Lesson, limit: Int?) {
        self.lesson = lesson
        record = SittingRecord(pupil: pupil, lesson: lesson)
        questions = min(lesson.exercises.count, max(1, limit ?? lesson.exercises.count))
        mostTurns = questions * 50 + 50
    }

    /// What the pupil knows now.
    func situation(_ session: Session, _ toolPhrases: [String]) -> Situation {
        let exercise = session.currentExercise
        let coverage = exercise.flatMap { exercise in record.exercises.first { $0.exercise == exercise.id } }
        return Situation(
            lesson: lesson, exercise: exercise, visit: coverage?.asked ?? 1, tries: tries, outcome: outcome,
            hints: coverage?.hintsHeard.count ?? 0, right: record.right, questions: questions,
            toolPhrases: toolPhrases)
    }

    mutating func pupilSays(_ text: String) {
        turns += 1
        tries += 1
        endTurn()
        outcome = .notMarked
        record.lines.append(
            .init(speaker: .pupil, text: text, exercise: open, mark: nil, interrupts: interrupting))
        interrupting = false
    }

    private var interrupting = false

    /// The pupil presses while the tutor speaks.
    mutating func cutsShort() { interrupting = true }

    mutating func hear(_ event: Session.Event) {
        guard case .received(.responseOutputItemDone(let done)) = event, case .functionCall(let call) = done.item,
            call.status == nil || call.status == .completed, let id = call.callID
        else { return }
        calls[id] = (call.name, open)
        record.tools[call.name, default: 0] += 1
    }

    mutating func see(_ action: Session.Action) {
        switch action {
        case .send(.conversationItemCreate(let create)):
            if case .functionCallOutput(let output) = create.item { toolSaid(output.output, output.callID) }
        case .tell(.exercise(let id)):
            open = id
            tries = 0
            update(id) { $0.asked += 1 }
        case .tell(.tutorSaid(let text)):
            turn += turn.isEmpty ? text : " " + text
            record.lines.append(.init(speaker: .tutor, text: text, exercise: open, mark: nil, interrupts: false))
        case .tell(.marked(let attempt)):
            outcome = attempt.verdict == .right ? .right : .wrong
            mark(attempt.verdict == .right ? .right : .wrong)
            update(attempt.exercise) {
                if attempt.verdict == .right { $0.right += 1 } else { $0.wrong += 1 }
            }
        case .tell(.trouble(let text)): record.troubles.append(text)
        case .tell, .send, .play, .stopPlaying, .show, .run, .answerTool, .record, .wake, .renew, .announce, .charge,
            .report, .moderate, .setVolume, .leave, .keep:
            break
        }
    }

    private mutating func toolSaid(_ output: String, _ id: CallID) {
        guard let call = calls[id], case .object(let fields)? = JSONValue(text: output) else { return }
        if fields["verdict"]?.stringValue == Verdict.unclear.rawValue {
            mark(.askedAgain)
            if let exercise = call.exercise { update(exercise) { $0.askedAgain += 1 } }
        }
        guard call.name != LessonTool.nextExercise.rawValue, let say = fields["say"]?.stringValue,
            let id = call.exercise, let exercise = lesson.exercise(id)
        else { return }
        update(id) { $0.heard(say, of: exercise) }
    }

    private mutating func mark(_ mark: SittingRecord.Line.Mark) {
        guard let index = record.lines.lastIndex(where: { $0.speaker == .pupil }) else { return }
        record.lines[index].mark = mark
    }

    private mutating func update(_ id: ExerciseID, _ change: (inout ExerciseCoverage) -> Void) {
        guard let index = record.exercises.firstIndex(where: { $0.exercise == id }) else { return }
        change(&record.exercises[index])
    }

    private mutating func endTurn() {
        let seconds = WrittenSitting.seconds(of: turn)
        if seconds > LessonTrial.longestTurn {
            record.longTurns.append(.init(exercise: open, seconds: seconds.rounded(), text: turn))
        }
        turn = ""
    }

    mutating func record(ending: SittingRecord.Ending, seconds: Double) -> SittingRecord {
        endTurn()
        record.ending = ending
        record.seconds = seconds
        return record
    }
}
