import Crypto
import FoundationEssentials
import GRDB
public import Statements

// Badges are kept as salted digests: the file holds no number that opens another door of the school.
//
// A digest is written as `SALT:DIGEST`, so that one that another box made can be imported and found, too.
extension ProgressStore {
    /// Whose badge it is; nil where it is nobody's.
    /// - Parameter number: what the reader read.
    public func pupil(withBadge number: String) throws(GradebookError) -> PupilID? {
        try reading { db in try ProgressStore.holder(ofBadge: number, db) }
    }

    /// Gives a pupil a badge, or takes it away.
    /// - Throws: ``GradebookError/invalid(_:)`` where another pupil has it.
    public func setBadge(_ number: String?, of pupil: PupilID) throws(GradebookError) {
        try write { db in
            let exists = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM pupil WHERE id = ? AND id <> 'guest')",
                arguments: [pupil.rawValue])
            guard exists == true else { throw GradebookError.unknownPupil(pupil) }
            guard let number else {
                try db.execute(sql: "UPDATE pupil SET badge = NULL WHERE id = ?", arguments: [pupil.rawValue])
                return
            }
            if let holder = try ProgressStore.holder(ofBadge: number, db), holder != pupil {
                throw GradebookError.invalid("this badge is \(holder)'s; take it away there first (--none)")
            }
            try ProgressStore.setBadge(number, of: pupil, db)
        }
    }

    /// The digests of all badges, for the list that other boxes import.
    public func badgeDigests() throws(GradebookError) -> [PupilID: String] {
        try reading { db in
            try Row.fetchAll(db, sql: "SELECT id, badge FROM pupil WHERE badge IS NOT NULL").reduce(into: [:]) {
                $0[PupilID(rawValue: $1[0])] = ProgressStore.digestMark + ($1[1] as String)
            }
        }
    }

    static func setBadge(_ badge: String, of pupil: PupilID, _ db: Database) throws {
        let kept: String
        if badge.hasPrefix(digestMark) {
            kept = String(badge.dropFirst(digestMark.count))
        } else {
            kept = badgeDigest(badge, salt: try badgeSalt(db))
        }
        try db.execute(sql: "UPDATE pupil SET badge = ? WHERE id = ?", arguments: [kept, pupil.rawValue])
    }

    /// Looks by every salt that a kept badge was made with: there are as many as boxes that made badges known.
    static func holder(ofBadge badge: String, _ db: Database) throws -> PupilID? {
        let digests: [String]
        if badge.hasPrefix(digestMark) {
            digests = [String(badge.dropFirst(digestMark.count))]
        } else {
            let salts = try String.fetchAll(
                db,
                sql: "SELECT DISTINCT substr(badge, 1, instr(badge, ':') - 1) FROM pupil WHERE badge IS NOT NULL")
            digests = salts.map { badgeDigest(badge, salt: $0) }
        }
        for digest in digests {
            if let id = try String.fetchOne(db, sql: "SELECT id FROM pupil WHERE badge = ?", arguments: [digest]) {
                return PupilID(rawValue: id)
            }
        }
        return nil
    }

    /// Before a digest that stands in a list for a badge's number.
    static let digestMark = "sha256:"

    /// Its own salt, not the one of accounts: this one travels with lists.
    private static func badgeSalt(_ db: Database) throws -> String {
        if let salt = try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'badge-salt'") { return salt }
        let salt = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        try db.execute(sql: "INSERT INTO meta (key, value) VALUES ('badge-salt', ?)", arguments: [salt])
        return salt
    }

    private static func badgeDigest(_ number: String, salt: String) -> String {
        // Readers differ in how they end a number, in the case of its letters, and in the key for what stands between
        // them: 04:A1:B2 in a list is what one reader types as 04-a1-b2, and another as 04A1B2.
        let number = String(number.filter { $0.isLetter || $0.isNumber }).uppercased()
        return salt + ":" + Hexadecimal.of(SHA256.hash(data: Data((salt + number).utf8)))
    }
}
