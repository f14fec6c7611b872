import GRDB
import Lessons
import Mastery
import Statements

// What was mastered, or is no longer, otherwise than by the answer that was just given: a sitting was moved, or a clock
// brought the days.
extension ProgressStore {
    /// Tells it, where it is not what was told last. It goes to the sitting of the skill's last answer, with its time.
    static func tellStandings(of pupil: PupilID, _ origin: Origin, _ db: Database) throws {
        let told = try standingsTold(of: pupil, db)
        let states = try cached(.pupil(pupil), db)[pupil] ?? [:]
        for (key, state) in states.sorted(by: { $0.key < $1.key }) {
            // Whatever the school's identifiers began with.
            let skill = StatementForm.iri("", "skill", key.lesson.rawValue, key.objective.rawValue)
            let wasMastered = told.last { $0.skill.hasSuffix(skill) }?.verb == Verb.mastered.rawValue
            let isMastered = state.standing == .mastered
            guard isMastered != wasMastered, let (sitting, moment) = try lastAnswer(to: key, of: pupil, db) else {
                continue
            }
            try tell(isMastered ? .mastered : .progressed, state, key, sitting, moment, origin, db)
        }
    }

    private static func standingsTold(of pupil: PupilID, _ db: Database) throws -> [(skill: String, verb: String)] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT json_extract(st.body, '$.object.id'), st.verb FROM session s
                JOIN statement st ON st.session = s.seq
                WHERE s.pupil = ? AND st.verb IN ('mastered', 'progressed')
                  AND NOT EXISTS (SELECT 1 FROM void WHERE void.statement = st.seq) ORDER BY st.seq
                """, arguments: [pupil.rawValue]
        ).map { ($0[0], $0[1]) }
    }

    private static func lastAnswer(
        to key: SkillKey, of pupil: PupilID, _ db: Database
    ) throws -> (Sitting, Moment)? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT s.id, st.boot, st.at_ns, st.wall_ms FROM session s JOIN attempt a ON a.session = s.seq
                JOIN statement st ON st.seq = a.statement
                WHERE s.pupil = ? AND a.lesson = ? AND a.objective = ?
                  AND NOT EXISTS (SELECT 1 FROM void WHERE void.statement = a.statement)
                ORDER BY a.wall_ms IS NULL DESC, a.wall_ms DESC, a.statement DESC LIMIT 1
                """, arguments: [pupil.rawValue, key.lesson.rawValue, key.objective.rawValue])
        guard let row else { return nil }
        return (
            try Sitting.fetch(SessionID(rawValue: row[0]), db),
            Moment(
                boot: BootID(rawValue: row[1]), nanoseconds: row[2],
                wall: (row[3] as Int64?).map(WallTime.init(milliseconds:)))
        )
    }
}
