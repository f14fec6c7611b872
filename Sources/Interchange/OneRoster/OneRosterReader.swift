import Foundation
import Gradebook

/// Reads a OneRoster 1.2 or 1.1 roster (CSV binding) from a zip or a folder, and keeps no more of it than is needed: ids,
/// what a pupil is called, and the class. Files of addresses, passwords and demographics are not opened.
struct OneRosterReader {
    private let path: String
    private let files: [String: Data]

    private static let wanted = [
        "manifest.csv", "orgs.csv", "academicSessions.csv", "classes.csv", "enrollments.csv", "users.csv", "roles.csv",
    ]

    init(path: String, isFolder: Bool) throws(InterchangeError) {
        self.path = path
        if isFolder {
            var found: [String: Data] = [:]
            for name in OneRosterReader.wanted {
                let data = try? Data(contentsOf: URL(filePath: path + "/" + name))
                if let data { found[name] = data }
            }
            files = found
        } else {
            files = try ZipArchive.read(OneRosterReader.wanted, from: path)
        }
        guard files["users.csv"] != nil else {
            throw .unreadable(
                path: path,
                reason: "no users.csv at its root; a OneRoster zip has its files at the root, not in a folder")
        }
    }

    func roster() throws(InterchangeError) -> RosterFile {
        let classes = try self.classes()
        let pupils = try self.pupils()
        var entries: [RosterEntry] = []
        var taken: Set<String> = []
        for (pupil, group) in try enrollments() {
            guard let user = pupils[pupil], let row = classes.first(where: { $0.id == group }),
                taken.insert(pupil).inserted
            else { continue }
            entries.append(
                RosterEntry(name: user.called, inClass: group, className: row.title, sourcedID: pupil))
        }
        let used = Set(entries.compactMap(\.inClass))
        guard !entries.isEmpty else {
            throw .faulty(
                place: path, what: "no active pupil is enrolled in a class (enrollments.csv, users.csv, roles.csv)")
        }
        return RosterFile(entries: told(entries, pupils), classes: classes.filter { used.contains($0.id) })
    }

    private struct User {
        var called: String
        var family: String
    }

    /// Where two of a class would be called alike, the family name's first letter tells them apart.
    private func told(_ entries: [RosterEntry], _ pupils: [String: User]) -> [RosterEntry] {
        var counts: [String: Int] = [:]
        for entry in entries { counts["\(entry.inClass ?? "")/\(entry.name ?? "")", default: 0] += 1 }
        return entries.map { entry in
            guard counts["\(entry.inClass ?? "")/\(entry.name ?? "")"] != 1,
                let letter = entry.sourcedID.flatMap({ pupils[$0]?.family.first })
            else { return entry }
            var entry = entry
            entry.name = "\(entry.name ?? "") \(letter)."
            return entry
        }
    }

    private func table(_ name: String) throws(InterchangeError) -> CSVTable? {
        guard let data = files[name] else { return nil }
        return try CSVTable(data, path: "\(path)/\(name)")
    }

    private func needed(_ table: CSVTable, _ names: String...) throws(InterchangeError) -> Int {
        for name in names { if let column = table.column(name) { return column } }
        throw .faulty(place: "\(table.path):1:1", what: "no column `\(names[0])`")
    }

    /// Rows that are not deleted: in a bulk file the status is blank.
    private func active(_ table: CSVTable) -> [CSVTable.Row] {
        let status = table.column("status")
        return table.rows.filter { ($0.value(status) ?? "active").lowercased() == "active" }
    }

    private func classes() throws(InterchangeError) -> [ClassRow] {
        guard let table = try table("classes.csv") else {
            throw .unreadable(path: path, reason: "no classes.csv at its root")
        }
        let id = try needed(table, "sourcedId")
        let title = try needed(table, "title")
        let school = table.column("schoolSourcedId")
        let course = table.column("courseSourcedId")
        let terms = table.column("termSourcedIds")
        return active(table).compactMap { row in
            guard let key = row.value(id) else { return nil }
            return ClassRow(
                id: key, title: row.value(title) ?? key, school: row.value(school), course: row.value(course),
                term: row.value(terms)?.split(separator: ",").first.map { $0.trimmingCharacters(in: .whitespaces) })
        }
    }

    private func pupils() throws(InterchangeError) -> [String: User] {
        guard let table = try table("users.csv") else { return [:] }
        let id = try needed(table, "sourcedId")
        let given = try needed(table, "givenName")
        let preferred = table.column("preferredGivenName")
        let family = table.column("familyName")
        let enabled = table.column("enabledUser")
        let role = table.column("role")
        let students = try self.students()
        var found: [String: User] = [:]
        for row in active(table) {
            guard let key = row.value(id), row.value(enabled)?.lowercased() != "false" else { continue }
            // 1.1 has the role in the row, 1.2 in a file of its own.
            let isStudent = row.value(role).map { $0.lowercased() == "student" } ?? students?.contains(key) ?? true
            guard isStudent, let called = row.value(preferred) ?? row.value(given) else { continue }
            found[key] = User(called: called, family: row.value(family) ?? "")
        }
        return found
    }

    private func students() throws(InterchangeError) -> Set<String>? {
        guard let table = try table("roles.csv") else { return nil }
        let user = try needed(table, "userSourcedId")
        let role = try needed(table, "role")
        return Set(active(table).filter { $0.value(role)?.lowercased() == "student" }.compactMap { $0.value(user) })
    }

    private func enrollments() throws(InterchangeError) -> [(pupil: String, group: String)] {
        guard let table = try table("enrollments.csv") else {
            throw .unreadable(path: path, reason: "no enrollments.csv at its root")
        }
        let user = try needed(table, "userSourcedId")
        let group = try needed(table, "classSourcedId")
        let role = try needed(table, "role")
        return active(table).compactMap { row in
            guard row.value(role)?.lowercased() == "student", let pupil = row.value(user), let its = row.value(group)
            else { return nil }
            return (pupil, its)
        }
    }
}
