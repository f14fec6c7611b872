import Foundation
public import Gradebook
import Lessons
import Statements

/// A list of pupils as people write it: `name,class,number,account,badge`, of which only the name must be there.
///
/// Columns come in any order, their names in any case, in English, German, Spanish or French. What another box wrote
/// (`tutord pupils list --csv`) has columns behind these that keep a school's own ids.
public enum RosterFile {
    static let nameWords = [
        "name", "pupil", "first name", "given name", "student", "vorname", "nombre", "prénom", "nom",
    ]
    static let classWords = ["class", "klasse", "clase", "classe", "group", "gruppe", "grupo", "groupe"]
    static let numberWords = ["number", "no", "nr", "nummer", "número", "numéro", "n°"]
    static let accountWords = ["account", "konto", "cuenta", "compte"]
    static let badgeWords = ["badge", "card", "ausweis", "karte", "tarjeta", "carte"]

    /// - Parameters:
    ///   - path: as it is named in faults.
    ///   - title: the class of pupils whose line names none.
    /// - Throws: ``RosterFaults`` with all that is wrong in it.
    public static func read(_ bytes: [UInt8], path: String, class title: String? = nil) throws(RosterFaults) -> Roster {
        var reading: RosterFileReading
        do {
            reading = try RosterFileReading(HeadedCSV(bytes, path: path, allowsShortLines: true), class: title)
        } catch {
            throw RosterFaults([error])
        }
        return try reading.roster()
    }
}

/// What is read of a list so far.
private struct RosterFileReading {
    private static let mostFaults = 50

    private var table: HeadedCSV
    private let title: String?
    private let name: Int
    private let group, number, account, badge, sourcedID, classID, school, course, term: Int?
    private var faults: [Fault] = []
    private var classes: [String: ClassRow] = [:]
    private var order: [String] = []

    init(_ table: HeadedCSV, class title: String?) throws(Fault) {
        self.table = table
        self.title = title
        guard let name = table.column(RosterFile.nameWords) else {
            throw table.first.fault(
                0, "no column is called “name”",
                expected: "name, and if you like class, number, account, badge; found: "
                    + table.headings.prefix(12).joined(separator: ", "))
        }
        self.name = name
        group = table.column(RosterFile.classWords)
        number = table.column(RosterFile.numberWords)
        account = table.column(RosterFile.accountWords)
        badge = table.column(RosterFile.badgeWords)
        sourcedID = table.column("sourced_id")
        classID = table.column("class_id")
        school = table.column("school_id")
        course = table.column("course_id")
        term = table.column("term_id")
    }

    mutating func roster() throws(RosterFaults) -> Roster {
        var pupils: [Roster.Pupil] = []
        do {
            while let record = try table.next() {
                do throws(Fault) {
                    pupils.append(try pupil(record))
                } catch {
                    faults.append(error)
                    if faults.count == RosterFileReading.mostFaults { break }
                }
            }
        } catch {
            faults.append(error)
        }
        guard faults.isEmpty else { throw RosterFaults(faults) }
        return Roster(
            source: .list, classes: order.compactMap { classes[$0] }, pupils: pupils,
            scope: Set(pupils.map { $0.classID ?? "" }))
    }

    private mutating func pupil(_ record: CSVRecord) throws(Fault) -> Roster.Pupil {
        let its = try schoolClass(record)
        let account = try account(record)
        let called = try PupilName.checked(ListText.bare(record[name]), record, name)
        if let account, !account.rawValue.hasPrefix("p-"), account.rawValue.lowercased() == called.lowercased() {
            throw record.fault(
                self.account ?? 0, "an account that is the pupil's name", expected: "a random one, or none")
        }
        if let its, classes.updateValue(its, forKey: its.id) == nil { order.append(its.id) }
        return Roster.Pupil(
            name: called, classID: its?.id, number: try number(record), account: account, badge: try badge(record),
            sourcedID: try id(sourcedID, record), place: record.place(name))
    }

    private func schoolClass(_ record: CSVRecord) throws(Fault) -> ClassRow? {
        let written = group.map { ListText.bare(record[$0]) } ?? ""
        let title = written.isEmpty ? self.title ?? "" : written
        guard !title.isEmpty else { return nil }
        guard title.count <= 60, !title.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { throw record.fault(group ?? 0, "the class “\(title.prefix(60))”", expected: "at most 60 letters") }
        return ClassRow(
            id: try id(classID, record) ?? title, title: title, school: try id(school, record),
            course: try id(course, record), term: try id(term, record))
    }

    private func number(_ record: CSVRecord) throws(Fault) -> Int? {
        guard let number else { return nil }
        let text = ListText.bare(record[number])
        guard !text.isEmpty else { return nil }
        guard let value = Int(text), (1...999).contains(value) else {
            throw record.fault(number, "the number “\(text.prefix(20))”", expected: "1 to 999, or nothing")
        }
        return value
    }

    private func account(_ record: CSVRecord) throws(Fault) -> PupilID? {
        guard let account else { return nil }
        let text = ListText.bare(record[account])
        guard !text.isEmpty else { return nil }
        guard text.wholeMatch(of: /[A-Za-z0-9._\-]{1,64}/) != nil, text != PupilID.guest.rawValue else {
            throw record.fault(
                account, "the account “\(text.prefix(64))”",
                expected: "1 to 64 of letters, digits and . _ -, not “guest”; leave it out, and one is made")
        }
        return PupilID(rawValue: text)
    }

    private func badge(_ record: CSVRecord) throws(Fault) -> String? {
        guard let badge else { return nil }
        let text = ListText.bare(record[badge])
        guard !text.isEmpty else { return nil }
        // The number is not shown: it opens doors.
        guard BadgeNumber.isPlausible(text) else {
            throw record.fault(badge, "a badge's number that no reader reads", expected: BadgeNumber.rule)
        }
        return text
    }

    private func id(_ column: Int?, _ record: CSVRecord) throws(Fault) -> String? {
        guard let column else { return nil }
        let text = ListText.bare(record[column])
        guard !text.isEmpty else { return nil }
        guard SourcedID.isValid(text) else {
            throw record.fault(column, "the id “\(text.prefix(40))”", expected: SourcedID.rule)
        }
        return text
    }
}
