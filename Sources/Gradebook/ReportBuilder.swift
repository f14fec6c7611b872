import Lessons
import Mastery
import Statements

/// Makes a report from answers that come oldest first.
struct ReportBuilder {
    private struct Key: Hashable {
        let lesson: LessonID
        let objective: ObjectiveID
    }

    private struct Pupil {
        let name: String?
        var tallies: [Key: SkillState] = [:]
        /// In the order in which they were met.
        var keys: [Key] = []
    }

    private let lessons: [Lesson]
    private let secondsFromGMT: Int
    private let limit: Int
    private var pupils: [PupilID: Pupil] = [:]
    private var order: [PupilID] = []
    private var answers: [AnswerRecord] = []

    init(lessons: [Lesson], secondsFromGMT: Int, answers limit: Int) {
        self.lessons = lessons
        self.secondsFromGMT = secondsFromGMT
        self.limit = max(0, limit)
    }

    mutating func include(_ pupil: PupilID, name: String?) {
        guard pupils[pupil] == nil else { return }
        pupils[pupil] = Pupil(name: name)
        order.append(pupil)
    }

    mutating func add(_ record: AnswerRecord, name: String?) {
        include(record.pupil, name: name)
        let key = Key(lesson: record.attempt.lesson, objective: record.attempt.objective)
        let fresh = SkillState()
        if pupils[record.pupil]?.tallies[key] == nil {
            pupils[record.pupil]?.keys.append(key)
            pupils[record.pupil]?.tallies[key] = fresh
        }
        pupils[record.pupil]?.tallies[key]?.add(
            Evidence(
                exercise: record.attempt.exercise, verdict: record.attempt.verdict, number: record.attempt.number,
                hints: record.attempt.hints, answer: record.attempt.answer, time: record.time,
                day: record.time?.day(secondsFromGMT: secondsFromGMT)))
        answers.append(record)
        // Cut now and then, so that a long history does not fill the memory.
        if answers.count >= 2 * limit + 1_000 { answers.removeFirst(answers.count - limit) }
    }

    func report(madeAt: WallTime?) -> ProgressReport {
        let all = order.compactMap { id in
            pupils[id].map { PupilProgress(pupil: id, name: $0.name, objectives: objectives(of: $0)) }
        }
        return ProgressReport(madeAt: madeAt, pupils: all, answers: Array(answers.suffix(limit)))
    }

    /// The objectives of each lesson that the pupil has touched, then those whose lesson is gone.
    private func objectives(of pupil: Pupil) -> [ObjectiveProgress] {
        let touched = Set(pupil.keys.map(\.lesson))
        let known = lessons.filter { touched.contains($0.id) || touched.isEmpty }.flatMap { lesson in
            lesson.objectives.map { Key(lesson: lesson.id, objective: $0.id) }
        }
        let rest = pupil.keys.filter { !known.contains($0) }
        return (known + rest).map { progress(of: $0, pupil) }
    }

    private func progress(of key: Key, _ pupil: Pupil) -> ObjectiveProgress {
        let tally = pupil.tallies[key] ?? SkillState()
        let lesson = lessons.first { $0.id == key.lesson }
        return ObjectiveProgress(
            lesson: key.lesson, lessonTitle: lesson?.title ?? key.lesson.rawValue, objective: key.objective,
            title: lesson?.objective(key.objective)?.title ?? key.objective.rawValue, standing: tally.standing,
            tries: tally.tries, firstTries: tally.firstTries, rightFirstTime: tally.rightFirstTime,
            lastFive: tally.lastFive, lastAnswer: tally.lastAnswer, masteredOn: tally.masteredOn,
            exercises: exercises(of: tally, lesson))
    }

    private func exercises(of tally: SkillState, _ lesson: Lesson?) -> [ExerciseProgress] {
        let inLesson = lesson?.exercises.map(\.id).filter { tally.exercises[$0] != nil } ?? []
        let rest = tally.exercises.keys.filter { !inLesson.contains($0) }.sorted()
        return (inLesson + rest).compactMap { id in
            tally.exercises[id].map { exercise in
                ExerciseProgress(
                    exercise: id, ask: lesson?.exercise(id)?.ask ?? id.rawValue, tries: exercise.tries,
                    rightFirstTime: exercise.rightFirstTime, hints: exercise.hints, lastAnswer: exercise.answer,
                    lastVerdict: exercise.verdict)
            }
        }
    }
}
