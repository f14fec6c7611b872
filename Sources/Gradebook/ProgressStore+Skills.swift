import FoundationEssentials
import GRDB
import Lessons
public import Mastery
import Realtime
public import Statements

// What the answers have come to: a cache beside them, kept in the transaction of each answer, made anew from them where
// it may differ.
extension ProgressStore {
    /// What a pupil knows, of all lessons.
    public func skills(of pupil: PupilID) throws(GradebookError) -> [SkillKey: SkillState] {
        try reading { db in
            guard try ProgressStore.isCurrent(db) else {
                return try ProgressStore.fold(.pupil(pupil), db)[pupil] ?? [:]
            }
            return try ProgressStore.cached(.pupil(pupil), db)[pupil] ?? [:]
        }
    }

    /// Makes all of it anew from the answers.
    /// - Parameter progress: is told how many answers were read, now and then.
    public func rebuildSkills(_ progress: (Int) -> Void = { _ in }) throws(GradebookError) {
        try write { db in try ProgressStore.rebuild(.all, db, progress) }
    }

    /// Whose answers are meant.
    enum Pupils {
        case all
        case pupil(PupilID)
        case inClass(String)

        /// A condition on a column of pupils' accounts, with its argument.
        func condition(_ column: String) -> (sql: String, arguments: StatementArguments) {
            switch self {
            case .all: ("1", [])
            case .pupil(let pupil): ("\(column) = ?", [pupil.rawValue])
            case .inClass(let id): ("\(column) IN (SELECT id FROM pupil WHERE class = ?)", [id])
            }
        }
    }

    // MARK: Keeping the cache

    /// Adds an answer to what its pupil knows; tells with a statement when a skill was mastered, or fell back.
    static func learn(
        _ attempt: Attempt, from seq: Int64, by sitting: Sitting, at moment: Moment, origin: Origin, _ db: Database
    ) throws {
        let key = SkillKey(lesson: attempt.lesson, objective: attempt.objective)
        var state = try skill(key, of: sitting.pupil, db) ?? SkillState()
        let before = state.standing
        let evidence = Evidence(attempt, at: moment.wall, day: moment.wall.map { origin.day(of: $0) })
        if let wall = moment.wall, try isBehind(wall, state.lastAnswer, of: sitting.pupil, db) {
            // The answers are taken in the order of their times, wherever they are read.
            state = try fold(.pupil(sitting.pupil), of: key, db)[sitting.pupil]?[key] ?? SkillState()
        } else {
            state.add(evidence)
        }
        try keep(state, key, of: sitting.pupil, db)
        switch (before, state.standing) {
        case (.mastered, .mastered): break
        case (_, .mastered): try tell(.mastered, state, key, sitting, moment, origin, db)
        case (.mastered, _): try tell(.progressed, state, key, sitting, moment, origin, db)
        case (_, _): break
        }
    }

    /// Whether an answer comes before one that was given earlier: the clock went back, or that one has no time yet.
    private static func isBehind(
        _ wall: WallTime, _ last: WallTime?, of pupil: PupilID, _ db: Database
    ) throws -> Bool {
        if let last, wall < last { return true }
        let find = try db.cachedStatement(
            sql: """
                SELECT EXISTS (SELECT 1 FROM statement st INDEXED BY statement_open JOIN session s ON s.seq = st.session
                               WHERE st.wall_ms IS NULL AND st.verb = 'answered' AND s.pupil = ?)
                """)
        return try Bool.fetchOne(find, arguments: [pupil.rawValue]) ?? false
    }

    static func tell(
        _ verb: Verb, _ state: SkillState, _ key: SkillKey, _ sitting: Sitting, _ moment: Moment, _ origin: Origin,
        _ db: Database
    ) throws {
        let form = try form(sitting, origin: origin, db)
        let share = state.lastFive.count { $0 } * 100 / max(1, state.lastFive.count)
        try append(in: sitting, at: moment, origin: origin, db) { seq in
            form.happening(
                verb, id: identifier(moment), seq: seq, at: moment.wall,
                on: Statements.Statement.Activity(
                    id: form.iri("skill", key.lesson.rawValue, key.objective.rawValue),
                    type: "http://adlnet.gov/expapi/activities/objective"),
                result: Statements.Statement.Result(
                    success: verb == .mastered,
                    extensions: ["https://w3id.org/xapi/cmi5/result/extensions/progress": .integer(share)]))
        }
    }

    static func identifier(_ moment: Moment) -> StatementID {
        StatementID(rawValue: UUIDv7.make(milliseconds: moment.wall?.milliseconds ?? 0))
    }

    /// Makes what some pupils know anew from their answers.
    static func rebuild(_ pupils: Pupils, _ db: Database, _ progress: (Int) -> Void = { _ in }) throws {
        let (condition, arguments) = pupils.condition("pupil")
        try db.execute(sql: "DELETE FROM skill WHERE \(condition)", arguments: arguments)
        try eachFold(pupils, nil, db, progress) { pupil, states in
            for (key, state) in states { try keep(state, key, of: pupil, db) }
        }
        if case .all = pupils {
            try db.execute(
                sql:
                    "INSERT INTO meta (key, value) VALUES ('model', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                arguments: [SkillState.model])
        }
    }

    /// Whether the cache was made by the models of this program.
    static func isCurrent(_ db: Database) throws -> Bool {
        try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'model'") == SkillState.model
    }

    static func cached(_ pupils: Pupils, _ db: Database) throws -> [PupilID: [SkillKey: SkillState]] {
        let (condition, arguments) = pupils.condition("pupil")
        let rows = try Row.fetchCursor(
            db, sql: "SELECT pupil, lesson, objective, state FROM skill WHERE \(condition)", arguments: arguments)
        var found: [PupilID: [SkillKey: SkillState]] = [:]
        while let row = try rows.next() {
            let key = SkillKey(lesson: LessonID(rawValue: row[1]), objective: ObjectiveID(rawValue: row[2]))
            found[PupilID(rawValue: row[0]), default: [:]][key] = try decoded(row[3])
        }
        return found
    }

    private static func skill(_ key: SkillKey, of pupil: PupilID, _ db: Database) throws -> SkillState? {
        let find = try db.cachedStatement(
            sql: "SELECT state FROM skill WHERE pupil = ? AND lesson = ? AND objective = ?")
        let text = try String.fetchOne(
            find, arguments: [pupil.rawValue, key.lesson.rawValue, key.objective.rawValue])
        return try text.map(decoded)
    }

    private static func keep(_ state: SkillState, _ key: SkillKey, of pupil: PupilID, _ db: Database) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(state), as: UTF8.self)
        try db.cachedStatement(
            sql: """
                INSERT INTO skill (pupil, lesson, objective, state) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (pupil, lesson, objective) DO UPDATE SET state = excluded.state
                """
        ).execute(arguments: [pupil.rawValue, key.lesson.rawValue, key.objective.rawValue, text])
    }

    static func decoded(_ text: String) throws -> SkillState {
        try JSONDecoder().decode(SkillState.self, from: Data(text.utf8))
    }

    // MARK: Replaying the answers

    static func fold(
        _ pupils: Pupils, of key: SkillKey? = nil, _ db: Database
    ) throws -> [PupilID: [SkillKey: SkillState]] {
        var all: [PupilID: [SkillKey: SkillState]] = [:]
        try eachFold(pupils, key, db, { _ in }) { all[$0] = $1 }
        return all
    }

    /// Reads the answers of one pupil after another, each in the order of time; those without a time come last, as
    /// they were given. Nothing but the answers and what deleted ones had come to goes in.
    private static func eachFold(
        _ pupils: Pupils, _ key: SkillKey?, _ db: Database, _ progress: (Int) -> Void,
        _ body: (PupilID, [SkillKey: SkillState]) throws -> Void
    ) throws {
        var past = try pastStates(pupils, key, db)
        let (condition, arguments) = pupils.condition("s.pupil")
        let one = key == nil ? "1" : "a.lesson = ? AND a.objective = ?"
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT s.pupil, a.lesson, a.objective, a.exercise, a.verdict, a.number, a.hints, a.answer, a.choices,
                       a.spent_ms, a.wall_ms, a.day
                FROM attempt a JOIN session s ON s.seq = a.session
                WHERE \(condition) AND \(one) AND NOT EXISTS (SELECT 1 FROM void WHERE void.statement = a.statement)
                ORDER BY s.pupil, a.wall_ms IS NULL, a.wall_ms, a.statement
                """,
            arguments: arguments + (key.map { [$0.lesson.rawValue, $0.objective.rawValue] } ?? []))
        var reader = AnswerFold()
        var count = 0
        while let row = try rows.next() {
            count += 1
            if count.isMultiple(of: 10_000) { progress(count) }
            try reader.add(row, &past, body)
        }
        try reader.finish(&past, body)
        progress(count)
    }

    private static func pastStates(
        _ pupils: Pupils, _ key: SkillKey?, _ db: Database
    ) throws -> [PupilID: [SkillKey: SkillState]] {
        let (condition, arguments) = pupils.condition("pupil")
        var found: [PupilID: [SkillKey: SkillState]] = [:]
        for row in try Row.fetchAll(
            db, sql: "SELECT pupil, lesson, objective, state FROM past WHERE \(condition)", arguments: arguments)
        {
            let its = SkillKey(lesson: LessonID(rawValue: row[1]), objective: ObjectiveID(rawValue: row[2]))
            if let key, key != its { continue }
            found[PupilID(rawValue: row[0]), default: [:]][its] = try decoded(row[3])
        }
        return found
    }
}
