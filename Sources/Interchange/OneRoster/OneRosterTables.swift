import Gradebook
import Lessons

/// What is read of a OneRoster's files, file by file: nothing but ids, names and classes.
struct OneRosterTables {
    struct Class {
        let id: String
        let title: String
        let school: String?
        let course: String?
        let terms: [String]
        let isHomeroom: Bool
        let place: Roster.Place
    }

    struct User {
        let id: String
        let given: String
        /// To tell two of one name apart; the letters that are not needed are never kept.
        let family: String
        let isActive: Bool
        /// What OneRoster 1.1 says of it in the same file; 1.2 has roles of their own.
        let isStudent: Bool?
        let place: Roster.Place
    }

    struct Enrollment {
        let user: String
        let classID: String
        let isGone: Bool
        let place: Roster.Place
    }

    let version: String
    let path: String
    let today: String?
    /// Whether who is not named has left.
    var isBulk = false
    private(set) var terms: [String: (begins: String, ends: String)] = [:]
    private(set) var classes: [Class] = []
    private(set) var goneClasses: Set<String> = []
    private(set) var users: [User] = []
    private(set) var goneUsers: Set<String> = []
    private(set) var students: Set<String> = []
    private(set) var others: Set<String> = []
    private(set) var enrollments: [Enrollment] = []

    init(version: String, path: String, today: String?) {
        self.version = version
        self.path = path
        self.today = today
    }

    mutating func readTerm(_ rows: inout OneRosterRows) throws(Fault) {
        let (id, begins, ends) = (
            try rows.column("sourcedId"), try rows.column("startDate"), try rows.column("endDate")
        )
        var found = terms
        try rows.each { record, isGone throws(Fault) in
            if !isGone { found[try OneRosterTables.id(record, id)] = (record[begins], record[ends]) }
        }
        terms = found
    }

    mutating func readClass(_ rows: inout OneRosterRows) throws(Fault) {
        let (id, title) = (try rows.column("sourcedId"), try rows.column("title"))
        let (course, school) = (rows.table.column("courseSourcedId"), rows.table.column("schoolSourcedId"))
        let (term, type) = (rows.table.column("termSourcedIds"), rows.table.column("classType"))
        var (found, gone) = (classes, goneClasses)
        try rows.each { record, isGone throws(Fault) in
            let its = try OneRosterTables.id(record, id)
            guard !isGone else {
                gone.insert(its)
                return
            }
            let name = ListText.bare(record[title])
            guard !name.isEmpty, name.count <= 120 else {
                throw record.fault(title, "a class without a title, or with a long one", expected: "1 to 120 letters")
            }
            guard !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
                throw record.fault(title, "a class with control characters in its title", expected: "letters")
            }
            let terms = term.map { record[$0].split(separator: ",") } ?? []
            found.append(
                Class(
                    id: its, title: name,
                    school: try school.map { column throws(Fault) in try OneRosterTables.id(record, column) },
                    course: try course.map { column throws(Fault) in try OneRosterTables.id(record, column) },
                    terms: terms.map { $0.filter { $0 != " " } }.filter(SourcedID.isValid),
                    isHomeroom: type.map { record[$0].lowercased() == "homeroom" } ?? false, place: record.place(id)))
        }
        (classes, goneClasses) = (found, gone)
    }

    mutating func readUser(_ rows: inout OneRosterRows) throws(Fault) {
        let (id, given, family) = (
            try rows.column("sourcedId"), try rows.column("givenName"), rows.table.column("familyName")
        )
        let preferred = rows.table.column("preferredGivenName")
        let (enabled, role) = (rows.table.column("enabledUser"), version == "1.1" ? rows.table.column("role") : nil)
        var (found, gone) = (users, goneUsers)
        try rows.each { record, isGone throws(Fault) in
            let its = try OneRosterTables.id(record, id)
            guard !isGone else {
                gone.insert(its)
                return
            }
            let chosen = preferred.map { ListText.bare(record[$0]) } ?? ""
            found.append(
                User(
                    id: its, given: chosen.isEmpty ? ListText.bare(record[given]) : chosen,
                    family: family.map { ListText.bare(record[$0]) } ?? "",
                    isActive: enabled.map { record[$0].lowercased() != "false" } ?? true,
                    isStudent: role.map { record[$0].lowercased() == "student" },
                    place: record.place(chosen.isEmpty ? given : preferred ?? given)))
        }
        (users, goneUsers) = (found, gone)
    }

    mutating func readRole(_ rows: inout OneRosterRows) throws(Fault) {
        let (user, role) = (try rows.column("userSourcedId"), try rows.column("role"))
        var (pupils, rest) = (students, others)
        try rows.each { record, isGone throws(Fault) in
            guard !isGone else { return }
            let its = try OneRosterTables.id(record, user)
            if record[role].lowercased() == "student" { pupils.insert(its) } else { rest.insert(its) }
        }
        (students, others) = (pupils, rest)
    }

    mutating func readEnrollment(_ rows: inout OneRosterRows) throws(Fault) {
        let (user, group, role) = (
            try rows.column("userSourcedId"), try rows.column("classSourcedId"), try rows.column("role")
        )
        let (begins, ends) = (rows.table.column("beginDate"), rows.table.column("endDate"))
        var found = enrollments
        try rows.each { record, isGone throws(Fault) in
            guard record[role].lowercased() == "student" else { return }
            let isOver = OneRosterTables.isOutside(
                begins.map { record[$0] } ?? "", ends.map { record[$0] } ?? "", today)
            found.append(
                Enrollment(
                    user: try OneRosterTables.id(record, user), classID: try OneRosterTables.id(record, group),
                    isGone: isGone || isOver, place: record.place(user)))
        }
        enrollments = found
    }

    /// The term of a class that today is in; else its first.
    func term(of group: Class) -> String? {
        let current = group.terms.first { id in
            guard let term = terms[id] else { return false }
            return !OneRosterTables.isOutside(term.begins, term.ends, today)
        }
        return current ?? group.terms.first
    }

    /// Dates in ISO 8601 are in the order of their letters. A class may be used before it begins: only its end counts.
    private static func isOutside(_ begins: String, _ ends: String, _ today: String?) -> Bool {
        guard let today, ends.wholeMatch(of: /\d{4}-\d\d-\d\d.*/) != nil else { return false }
        return ends.prefix(10) < today
    }

    private static func id(_ record: CSVRecord, _ column: Int) throws(Fault) -> String {
        let text = record[column]
        guard SourcedID.isValid(text) else {
            throw record.fault(column, "the id “\(text.prefix(40))”", expected: SourcedID.rule)
        }
        return text
    }
}
