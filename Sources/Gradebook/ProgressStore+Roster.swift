import GRDB
import Lessons
public import Statements

// Who is in which class.
extension ProgressStore {
    /// The pupils, by class, number and name; without the guest.
    /// - Parameter id: one class only, by its id or its title.
    public func roster(inClass id: String? = nil) throws(GradebookError) -> [RosterEntry] {
        try reading { db in
            let all = try ProgressStore.entries(db)
            guard let id else { return all }
            return all.filter { $0.classID == id || $0.className?.lowercased() == id.lowercased() }
        }
    }

    /// One pupil.
    /// - Throws: ``GradebookError/unknownPupil(_:)``.
    public func rosterEntry(of pupil: PupilID) throws(GradebookError) -> RosterEntry {
        let found = try reading { db in try ProgressStore.entries(db).first { $0.account == pupil } }
        guard let found else { throw .unknownPupil(pupil) }
        return found
    }

    /// What a roster would change. Nothing is written.
    /// - Throws: ``RosterFaults`` with all that is wrong in it, or ``GradebookError``.
    public func change(by roster: Roster, removingMissing isRemoving: Bool = false) throws -> RosterChange {
        let (plan, classes) = try reading { db in
            (try ProgressStore.plan(roster, isRemoving: isRemoving, db), try ProgressStore.classes(db))
        }
        guard plan.faults.isEmpty else { throw RosterFaults(plan.faults.sorted { $0.line < $1.line }) }
        return ProgressStore.change(plan, known: classes, accounts: plan.steps.map { $0.known?.account })
    }

    /// Imports a roster: all of it or, where something in it is wrong, nothing. Nobody is deleted.
    /// - Throws: ``RosterFaults`` with all that is wrong in it, or ``GradebookError``.
    public func importRoster(_ roster: Roster) throws -> RosterChange {
        var faults: [Fault] = []
        var change = RosterChange(rows: [], newClasses: [], missing: [], erased: [])
        try write { db in
            let plan = try ProgressStore.plan(roster, isRemoving: false, db)
            faults = plan.faults
            guard faults.isEmpty else { return }
            let known = try ProgressStore.classes(db)
            let accounts = try ProgressStore.apply(plan, db)
            change = ProgressStore.change(plan, known: known, accounts: accounts)
        }
        guard faults.isEmpty else { throw RosterFaults(faults.sorted { $0.line < $1.line }) }
        return change
    }

    /// Adds a pupil under a random account.
    /// - Parameters:
    ///   - title: a class by its id or title; it is made where there is none.
    ///   - number: nil takes the next that is free.
    /// - Throws: ``RosterFaults`` where the name or the number is another pupil's, or ``GradebookError``.
    public func addPupil(name: String, class title: String?, number: Int? = nil) throws -> RosterEntry {
        let place = Roster.Place(path: "pupils add", line: 1, column: 1)
        let roster = Roster(
            source: .list, classes: title.map { [ClassRow(id: $0, title: $0)] } ?? [],
            pupils: [Roster.Pupil(name: name, classID: title, number: number, place: place)], isWhole: false)
        if try change(by: roster).count(.added) == 0 {
            throw RosterFaults([
                place.fault(
                    "there is a pupil called “\(name)” in this class",
                    expected: "a name that tells them apart, like “\(name) L.”")
            ])
        }
        let change = try importRoster(roster)
        return try rosterEntry(of: change.rows[0].account ?? .guest)
    }

    /// Calls a pupil otherwise.
    public func rename(_ pupil: PupilID, to name: String) throws(GradebookError) {
        try write { db in
            try db.execute(
                sql: "UPDATE pupil SET name = ? WHERE id = ? AND id <> 'guest'", arguments: [name, pupil.rawValue])
            guard db.changesCount == 1 else { throw GradebookError.unknownPupil(pupil) }
        }
    }

    // MARK: Rows

    static func entries(_ db: Database) throws -> [RosterEntry] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT pupil.id, pupil.name, pupil.class, class.title, pupil.number, pupil.sourced_id,
                       pupil.badge IS NOT NULL
                FROM pupil LEFT JOIN class ON class.id = pupil.class WHERE pupil.id <> 'guest'
                ORDER BY class.title IS NULL, class.title, class.id, pupil.number IS NULL, pupil.number, pupil.name, pupil.rowid
                """
        ).map { row in
            RosterEntry(
                account: PupilID(rawValue: row[0]), name: row[1], classID: row[2], className: row[3], number: row[4],
                sourcedID: row[5], hasBadge: row[6])
        }
    }

    private static func classes(_ db: Database) throws -> [ClassRow] {
        try Row.fetchAll(db, sql: "SELECT id, title, school, course, term FROM class ORDER BY title, id").map { row in
            ClassRow(id: row[0], title: row[1], school: row[2], course: row[3], term: row[4])
        }
    }

    private static func plan(_ roster: Roster, isRemoving: Bool, _ db: Database) throws -> RosterPlan {
        var known = RosterPlan.Known(
            pupils: try entries(db), classes: try classes(db), erased: [], holders: [:])
        for pupil in roster.pupils {
            for id in [pupil.account?.rawValue, pupil.sourcedID].compactMap(\.self) where try isErased(id, db) {
                known.erased.insert(id)
            }
            if let badge = pupil.badge { known.holders[badge] = try holder(ofBadge: badge, db) }
        }
        return RosterPlan(roster, known, isRemoving: isRemoving)
    }

    private static func isErased(_ id: String, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM tombstone WHERE digest = ?)",
            arguments: [try digest(id, db)]) ?? false
    }

    /// A new account: 64 random bits, which say nothing of whose it is.
    static func randomAccount() -> String { "p-" + String(UInt64.random(in: 0...UInt64.max), radix: 36) }

    // MARK: Writing

    /// - Returns: the account of each step.
    private static func apply(_ plan: RosterPlan, _ db: Database) throws -> [PupilID?] {
        for one in plan.classes {
            // A list that people wrote knows less of a class than the school's roster.
            try db.execute(
                sql: """
                    INSERT INTO class (id, title, school, course, term) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET title = excluded.title, school = coalesce(excluded.school, school),
                        course = coalesce(excluded.course, course), term = coalesce(excluded.term, term)
                    """, arguments: [one.id, one.title, one.school, one.course, one.term])
        }
        // Badges that change hands are free for a moment.
        for step in plan.steps where step.bringsBadge {
            if let known = step.known {
                try db.execute(sql: "UPDATE pupil SET badge = NULL WHERE id = ?", arguments: [known.account.rawValue])
            }
        }
        let accounts = try plan.steps.map { step in
            let account = step.known?.account ?? step.pupil.account ?? PupilID(rawValue: randomAccount())
            try db.execute(
                sql: """
                    INSERT INTO pupil (id, name, class, number, sourced_id) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET name = excluded.name, class = excluded.class,
                        number = excluded.number, sourced_id = coalesce(excluded.sourced_id, sourced_id)
                    """,
                arguments: [
                    account.rawValue, step.pupil.name, step.pupil.classID, step.number, step.pupil.sourcedID,
                ])
            if step.bringsBadge, let badge = step.pupil.badge { try setBadge(badge, of: account, db) }
            return account
        }
        return accounts
    }

    private static func change(
        _ plan: RosterPlan, known: [ClassRow], accounts: [PupilID?]
    ) -> RosterChange {
        let titles = Dictionary(
            (known + plan.classes).map { ($0.id, $0.title) }, uniquingKeysWith: { _, second in second })
        let rows = zip(plan.steps, accounts).map { step, account in
            let className = step.pupil.classID.flatMap { titles[$0] }
            guard let known = step.known else {
                return RosterChange.Row(
                    kind: .added, account: account, name: step.pupil.name, className: className, number: step.number,
                    oldName: nil, oldClass: nil)
            }
            let isSame =
                known.name == step.pupil.name && known.classID == step.pupil.classID && known.number == step.number
                && !step.bringsBadge && (step.pupil.sourcedID ?? known.sourcedID) == known.sourcedID
            return RosterChange.Row(
                kind: isSame ? .unchanged : .changed, account: account, name: step.pupil.name, className: className,
                number: step.number, oldName: known.name == step.pupil.name ? nil : known.name,
                oldClass: known.classID == step.pupil.classID ? nil : known.className)
        }
        let ids = Set(known.map(\.id))
        return RosterChange(
            rows: rows, newClasses: plan.classes.filter { !ids.contains($0.id) }.map(\.title), missing: plan.missing,
            erased: plan.erased)
    }
}
