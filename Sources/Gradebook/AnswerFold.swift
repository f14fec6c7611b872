import GRDB
import Lessons
import Mastery
import Statements

/// Folds answers that come pupil by pupil into what each of them knows.
///
/// A million rows pass here: what is the same from row to row is not made again.
struct AnswerFold {
    private var pupil: String?
    private var states: [SkillKey: SkillState] = [:]
    /// The skill that the last answers were of, kept out of the dictionary while they come.
    private var key = SkillKey(lesson: "", objective: "")
    private var state: SkillState?

    /// - Parameters:
    ///   - row: pupil, lesson, objective, exercise, verdict, number, hints, answer, choices, spent, wall, day.
    ///   - past: what deleted answers had come to; what was used is taken out.
    ///   - body: is told a pupil that is complete.
    mutating func add(
        _ row: Row, _ past: inout [PupilID: [SkillKey: SkillState]],
        _ body: (PupilID, [SkillKey: SkillState]) throws -> Void
    ) throws {
        let account: String = row[0]
        if account != pupil {
            try close(body)
            pupil = account
            states = past.removeValue(forKey: PupilID(rawValue: account)) ?? [:]
        }
        let lesson: String = row[1]
        let objective: String = row[2]
        if state == nil || lesson != key.lesson.rawValue || objective != key.objective.rawValue {
            if let state { states[key] = state }
            key = SkillKey(lesson: LessonID(rawValue: lesson), objective: ObjectiveID(rawValue: objective))
            state = states.removeValue(forKey: key) ?? SkillState()
        }
        state?.add(
            Evidence(
                exercise: ExerciseID(rawValue: row[3]), verdict: (row[4] as String) == "right" ? .right : .wrong,
                number: row[5], hints: row[6], answer: row[7], choices: row[8], spentMilliseconds: row[9],
                time: (row[10] as Int64?).map(WallTime.init(milliseconds:)), day: row[11]))
    }

    mutating func finish(
        _ past: inout [PupilID: [SkillKey: SkillState]], _ body: (PupilID, [SkillKey: SkillState]) throws -> Void
    ) throws {
        try close(body)
        // Whose answers are all deleted.
        for (pupil, states) in past { try body(pupil, states) }
        past = [:]
    }

    private mutating func close(_ body: (PupilID, [SkillKey: SkillState]) throws -> Void) throws {
        if let state { states[key] = state }
        state = nil
        if let pupil { try body(PupilID(rawValue: pupil), states) }
        pupil = nil
    }
}

extension Evidence {
    init(_ attempt: Attempt, at time: WallTime?, day: Int?) {
        self.init(
            exercise: attempt.exercise, verdict: attempt.verdict, number: attempt.number, hints: attempt.hints,
            answer: attempt.answer, choices: attempt.choices, spentMilliseconds: attempt.spentMilliseconds, time: time,
            day: day)
    }
}
