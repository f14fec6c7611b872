import Crypto
import FoundationEssentials
import GRDB
import Lessons
public import Statements

// What is to be forgotten for good.
extension ProgressStore {
    /// What was deleted with a pupil.
    public struct Erasure: Sendable, Hashable, Codable {
        public var statements: Int
        /// Of those, what had not been sent yet.
        public var unsent: Int
        public var sittings: Int
    }

    /// Deletes a pupil and all that the pupil did: rows, what was still to be sent, caches. What stays is a digest of the
    /// account, so that neither a roster nor a record store brings it back.
    ///
    /// The backups are deleted with it: make a new one. Freed bytes are overwritten (`secure_delete`), the gaps of all pages
    /// too, and the log is emptied, so that nothing of it is left in the files.
    /// What a record store already has is not deleted by it: xAPI has no deletion.
    public func erase(_ pupil: PupilID) throws(GradebookError) -> Erasure {
        var erasure = Erasure(statements: 0, unsent: 0, sittings: 0)
        try write { db in
            let exists = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM pupil WHERE id = ?)", arguments: [pupil.rawValue])
            guard exists == true else { throw GradebookError.unknownPupil(pupil) }
            let counts = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(*), count(o.statement), count(DISTINCT s.seq) FROM session s
                    LEFT JOIN statement st ON st.session = s.seq LEFT JOIN outbox o ON o.statement = st.seq
                    WHERE s.pupil = ?
                    """, arguments: [pupil.rawValue])
            erasure = Erasure(
                statements: counts?[0] ?? 0, unsent: counts?[1] ?? 0, sittings: counts?[2] ?? 0)
            let sourced = try String.fetchOne(
                db, sql: "SELECT sourced_id FROM pupil WHERE id = ?", arguments: [pupil.rawValue])
            try ProgressStore.eraseOriginals(of: pupil, db)
            try db.execute(sql: "DELETE FROM session WHERE pupil = ?", arguments: [pupil.rawValue])
            try db.execute(sql: "DELETE FROM pupil WHERE id = ?", arguments: [pupil.rawValue])
            if pupil == .guest {
                // Everybody may be a guest again.
                try db.execute(sql: "INSERT INTO pupil (id) VALUES ('guest')")
            } else {
                for id in [pupil.rawValue, sourced].compactMap(\.self) {
                    try db.execute(
                        sql: "INSERT INTO tombstone (digest) VALUES (?) ON CONFLICT DO NOTHING",
                        arguments: [try ProgressStore.digest(id, db)])
                }
            }
            try db.execute(sql: "INSERT INTO meta (key, value) VALUES ('erasing', '1') ON CONFLICT DO NOTHING")
        }
        do {
            try finishErasing()
        } catch {
            switch error {
            case .busy:
                throw .refused(
                    path: path,
                    reason: """
                        everything of the pupil is deleted, but another program reads, and old pages stay in the log: end \
                        it and start the tutor, and they are gone
                        """)
            case let other: throw other
            }
        }
        return erasure
    }

    /// Whether the power went between the deletion of a pupil and that of the last traces.
    func isErasing() throws(GradebookError) -> Bool {
        try reading { db in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM meta WHERE key = 'erasing')") ?? false
        }
    }

    /// Deletes what still holds those who were erased: the backups, old pages in the log, and copies of cells that SQLite
    /// leaves in the gaps of pages when it spreads them anew, whatever `secure_delete` says.
    func finishErasing() throws(GradebookError) {
        Backups(of: path).removeAll()
        try emptyGaps()
        try write { db in try db.execute(sql: "DELETE FROM meta WHERE key = 'erasing'") }
    }

    /// What a pupil said in sittings that were taken for another's at first stands in voided statements of that other.
    /// That they are void is still told, where they may have been sent.
    private static func eraseOriginals(of pupil: PupilID, _ db: Database) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT void.statement, void.by,
                       EXISTS (SELECT 1 FROM outbox WHERE outbox.statement = void.statement AND batch IS NULL)
                FROM session s JOIN statement st ON st.session = s.seq JOIN void ON void.statement = st.seq
                WHERE s.moved IN (SELECT seq FROM session WHERE pupil = ?)
                """, arguments: [pupil.rawValue])
        for row in rows {
            let isUnknown: Bool = row[2]
            for seq in [row[0] as Int64] + (isUnknown ? [row[1] as Int64] : []) {
                try db.cachedStatement(sql: "DELETE FROM statement WHERE seq = ?").execute(arguments: [seq])
            }
        }
    }

    /// Whether an account was erased.
    public func isErased(_ pupil: PupilID) throws(GradebookError) -> Bool {
        try reading { db in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM tombstone WHERE digest = ?)",
                arguments: [try ProgressStore.digest(pupil.rawValue, db)]) ?? false
        }
    }

    /// What stands for an account where the account must not stand.
    public func digest(of pupil: PupilID) throws(GradebookError) -> String {
        try reading { db in try ProgressStore.digest(pupil.rawValue, db) }
    }

    /// SHA-256 in hexadecimal, salted with a secret of this gradebook: tells an account or a badge again without
    /// holding it.
    static func digest(_ text: String, _ db: Database) throws -> String {
        let salt = try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'salt'") ?? ""
        return SHA256.hash(data: Data((salt + text).utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
