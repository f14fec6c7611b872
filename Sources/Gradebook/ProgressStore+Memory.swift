import GRDB
public import Lessons
public import Statements

// What comes from one lesson into the next, for the same pupil, until it is forgotten.
extension ProgressStore {
    /// What a tutor may know of a pupil; `nil` where there is nothing, or it was forgotten. A guest is nobody twice.
    /// - Parameters:
    ///   - lessons: the lessons on the box: they name objectives.
    ///   - now: the time by the calendar, if it is known.
    public func recollection(
        of pupil: PupilID, lessons: [Lesson] = [], now: WallTime?
    ) throws(GradebookError) -> Recollection? {
        guard pupil != .guest else { return nil }
        let report = try report(of: pupil, lessons: lessons, madeAt: now, answers: 0)
        return try reading { db in
            let upto = try Int.fetchOne(
                db, sql: "SELECT upto FROM forgotten WHERE pupil = ?", arguments: [pupil.rawValue])
            let last = try Row.fetchOne(
                db,
                sql: """
                    SELECT session.seq, session.lesson, session.started_wall_ms FROM session
                    WHERE session.pupil = ? AND session.seq > ?
                      AND session.moved IS NULL
                      AND EXISTS (SELECT 1 FROM attempt WHERE attempt.session = session.seq)
                    ORDER BY session.started_wall_ms IS NULL DESC, session.started_wall_ms DESC, session.seq DESC LIMIT 1
                    """, arguments: [pupil.rawValue, upto ?? 0])
            guard let last else { return nil }
            let session: Int = last[0]
            let started: Int64? = last[2]
            let attempts = try Row.fetchAll(
                db,
                sql:
                    "SELECT lesson, exercise, answer, verdict, number FROM attempt WHERE session = ? ORDER BY statement",
                arguments: [session])
            let days = now.flatMap { now in started.map { Int((now.milliseconds - $0) / 86_400_000) } }
            return Recollection(
                lastLesson: LessonID(rawValue: last[1]), daysAgo: days.map { max(0, $0) }, answers: attempts.count,
                rightAtFirst: attempts.count { ($0[3] as String) == "right" && ($0[4] as Int) == 1 },
                mistakes: attempts.filter { ($0[3] as String) == "wrong" }.suffix(3).map {
                    Recollection.Mistake(
                        lesson: LessonID(rawValue: $0[0]), exercise: ExerciseID(rawValue: $0[1]), answer: $0[2])
                },
                // What was learned before it was forgotten is forgotten, too.
                objectives: upto == nil ? report.pupils.first?.objectives ?? [] : [])
        }
    }

    /// Makes the tutor forget a pupil: what was learned stays in the gradebook, nothing of it comes into a lesson.
    public func forget(_ pupil: PupilID) throws(GradebookError) {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO forgotten (pupil, upto)
                    SELECT id, (SELECT coalesce(max(seq), 0) FROM session WHERE pupil = ?1) FROM pupil WHERE id = ?1
                    ON CONFLICT (pupil) DO UPDATE SET upto = excluded.upto
                    """, arguments: [pupil.rawValue])
            guard db.changesCount == 1 else { throw GradebookError.unknownPupil(pupil) }
        }
    }
}
