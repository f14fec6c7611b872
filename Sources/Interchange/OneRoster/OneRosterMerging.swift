import Gradebook
import Lessons

/// Makes a roster of a OneRoster's files: each pupil with one class and a name that can be told from the others' in it.
struct OneRosterMerging {
    let tables: OneRosterTables
    let wanted: [String]
    let known: [RosterEntry]
    let knownClasses: [ClassRow]

    func reading() throws(RosterFaults) -> OneRosterArchive.Reading {
        var notes: [String] = []
        let chosen = try chosenClasses()
        var faults: [Fault] = []
        let users = Dictionary(tables.users.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let memberships = memberships(chosen, users, &notes)
        var pupils: [(user: OneRosterTables.User, classID: String?)] = []
        var homeless = 0
        for user in tables.users where isPupil(user) {
            let before = known.first { $0.sourcedID == user.id }
            let its = memberships[user.id] ?? []
            if its.isEmpty, tables.isBulk || before == nil {
                homeless += 1
                continue
            }
            do throws(Fault) {
                pupils.append((user, try chosenClass(of: user, its, chosen) ?? before?.classID))
            } catch {
                faults.append(error)
            }
        }
        // Changes of classes, of pupils who have none themselves.
        var moved: [Roster.Pupil] = []
        if !tables.isBulk {
            for (id, its) in memberships.sorted(by: { $0.key < $1.key }) where users[id] == nil {
                guard let before = known.first(where: { $0.sourcedID == id }), let classID = its.first?.classID,
                    classID != before.classID, let place = its.first?.place
                else { continue }
                moved.append(
                    Roster.Pupil(name: before.title, classID: classID, sourcedID: id, place: place))
            }
        }
        guard faults.isEmpty else { throw RosterFaults(faults) }
        let inactive = tables.users.count { !$0.isActive }
        if inactive > 0 { notes.append("\(inactive) users are not enabled, and were left out") }
        if homeless > 0 { notes.append("\(homeless) pupils are in none of these classes, and were left out") }
        let named = try named(pupils, &notes) + moved
        let used = Set(named.compactMap(\.classID))
        let gone = tables.goneUsers.union(tables.users.filter { !$0.isActive }.map(\.id))
        return OneRosterArchive.Reading(
            roster: Roster(
                source: .oneRoster, classes: chosen.filter { used.contains($0.id) }.map(schoolClass), pupils: named,
                isWhole: tables.isBulk, gone: gone, scope: wanted.isEmpty ? nil : Set(chosen.map(\.id))),
            notes: notes)
    }

    private func schoolClass(_ group: OneRosterTables.Class) -> ClassRow {
        ClassRow(
            id: group.id, title: group.title, school: group.school, course: group.course, term: tables.term(of: group))
    }

    /// The classes that are meant, those of the file before those that are known.
    private func chosenClasses() throws(RosterFaults) -> [OneRosterTables.Class] {
        var all = tables.classes
        let place = Roster.Place(path: tables.path + "/classes.csv", line: 1, column: 1)
        if !tables.isBulk {
            let ids = Set(all.map(\.id)).union(tables.goneClasses)
            all += knownClasses.filter { $0.school != nil && !ids.contains($0.id) }.map { one in
                OneRosterTables.Class(
                    id: one.id, title: one.title, school: one.school, course: one.course,
                    terms: one.term.map { [$0] } ?? [], isHomeroom: false, place: place)
            }
        }
        guard !wanted.isEmpty else { return all }
        var chosen: [OneRosterTables.Class] = []
        for name in wanted {
            let found = all.filter { $0.id == name || $0.title.lowercased() == name.lowercased() }
            guard !found.isEmpty else {
                let titles = Set(all.map(\.title)).sorted().prefix(40).joined(separator: ", ")
                throw RosterFaults([place.fault("there is no class “\(name)”", expected: "one of \(titles)")])
            }
            chosen += found.filter { one in !chosen.contains { $0.id == one.id } }
        }
        return chosen
    }

    private func isPupil(_ user: OneRosterTables.User) -> Bool {
        guard user.isActive else { return false }
        if let isStudent = user.isStudent { return isStudent }
        // Who has roles, and none of a pupil, teaches; an enrolment as a pupil says enough where there are no roles.
        return tables.students.contains(user.id) || !tables.others.contains(user.id)
    }

    private func memberships(
        _ chosen: [OneRosterTables.Class], _ users: [String: OneRosterTables.User], _ notes: inout [String]
    ) -> [String: [OneRosterTables.Enrollment]] {
        let ids = Set(chosen.map(\.id))
        let all = Set(tables.classes.map(\.id))
        var found: [String: [OneRosterTables.Enrollment]] = [:]
        var (strangers, nowhere) = (0, 0)
        for enrollment in tables.enrollments where !enrollment.isGone {
            if tables.isBulk, users[enrollment.user] == nil, !tables.goneUsers.contains(enrollment.user) {
                strangers += 1
            }
            if tables.isBulk, !all.contains(enrollment.classID) { nowhere += 1 }
            if ids.contains(enrollment.classID) { found[enrollment.user, default: []].append(enrollment) }
        }
        if strangers > 0 { notes.append("\(strangers) enrolments are of users who are not in users.csv") }
        if nowhere > 0 { notes.append("\(nowhere) enrolments are in classes that are not in classes.csv") }
        return found
    }

    /// The one class, the first that was asked for, or the homeroom.
    private func chosenClass(
        of user: OneRosterTables.User, _ its: [OneRosterTables.Enrollment], _ chosen: [OneRosterTables.Class]
    ) throws(Fault) -> String? {
        let ids = Set(its.map(\.classID))
        let candidates = chosen.filter { ids.contains($0.id) }
        guard candidates.count > 1, wanted.isEmpty else { return candidates.first?.id }
        let homerooms = candidates.filter(\.isHomeroom)
        if homerooms.count == 1 { return homerooms[0].id }
        throw user.place.fault(
            "the pupil is in \(candidates.count) classes (\(candidates.map(\.title).joined(separator: ", ")))",
            expected: "--class with those that the box is for")
    }

    /// Names as the box says them: given names, with as many letters of the family's as tell two of a class apart.
    private func named(
        _ pupils: [(user: OneRosterTables.User, classID: String?)], _ notes: inout [String]
    ) throws(RosterFaults) -> [Roster.Pupil] {
        var faults: [Fault] = []
        for (user, _) in pupils {
            if let wrong = PupilName.objection(to: user.given) {
                faults.append(user.place.fault(wrong, expected: "a given name of 1 to \(PupilName.longest) characters"))
            }
        }
        guard faults.isEmpty else { throw RosterFaults(faults) }
        var found: [Roster.Pupil] = []
        for (classID, its) in Dictionary(grouping: pupils, by: { $0.classID ?? "" }).sorted(by: { $0.key < $1.key }) {
            let ids = Set(its.map(\.user.id))
            // In a list of changes the others of the class keep their names.
            let others =
                tables.isBulk
                ? [] : known.filter { $0.classID == classID && !ids.contains($0.sourcedID ?? "") }.compactMap(\.name)
            let names = SpokenNames.short(its.map { ($0.user.given, $0.user.family) }, beside: others)
            for alike in SpokenNames.alike(names) {
                notes.append(
                    "two of a class sound alike (\(alike)): call one of them otherwise with `tutord pupils rename`")
            }
            let rows = zip(its, names).map { one, name in
                Roster.Pupil(
                    name: name, classID: classID.isEmpty ? nil : classID, sourcedID: one.user.id,
                    place: one.user.place)
            }
            found += rows.sorted {
                ($0.name.lowercased(), $0.sourcedID ?? "") < ($1.name.lowercased(), $1.sourcedID ?? "")
            }
        }
        return found
    }
}
