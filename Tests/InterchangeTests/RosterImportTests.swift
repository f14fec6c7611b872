import Foundation
import Gradebook
import Interchange
import Lessons
import Statements
import Testing

@Suite struct RosterImportTests {
    let folder: Folder
    let store: ProgressStore

    init() throws {
        folder = try Folder()
        store = try ProgressStore(path: folder.path())
    }

    @discardableResult
    func add(_ text: String) throws -> RosterChange { try store.importRoster(RosterFileTests.roster(text)) }

    /// Whose badge it is, by name.
    func title(of other: ProgressStore? = nil, _ badge: String) throws -> String? {
        let book = other ?? store
        return try book.pupil(withBadge: badge).map { try book.rosterEntry(of: $0).title }
    }

    func faults(_ text: String) -> [String] {
        do {
            try add(text)
            return []
        } catch let faults as RosterFaults {
            return faults.faults.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `pupils get random accounts, numbers and a class`() throws {
        let change = try add("name,class\nMaya,3B\nTom,3B\nAda,4A\n")
        #expect(change.count(.added) == 3)
        #expect(change.newClasses == ["3B", "4A"])
        let roster = try store.roster()
        #expect(roster.map(\.title) == ["Maya", "Tom", "Ada"])
        #expect(roster.map(\.number) == [1, 2, 1])
        #expect(Set(roster.map(\.account)).count == 3)
        #expect(roster.allSatisfy { $0.account.rawValue.hasPrefix("p-") && !$0.hasBadge })
        #expect(try store.roster(inClass: "3b").map(\.title) == ["Maya", "Tom"])
    }

    @Test func `imported again, names and classes change and accounts stay`() throws {
        try add("name,class\nMaya,3B\nTom,3B\n")
        let before = try store.roster()
        #expect(try add("name,class\nMaya,3B\nTom,3B\n").count(.unchanged) == 2)
        let change = try add("name,class,account\nMaya L.,4A,\(before[0].account)\nTom,3B,\n")
        #expect(change.count(.changed) == 1)
        #expect(change.rows[0].oldName == "Maya")
        #expect(change.rows[0].oldClass == "3B")
        #expect(try store.roster().map(\.account) == [before[1].account, before[0].account])
        #expect(try store.roster(inClass: "4A").map(\.title) == ["Maya L."])
    }

    @Test func `a list without classes takes nobody out of one`() throws {
        try add("name,class\nMaya,3B\nTom,4A\n")
        #expect(try add("name\nMaya\n").count(.unchanged) == 1)
        #expect(try store.roster().map(\.className) == ["3B", "4A"])
        try add("name,class\nTom,3B\n")
        #expect(faults("name\nTom\n") == ["3b.csv:2:1: there are 2 called “Tom”, the class or the account, too"])
    }

    @Test func `the list of one box makes the same pupils on another`() throws {
        try add("name,class,badge\nMaya,3B,00AB12\n=Tom,3B,\n")
        let text = RosterFile.text(
            try store.roster(), classes: try store.classes(), badges: try store.badgeDigests())
        #expect(!text.contains("00AB12"))
        let other = try ProgressStore(path: folder.path("other.sqlite"))
        _ = try other.importRoster(RosterFileTests.roster(text))
        #expect(try other.roster() == store.roster())
        #expect(try title(of: other, "00ab12\r") == "Maya")
        // A badge that is made known there is found beside it.
        try other.setBadge("FF0011", of: try other.roster()[1].account)
        #expect(try title(of: other, "FF0011") == "=Tom")
        #expect(try title(of: other, "00AB12") == "Maya")
        #expect(try other.pupil(withBadge: "000000") == nil)
    }

    @Test(
        arguments: [
            (
                "name,class,number\nMaya,3B,1\nTom,3B,1\n",
                "3b.csv:3:1: the number 1 of this class stands in line 2, too"
            ),
            ("name,badge\nMaya,00AB12\nTom,00AB12\n", "3b.csv:3:1: this badge stands in line 2, too"),
            ("name,account\nMaya,p-1\nTom,p-1\n", "3b.csv:3:1: the account p-1 stands in line 2, too"),
            ("name,class\nMaya,3B\nmaya,3B\n", "3b.csv:3:1: “maya” of this class stands in line 2, too"),
            ("name,class,number\nAda,5C,4\n", "3b.csv:2:1: the number 4 is Old (p-old)'s, who is not in this file"),
            ("name,badge\nAda,CAFE01\n", "3b.csv:2:1: this badge is Old's (p-old)"),
        ]
    )
    func `what cannot be is refused with its line, and nothing is imported`(text: String, fault: String) throws {
        try add("name,class,number,account,badge\nOld,5C,4,p-old,CAFE01\n")
        let before = try store.roster()
        #expect(faults(text).first?.hasPrefix(fault) == true, "\(faults(text))")
        #expect(try store.roster() == before)
    }

    @Test func `two pupils may change their numbers and badges`() throws {
        try add("name,class,number,badge\nMaya,3B,1,AAAA\nTom,3B,2,BBBB\n")
        try add("name,class,number,badge\nMaya,3B,2,BBBB\nTom,3B,1,AAAA\n")
        #expect(try store.roster().map(\.title) == ["Tom", "Maya"])
        #expect(try title("AAAA") == "Tom")
        #expect(try title("BBBB") == "Maya")
    }

    @Test func `who is missing is told and stays`() throws {
        try add("name,class\nMaya,3B\nTom,3B\nAda,4A\n")
        let change = try add("name,class\nMaya,3B\n")
        #expect(change.missing.map(\.title) == ["Tom"])
        #expect(try store.roster().count == 3)
    }

    @Test func `numbers of who leaves are free`() throws {
        try add("name,class,number\nMaya,3B,1\n")
        let roster = try RosterFileTests.roster("name,class,number\nTom,3B,1\n")
        #expect(throws: RosterFaults.self) { try store.change(by: roster) }
        #expect(try store.change(by: roster, removingMissing: true).missing.map(\.title) == ["Maya"])
    }

    @Test func `an account that was erased does not come back`() throws {
        try add("name,account\nMaya,p-maya\n")
        _ = try store.erase("p-maya")
        let change = try add("name,account\nMaya,p-maya\nTom,p-tom\n")
        #expect(change.erased == ["Maya"])
        #expect(try store.roster().map(\.title) == ["Tom"])
        #expect(try add("name\nMaya\n").count(.added) == 1)
    }

    @Test func `the file holds no badge's number`() throws {
        try add("name,badge\nMaya,7730114455\n")
        #expect(try title("7730114455") == "Maya")
        try store.close()
        for name in ["gradebook.sqlite", "gradebook.sqlite-wal"] {
            let data = FileManager.default.contents(atPath: folder.path(name)) ?? Data()
            #expect(data.range(of: Data("7730114455".utf8)) == nil)
        }
    }

    @Test func `a badge is another's until it is taken away`() throws {
        try add("name,account,badge\nMaya,p-1,AAAA\nTom,p-2,\n")
        #expect(throws: GradebookError.self) { try store.setBadge("aaaa", of: "p-2") }
        try store.setBadge(nil, of: "p-1")
        try store.setBadge("aaaa", of: "p-2")
        #expect(try store.pupil(withBadge: "AAAA") == "p-2")
        // What stands between the digits is another key on another reader.
        try store.setBadge("04:A1:B2", of: "p-2")
        for typed in ["04a1b2", "04-A1-B2", "04.a1.b2"] { #expect(try store.pupil(withBadge: typed) == "p-2") }
        #expect(try store.pupil(withBadge: "04a1b3") == nil)
        #expect(throws: GradebookError.unknownPupil("p-3")) { try store.setBadge("bbbb", of: "p-3") }
        #expect(throws: GradebookError.unknownPupil("guest")) { try store.rename("guest", to: "Ghost") }
    }

    @Test func `a pupil is added to a class once`() throws {
        let maya = try store.addPupil(name: "Maya", class: "3B")
        #expect(maya.number == 1)
        #expect(try store.addPupil(name: "Tom", class: "3b", number: 7).className == "3B")
        #expect(throws: RosterFaults.self) { try store.addPupil(name: "maya", class: "3B") }
        #expect(throws: RosterFaults.self) { try store.addPupil(name: "Ada", class: "3B", number: 7) }
        #expect(try store.addPupil(name: "Ada", class: nil).className == nil)
    }

    @Test func `a thousand pupils are imported in one go`() throws {
        let lines = (1...1_000).map { "Pupil \($0 / 30)-\($0 % 30) x,class \($0 / 30),\(10_000 + $0)" }
        let start = ContinuousClock.now
        #expect(try add("name,class,badge\n" + lines.joined(separator: "\n")).count(.added) == 1_000)
        #expect(
            try add(
                "name,class\n"
                    + lines.map { $0.split(separator: ",").prefix(2).joined(separator: ",") }
                    .joined(separator: "\n")
            ).count(.unchanged) == 1_000)
        #expect(ContinuousClock.now - start < .seconds(20))
    }
}
