import Lessons
import Mastery
import Statements

/// Says what pupils know in the words of a report.
struct ReportBuilder {
    /// A row of the table of pupils.
    struct Pupil {
        let id: PupilID
        let name: String?
        var classID: String?
        var className: String?
        var number: Int?
        var sourcedID: String?
    }

    private let lessons: [LessonID: Lesson]
    private let order: [Lesson]

    init(lessons: [Lesson]) {
        order = lessons
        self.lessons = Dictionary(lessons.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func progress(of pupil: Pupil, knowing states: [SkillKey: SkillState]) -> PupilProgress {
        PupilProgress(
            pupil: pupil.id, name: pupil.name, classID: pupil.classID, className: pupil.className,
            number: pupil.number, sourcedID: pupil.sourcedID, objectives: objectives(states))
    }

    /// The objectives of each lesson that the pupil has touched, then those whose lesson is gone.
    private func objectives(_ states: [SkillKey: SkillState]) -> [ObjectiveProgress] {
        let touched = Set(states.keys.map(\.lesson))
        let known = order.filter { touched.contains($0.id) || touched.isEmpty }.flatMap { lesson in
            lesson.objectives.map { SkillKey(lesson: lesson.id, objective: $0.id) }
        }
        let rest = states.keys.filter { !known.contains($0) }.sorted()
        return (known + rest).map { progress(of: $0, states[$0] ?? SkillState()) }
    }

    private func progress(of key: SkillKey, _ state: SkillState) -> ObjectiveProgress {
        let lesson = lessons[key.lesson]
        return ObjectiveProgress(
            lesson: key.lesson, lessonTitle: lesson?.title ?? key.lesson.rawValue, objective: key.objective,
            title: lesson?.objective(key.objective)?.title ?? key.objective.rawValue, standing: state.standing,
            tries: state.tries, right: state.right, firstTries: state.firstTries,
            rightFirstTime: state.rightFirstTime, lastFive: state.lastFive, lastAnswer: state.lastAnswer,
            masteredOn: state.masteredOn, spentMilliseconds: state.spentMilliseconds,
            reviewOn: state.reviewDay.map { WallTime(milliseconds: Int64($0) * 86_400_000).date },
            exercises: exercises(of: state, lesson))
    }

    private func exercises(of state: SkillState, _ lesson: Lesson?) -> [ExerciseProgress] {
        let inLesson = lesson?.exercises.map(\.id).filter { state.exercises[$0] != nil } ?? []
        let rest = state.exercises.keys.filter { !inLesson.contains($0) }.sorted()
        return (inLesson + rest).compactMap { id in
            state.exercises[id].map { exercise in
                ExerciseProgress(
                    exercise: id, ask: lesson?.exercise(id)?.ask ?? id.rawValue, tries: exercise.tries,
                    rightFirstTime: exercise.rightFirstTime, hints: exercise.hints, lastAnswer: exercise.answer,
                    lastVerdict: exercise.verdict)
            }
        }
    }
}
