import Foundation
public import Gradebook
import Statements

/// A roster as it comes from outside: a table of names, or a OneRoster zip or folder.
public struct RosterFile: Sendable {
    public private(set) var entries: [RosterEntry] = []
    public private(set) var classes: [ClassRow] = []
    /// The numbers of badges, by the place in ``entries``.
    public private(set) var badges: [Int: String] = [:]

    /// - Parameters:
    ///   - path: a `.csv`, a OneRoster `.zip`, or a folder with its files.
    ///   - title: the class of a table that does not name one.
    /// - Throws: ``InterchangeError`` with file:line:column.
    public static func read(path: String, inClass title: String? = nil) throws(InterchangeError) -> RosterFile {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw .unreadable(path: path, reason: "there is no such file")
        }
        if isFolder.boolValue || path.lowercased().hasSuffix(".zip") {
            return try OneRosterReader(path: path, isFolder: isFolder.boolValue).roster()
        }
        guard let data = try? Data(contentsOf: URL(filePath: path)), data.count <= 64 << 20 else {
            throw .unreadable(path: path, reason: "not a file of at most 64 MiB")
        }
        return try RosterFile(table: CSVTable(data, path: path), inClass: title)
    }

    /// From a table in a text.
    public static func read(table text: String) throws(InterchangeError) -> RosterFile {
        try RosterFile(table: CSVTable(Data(text.utf8), path: "the table"), inClass: nil)
    }

    init(entries: [RosterEntry], classes: [ClassRow]) {
        self.entries = entries
        self.classes = classes
    }

    /// `name,class,number,account,badge`: any order, any case, only the name is needed.
    init(table: CSVTable, inClass title: String?) throws(InterchangeError) {
        guard let name = table.column("name", "pupil", "student", "nombre", "nom", "prénom", "vorname", "nome") else {
            throw .faulty(
                place: "\(table.path):1:1",
                what: "no column `name`; the columns are name, class, number, account, badge (only name is needed)")
        }
        let group = table.column("class", "klasse", "clase", "classe", "turma")
        let number = table.column("number", "nummer", "número", "numéro", "no", "nr")
        let account = table.column("account", "pupil id", "id", "konto")
        let badge = table.column("badge", "card", "karte")
        var numbers: [String: Int] = [:]
        var accounts: [String: Int] = [:]
        var cards: [String: Int] = [:]
        func once(
            _ key: String, _ seen: inout [String: Int], _ row: CSVTable.Row, _ column: Int?, _ what: String
        ) throws(InterchangeError) {
            if let before = seen.updateValue(row.line, forKey: key) {
                throw .faulty(
                    place: table.place(row, column ?? 0), what: "\(what) is that of line \(before) already")
            }
        }
        var titles: [String] = []
        for row in table.rows {
            guard let called = row.value(name) else {
                throw .faulty(place: table.place(row, name), what: "no name")
            }
            let its = row.value(group) ?? title
            if let its, !titles.contains(its) { titles.append(its) }
            var entry = RosterEntry(name: called, inClass: its.map(RosterFile.classID), className: its)
            if let text = row.value(number) {
                guard let value = Int(text), (1...99).contains(value) else {
                    throw .faulty(place: table.place(row, number ?? 0), what: "'\(text)' is no number from 1 to 99")
                }
                try once("\(its ?? "")/\(value)", &numbers, row, number, "the number \(value)")
                entry.number = value
            }
            if let text = row.value(account) {
                let isPlain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
                guard isPlain, text.count <= 64, text != "guest" else {
                    throw .faulty(
                        place: table.place(row, account ?? 0),
                        what: "'\(text)' is no account: letters, digits, - _ . (64 at most)")
                }
                try once(text, &accounts, row, account, "the account \(text)")
                entry.account = PupilID(rawValue: text)
            }
            if let text = row.value(badge) {
                try once(text, &cards, row, badge, "this badge")
                badges[entries.count] = text
            }
            entries.append(entry)
        }
        classes = titles.map { ClassRow(id: RosterFile.classID($0), title: $0) }
    }

    /// A class that no roster gave an id.
    static func classID(_ title: String) -> String {
        "class-" + title.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" }
    }

    /// The table that another box reads: with the accounts, so that a pupil is the same everywhere.
    public static func table(_ roster: [RosterEntry]) -> String {
        CSV.record(["name", "class", "number", "account"])
            + roster.map { entry in
                CSV.record([
                    entry.name ?? "", entry.className ?? "", entry.number.map(String.init) ?? "",
                    entry.account?.rawValue ?? "",
                ])
            }.joined()
    }
}
