import GRDB
import Lessons
import Mastery
import Statements

// Version 3: what was done is kept as statements, frozen as they will be sent; all else is an index to them.
extension ProgressStore {
    static func migrateToStatements(_ db: Database) throws {
        try db.execute(sql: schema3)
        try db.execute(
            sql: "INSERT INTO meta (key, value) VALUES ('device', ?), ('salt', lower(hex(randomblob(16))))",
            arguments: ["kiosk-" + String(UInt64.random(in: 0...UInt64.max), radix: 36)])
        try moveAttempts(db)
        try db.execute(
            sql: """
                DROP TABLE old_attempt;
                PRAGMA user_version = 3;
                """)
    }

    private static let schema3 = """
        CREATE TABLE meta (
            key TEXT PRIMARY KEY NOT NULL,
            value TEXT NOT NULL
        ) STRICT;

        -- Ids are those of the roster that it was imported from.
        CREATE TABLE class (
            id TEXT PRIMARY KEY NOT NULL,
            title TEXT NOT NULL,
            school TEXT,
            course TEXT,
            term TEXT
        ) STRICT;
        ALTER TABLE pupil ADD COLUMN class TEXT REFERENCES class (id) ON UPDATE CASCADE ON DELETE SET NULL;
        ALTER TABLE pupil ADD COLUMN number INTEGER CHECK (number >= 1);
        ALTER TABLE pupil ADD COLUMN sourced_id TEXT;
        -- A digest: a badge's number is not kept.
        ALTER TABLE pupil ADD COLUMN badge TEXT;
        CREATE UNIQUE INDEX pupil_badge ON pupil (badge) WHERE badge IS NOT NULL;
        CREATE INDEX pupil_class ON pupil (class, number);

        ALTER TABLE session ADD COLUMN language TEXT;
        -- Whether its end was told: a sitting that the power cut ended is told to be abandoned at the next start.
        ALTER TABLE session ADD COLUMN is_over INTEGER NOT NULL DEFAULT 0;
        UPDATE session SET is_over = 1;
        CREATE INDEX session_running ON session (seq) WHERE is_over = 0;
        -- The sitting that it became when it was given to the pupil whose it was (its number, also when that one is gone).
        ALTER TABLE session ADD COLUMN moved INTEGER;

        -- One for each pupil and course.
        CREATE TABLE registration (
            pupil TEXT NOT NULL REFERENCES pupil (id) ON UPDATE CASCADE ON DELETE CASCADE,
            lesson TEXT NOT NULL,
            id TEXT NOT NULL,
            PRIMARY KEY (pupil, lesson)
        ) STRICT, WITHOUT ROWID;

        -- The truth. A body is changed once at the most: when its time becomes known.
        CREATE TABLE statement (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            session INTEGER REFERENCES session (seq) ON DELETE CASCADE,
            verb TEXT NOT NULL,
            body TEXT NOT NULL,
            boot TEXT NOT NULL,
            at_ns INTEGER NOT NULL,
            wall_ms INTEGER,
            day INTEGER
        ) STRICT;
        CREATE INDEX statement_session ON statement (session);
        CREATE INDEX statement_open ON statement (boot) WHERE wall_ms IS NULL;
        CREATE TRIGGER statement_frozen BEFORE UPDATE ON statement WHEN OLD.wall_ms IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'a statement with a time is never changed'); END;

        ALTER TABLE attempt RENAME TO old_attempt;
        DROP INDEX attempt_session;
        -- What an `answered` statement says, for counting.
        CREATE TABLE attempt (
            statement INTEGER PRIMARY KEY NOT NULL REFERENCES statement (seq) ON DELETE CASCADE,
            session INTEGER NOT NULL REFERENCES session (seq) ON DELETE CASCADE,
            lesson TEXT NOT NULL,
            exercise TEXT NOT NULL,
            objective TEXT NOT NULL,
            answer TEXT NOT NULL,
            verdict TEXT NOT NULL CHECK (verdict IN ('right', 'wrong')),
            number INTEGER NOT NULL CHECK (number >= 1),
            hints INTEGER NOT NULL CHECK (hints >= 0),
            confidence REAL CHECK (confidence BETWEEN 0 AND 1),
            choices INTEGER,
            spent_ms INTEGER,
            -- As in the statement, so that counting reads no bodies.
            wall_ms INTEGER,
            day INTEGER
        ) STRICT;
        CREATE INDEX attempt_session ON attempt (session);

        -- Statements that no longer count, and the statement that says so.
        CREATE TABLE void (
            statement INTEGER PRIMARY KEY NOT NULL REFERENCES statement (seq) ON DELETE CASCADE,
            by INTEGER NOT NULL REFERENCES statement (seq) ON DELETE CASCADE
        ) STRICT;
        CREATE INDEX void_by ON void (by);

        -- What is still to be sent. A batch is fixed before it is first tried.
        CREATE TABLE batch (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            tries INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TABLE outbox (
            statement INTEGER PRIMARY KEY NOT NULL REFERENCES statement (seq) ON DELETE CASCADE,
            batch INTEGER REFERENCES batch (number) ON DELETE SET NULL
        ) STRICT;
        CREATE INDEX outbox_batch ON outbox (batch, statement);
        -- What the record store would not take, and why.
        CREATE TABLE quarantine (
            statement INTEGER PRIMARY KEY NOT NULL REFERENCES statement (seq) ON DELETE CASCADE,
            reason TEXT NOT NULL
        ) STRICT;

        -- A cache: what the answers have come to (JSON of a SkillState), made anew where the `model` of meta is another.
        CREATE TABLE skill (
            pupil TEXT NOT NULL REFERENCES pupil (id) ON UPDATE CASCADE ON DELETE CASCADE,
            lesson TEXT NOT NULL,
            objective TEXT NOT NULL,
            state TEXT NOT NULL,
            PRIMARY KEY (pupil, lesson, objective)
        ) STRICT;
        -- What answers had come to that the retention clock has deleted.
        CREATE TABLE past (
            pupil TEXT NOT NULL REFERENCES pupil (id) ON UPDATE CASCADE ON DELETE CASCADE,
            lesson TEXT NOT NULL,
            objective TEXT NOT NULL,
            state TEXT NOT NULL,
            PRIMARY KEY (pupil, lesson, objective)
        ) STRICT;

        -- Digests of accounts that were erased: nothing brings them back.
        CREATE TABLE tombstone (
            digest TEXT PRIMARY KEY NOT NULL
        ) STRICT, WITHOUT ROWID;

        """

    /// Each kept answer becomes a statement with the id that it had.
    private static func moveAttempts(_ db: Database) throws {
        let origin = Origin()
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT a.id, a.session, s.id, s.pupil, s.lesson, a.lesson, a.exercise, a.objective, a.answer, a.verdict,
                       a.number, a.hints, a.confidence, a.boot, a.at_ns, a.wall_ms
                FROM old_attempt a JOIN session s ON s.seq = a.session ORDER BY a.seq
                """)
        while let row = try rows.next() {
            let attempt = Attempt(
                lesson: LessonID(rawValue: row[5]), exercise: ExerciseID(rawValue: row[6]),
                objective: ObjectiveID(rawValue: row[7]), answer: row[8], verdict: row[9] == "right" ? .right : .wrong,
                number: row[10], hints: row[11], confidence: row[12])
            let sitting = Sitting(
                seq: row[1], id: SessionID(rawValue: row[2]), pupil: PupilID(rawValue: row[3]),
                lesson: LessonID(rawValue: row[4]), language: nil, boot: BootID(rawValue: row[13]))
            try insert(
                attempt, id: identifier(row[0]), in: sitting,
                at: Moment(
                    boot: sitting.boot, nanoseconds: row[14],
                    wall: (row[15] as Int64?).map(WallTime.init(milliseconds:))), origin: origin, db)
        }
    }

    /// What was no UUID would be refused by every record store.
    private static func identifier(_ text: String) -> StatementID {
        StatementID(rawValue: text.utf8.count == 36 ? text : UUIDv7.make(milliseconds: 0))
    }
}
