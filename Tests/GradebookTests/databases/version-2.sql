-- A gradebook of version 2, as its program left it: how an older one is migrated is tested with it. Never changed.
BEGIN TRANSACTION;
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
INSERT INTO "attempt" VALUES(1,'0194c000-0000-7000-8000-00000000000a',1,'sums','a','add','two','right',1,0,0.9,'boot-a',5000000000,1772442011412);
INSERT INTO "attempt" VALUES(2,'0194c000-0000-7000-8000-00000000000b',1,'sums','b','add','five','wrong',1,0,0.5,'boot-a',9000000000,1772442015412);
INSERT INTO "attempt" VALUES(3,'0194c000-0000-7000-8000-00000000000c',1,'sums','b','add','three ''n a half; drei','right',2,1,NULL,'boot-a',12000000000,1772442018412);
INSERT INTO "attempt" VALUES(4,'0194c000-0000-7000-8000-00000000000d',2,'sums','d','take','one','right',1,0,0.8,'boot-a',95000000000,NULL);
CREATE TABLE forgotten (
                        pupil TEXT PRIMARY KEY NOT NULL REFERENCES pupil (id) ON UPDATE CASCADE ON DELETE CASCADE,
                        upto INTEGER NOT NULL
                    ) STRICT;
INSERT INTO "forgotten" VALUES('p-maya',1);
CREATE TABLE "grdb_migrations" ("identifier" TEXT NOT NULL PRIMARY KEY);
INSERT INTO "grdb_migrations" VALUES('1 pupils, sessions, attempts, turns');
INSERT INTO "grdb_migrations" VALUES('2 spending, incidents, lamps, forgetting');
CREATE TABLE incident (
                        seq INTEGER PRIMARY KEY AUTOINCREMENT,
                        session INTEGER NOT NULL REFERENCES session (seq) ON DELETE CASCADE,
                        topic TEXT NOT NULL,
                        excerpt TEXT NOT NULL,
                        boot TEXT NOT NULL,
                        at_ns INTEGER NOT NULL,
                        wall_ms INTEGER
                    ) STRICT;
INSERT INTO "incident" VALUES(1,1,'violence','a stopped word','boot-a',7000000000,1772442013412);
CREATE TABLE pupil (
                        id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
                        name TEXT
                    ) STRICT;
INSERT INTO "pupil" VALUES('guest',NULL);
INSERT INTO "pupil" VALUES('p-maya','Maya');
INSERT INTO "pupil" VALUES('p-noname',NULL);
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
INSERT INTO "session" VALUES(1,'0194c000-0000-7000-8000-000000000001','p-maya','sums','boot-a',1000000000,1772442007412,61000000000,1772442067412);
INSERT INTO "session" VALUES(2,'0194c000-0000-7000-8000-000000000002','guest','sums','boot-a',90000000000,NULL,NULL,NULL);
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
INSERT INTO "spending" VALUES(1,1,100,20,300,40,0,0,50,600,1.5,1234567,'boot-a',6000000000,1772442012412);
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
                    , press_to_lamp_ms REAL) STRICT;
INSERT INTO "turn" VALUES(1,1,1,'answered',12.5,300.25,350.0,'boot-a',5500000000,1772442011912,7.5);
CREATE INDEX session_pupil ON session (pupil);
CREATE INDEX attempt_session ON attempt (session);
CREATE INDEX turn_session ON turn (session);
CREATE INDEX spending_session ON spending (session);
CREATE INDEX incident_session ON incident (session);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('session',2);
INSERT INTO "sqlite_sequence" VALUES('attempt',4);
INSERT INTO "sqlite_sequence" VALUES('turn',1);
INSERT INTO "sqlite_sequence" VALUES('spending',1);
INSERT INTO "sqlite_sequence" VALUES('incident',1);
COMMIT;
PRAGMA application_id = 1414878290;
PRAGMA user_version = 2;
