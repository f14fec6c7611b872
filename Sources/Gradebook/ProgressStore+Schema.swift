import GRDB

extension ProgressStore {
    /// The version that this program writes; kept in `PRAGMA user_version`.
    static let version = 3
    /// "TUTR", so that a database of another program is told apart (`PRAGMA application_id`).
    static let applicationID = 0x5455_5452

    /// Looks at a file before anything in it is changed.
    static func checkVersion(_ db: Database, path: String) throws {
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let tables =
            try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE '%grdb_migrations%'") ?? 0
        if application != applicationID, application != 0 || tables != 0 {
            throw GradebookError.foreign(path: path)
        }
        guard found <= version else {
            throw GradebookError.newerVersion(path: path, found: found, known: version)
        }
    }

    /// The steps from an empty file to ``version``; a step that was released is never changed.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 pupils, sessions, attempts, turns") { db in
            try db.execute(
                sql: """
                    CREATE TABLE pupil (
                        id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
                        name TEXT
                    ) STRICT;
                    INSERT INTO pupil (id) VALUES ('guest');

                    CREATE TABLE session (
                        seq INTEGER PRIMARY KEY AUTOINCREMENT,
                        id TEXT NOT NULL UNIQUE,
                        pupil TEXT NOT NULL REFERENCES pupil (id) ON UPDATE CASCADE ON DELETE CASCADE,
                        lesson TEXT NOT NULL,
                        boot TEXT NOT NULL,
                        started_ns INTEGER NOT NULL,
                        started_wall_ms INTEGER,
                        ended_ns INTEGER,
                        ended_wall_ms INTEGER
                    ) STRICT;
                    CREATE INDEX session_pupil ON session (pupil);

                    CREATE TABLE attempt (
                        seq INTEGER PRIMARY KEY AUTOINCREMENT,
                        id TEXT NOT NULL UNIQUE,
                        session INTEGER NOT NULL REFERENCES session (seq) ON DELETE CASCADE,
                        lesson TEXT NOT NULL,
                        exercise TEXT NOT NULL,
                        objective TEXT NOT NULL,
                        answer TEXT NOT NULL,
                        verdict TEXT NOT NULL CHECK (verdict IN ('right', 'wrong')),
                        number INTEGER NOT NULL CHECK (number >= 1),
                        hints INTEGER NOT NULL CHECK (hints >= 0),
                        confidence REAL CHECK (confidence BETWEEN 0 AND 1),
                        boot TEXT NOT NULL,
                        at_ns INTEGER NOT NULL,
                        wall_ms INTEGER
                    ) STRICT;
                    CREATE INDEX attempt_session ON attempt (session);

                    CREATE TABLE turn (
                        seq INTEGER PRIMARY KEY AUTOINCREMENT,
                        session INTEGER NOT NULL REFERENCES session (seq) ON DELETE CASCADE,
                        number INTEGER NOT NULL CHECK (number >= 1),
                        outcome TEXT NOT NULL CHECK (outcome IN ('answered', 'interrupted', 'failed')),
                        release_to_commit_ms REAL,
                        release_to_first_audio_ms REAL,
                        release_to_audible_ms REAL,
                        boot TEXT NOT NULL,
                        at_ns INTEGER NOT NULL,
                        wall_ms INTEGER
                    ) STRICT;
                    CREATE INDEX turn_session ON turn (session);

                    PRAGMA user_version = 1;
                    PRAGMA application_id = \(applicationID);
                    """)
        }
        migrator.registerMigration("2 spending, incidents, lamps, forgetting") { db in
            try db.execute(
                sql: """
                    ALTER TABLE turn ADD COLUMN press_to_lamp_ms REAL;

                    CREATE TABLE spending (
                        seq INTEGER PRIMARY KEY AUTOINCREMENT,
                        session INTEGER NOT NULL REFERENCES session (seq) ON DELETE CASCADE,
                        text_in INTEGER NOT NULL,
                        text_cached INTEGER NOT NULL,
                        audio_in INTEGER NOT NULL,
                        audio_cached INTEGER NOT NULL,
                        image_in INTEGER NOT NULL,
                        image_cached INTEGER NOT NULL,
                        text_out INTEGER NOT NULL,
                        audio_out INTEGER NOT NULL,
                        transcribed_s REAL NOT NULL,
                        cost INTEGER NOT NULL,
                        boot TEXT NOT NULL,
                        at_ns INTEGER NOT NULL,
                        wall_ms INTEGER
                    ) STRICT;
                    CREATE INDEX spending_session ON spending (session);

                    CREATE TABLE incident (
                        seq INTEGER PRIMARY KEY AUTOINCREMENT,
                        session INTEGER NOT NULL REFERENCES session (seq) ON DELETE CASCADE,
                        topic TEXT NOT NULL,
                        excerpt TEXT NOT NULL,
                        boot TEXT NOT NULL,
                        at_ns INTEGER NOT NULL,
                        wall_ms INTEGER
                    ) STRICT;
                    CREATE INDEX incident_session ON incident (session);

                    CREATE TABLE forgotten (
                        pupil TEXT PRIMARY KEY NOT NULL REFERENCES pupil (id) ON UPDATE CASCADE ON DELETE CASCADE,
                        upto INTEGER NOT NULL
                    ) STRICT;

                    PRAGMA user_version = 2;
                    """)
        }
        migrator.registerMigration("3 statements, classes, skills, outbox") { db in
            try ProgressStore.migrateToStatements(db)
        }
        return migrator
    }
}
