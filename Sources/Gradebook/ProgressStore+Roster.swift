import GRDB
import Lessons
public import Statements

// Who the pupils are, as far as it has to be known.
extension ProgressStore {
    /// The pupils of a class, or all, in the order in which a teacher reads them out. Guests are none.
    public func roster(inClass id: String? = nil) throws(GradebookError) -> [RosterEntry] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT p.id, p.name, p.class, c.title, p.number, p.sourced_id, p.badge IS NOT NULL
                    FROM pupil p LEFT JOIN class c ON c.id = p.class
                    WHERE p.id <> 'guest' AND (?1 IS NULL OR p.class = ?1)
                    ORDER BY c.title IS NULL, c.title, p.number IS NULL, p.number, p.name, p.rowid
                    """, arguments: [id]
            ).map { row in
                RosterEntry(
                    account: PupilID(rawValue: row[0]), name: row[1], inClass: row[2], className: row[3],
                    number: row[4],
                    sourcedID: row[5], hasBadge: row[6])
            }
        }
    }

    /// Whose badge this is.
    /// - Parameter number: as the reader types it.
    public func pupil(withBadge number: String) throws(GradebookError) -> PupilID? {
        try reading { db in
            try String.fetchOne(
                db, sql: "SELECT id FROM pupil WHERE badge = ?", arguments: [try ProgressStore.digest(number, db)]
            ).map(PupilID.init(rawValue:))
        }
    }

    /// Gives a pupil a badge, or takes it away. A digest of the number is kept, the number is not.
    public func setBadge(_ number: String?, of pupil: PupilID) throws(GradebookError) {
        try write { db in
            let digest = try number.map { try ProgressStore.digest($0, db) }
            if let digest,
                let owner = try String.fetchOne(
                    db, sql: "SELECT id FROM pupil WHERE badge = ? AND id <> ?", arguments: [digest, pupil.rawValue])
            {
                throw GradebookError.invalid("this badge is \(owner)'s already; take it away from there first")
            }
            try db.execute(sql: "UPDATE pupil SET badge = ? WHERE id = ?", arguments: [digest, pupil.rawValue])
            guard db.changesCount == 1 else { throw GradebookError.unknownPupil(pupil) }
        }
    }

    public func rename(_ pupil: PupilID, to name: String?) throws(GradebookError) {
        try write { db in
            try db.execute(sql: "UPDATE pupil SET name = ? WHERE id = ?", arguments: [name, pupil.rawValue])
            guard db.changesCount == 1, pupil != .guest else { throw GradebookError.unknownPupil(pupil) }
        }
    }

    /// Takes a roster over in one transaction: who is known by an account or an id of the school's keeps the account.
    ///
    /// - Parameters:
    ///   - badges: the numbers of badges, by the place in `entries`.
    ///   - isTrial: tells what would happen, and changes nothing.
    public func take(
        _ entries: [RosterEntry], classes: [ClassRow], badges: [Int: String] = [:], isTrial: Bool = false
    ) throws(GradebookError) -> RosterChange {
        var change = RosterChange()
        do {
            try queue.inTransaction(.immediate) { db in
                change = try ProgressStore.take(entries, classes, badges, db)
                return isTrial ? .rollback : .commit
            }
        } catch {
            throw GradebookError(error, path: path)
        }
        return change
    }

    private static func take(
        _ entries: [RosterEntry], _ classes: [ClassRow], _ badges: [Int: String], _ db: Database
    ) throws -> RosterChange {
        var change = RosterChange()
        for row in classes {
            try db.execute(
                sql: """
                    INSERT INTO class (id, title, school, course, term) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET title = excluded.title, school = coalesce(excluded.school, school),
                        course = coalesce(excluded.course, course), term = coalesce(excluded.term, term)
                    """, arguments: [row.id, row.title, row.school, row.course, row.term])
        }
        var present: Set<String> = []
        for (index, entry) in entries.enumerated() {
            if let account = entry.account, try isTombstone(account.rawValue, db) {
                change.erased += 1
                continue
            }
            if let id = entry.sourcedID, try isTombstone(id, db) {
                change.erased += 1
                continue
            }
            let account = try known(entry, db) ?? entry.account ?? PupilID(rawValue: randomAccount())
            present.insert(account.rawValue)
            try db.execute(
                sql: "INSERT INTO pupil (id) VALUES (?) ON CONFLICT DO NOTHING", arguments: [account.rawValue])
            let isNew = db.changesCount == 1
            let badge = try badges[index].map { try digest($0, db) }
            try db.execute(
                sql: """
                    UPDATE pupil SET name = coalesce(?2, name), class = coalesce(?3, class), number = coalesce(?4, number),
                        sourced_id = coalesce(?5, sourced_id), badge = coalesce(?6, badge)
                    WHERE id = ?1 AND (name IS NOT coalesce(?2, name) OR class IS NOT coalesce(?3, class)
                        OR number IS NOT coalesce(?4, number) OR sourced_id IS NOT coalesce(?5, sourced_id)
                        OR badge IS NOT coalesce(?6, badge))
                    """,
                arguments: [
                    account.rawValue, entry.name, entry.inClass, entry.number, entry.sourcedID, badge,
                ])
            if isNew {
                change.added.append(account)
            } else if db.changesCount == 1 {
                change.updated.append(account)
            } else {
                change.unchanged += 1
            }
        }
        let names = Set(classes.map(\.id))
        change.missing = try Row.fetchAll(db, sql: "SELECT id, class FROM pupil WHERE class IS NOT NULL ORDER BY rowid")
            .filter { names.contains($0[1]) && !present.contains($0[0]) }.map { PupilID(rawValue: $0[0]) }
        return change
    }

    /// By the school's id, or the account.
    private static func known(_ entry: RosterEntry, _ db: Database) throws -> PupilID? {
        guard let id = entry.sourcedID else { return nil }
        return try String.fetchOne(db, sql: "SELECT id FROM pupil WHERE sourced_id = ?", arguments: [id])
            .map(PupilID.init(rawValue:))
    }

    private static func isTombstone(_ text: String, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM tombstone WHERE digest = ?)", arguments: [try digest(text, db)])
            ?? false
    }

    static func randomAccount() -> String { "p-" + String(UInt64.random(in: 0...UInt64.max), radix: 36) }
}
