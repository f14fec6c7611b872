import Foundation
import Gradebook
import Lessons
import Statements
import TestSupport
import Testing

@testable import Interchange

@Suite struct RosterTests {
    static func read(_ text: String) throws -> RosterFile { try RosterFile.read(table: text) }

    @Test(arguments: [
        "name,class,number,account,badge\r\nMaya,5a,1,p-x,0012345\r\n\"Tom, \"\"T\"\"\",5a,2,,\r\n",
        "\u{FEFF}NAME;Class;Number;Account;Badge\nMaya;5a;1;p-x;0012345\n\"Tom, \"\"T\"\"\";5a;2;;\n\n",
        "badge\tnumber\tclass\taccount\tname\textra\n0012345\t1\t5a\tp-x\tMaya\t\n\t2\t5a\t\t\"Tom, \"\"T\"\"\"\t?",
    ])
    func `a table is read however it was saved`(text: String) throws {
        let roster = try RosterTests.read(text)
        #expect(roster.entries.map(\.name) == ["Maya", "Tom, \"T\""])
        #expect(roster.entries.map(\.number) == [1, 2])
        #expect(roster.entries.map(\.account) == ["p-x", nil])
        #expect(roster.badges == [0: "0012345"])
        #expect(roster.classes.map(\.title) == ["5a"])
    }

    @Test(arguments: [
        ("klass,nummer\nx,1", ":1:1: no column `name`"),
        ("name,number\nA,1\nB,1", ":3:2: the number 1 is that of line 2"),
        ("name,number\nA,0", ":2:2: '0' is no number"), ("name,account\nA,x y", ":2:2: 'x y' is no account"),
        ("name\n\"A", ":2:1: a quote is opened"), ("name\n\"A\"b", ":2:1: something follows a closing quote"),
        ("name,badge\nA,7\nB,7", ":3:2: this badge is that of line 2"),
        ("name\nA,B", ":2:1: 2 fields under 1 headings"),
        ("name,class\n,5a", ":2:1: no name"), ("", ":1:1: is empty"),
        ("name,account\nA,guest", ":2:2: 'guest' is no account"),
    ])
    func `what is wrong with a table is told with its place`(text: String, message: String) throws {
        let error = #expect(throws: InterchangeError.self) { try RosterTests.read(text) }
        #expect("\(error!)".contains(message), "\(error!)")
    }

    @Test func `any bytes are read or refused, and what is written reads back`() throws {
        var random = SplitMix(seed: 11)
        let alphabet = Array("ab,;\t\"\r\n =é🦊".unicodeScalars)
        for _ in 0..<3_000 {
            let text = String(
                String.UnicodeScalarView(
                    (0..<Int.random(in: 0...40, using: &random)).map { _ in alphabet.randomElement(using: &random)! }))
            _ = try? CSVTable(Data(("name\n" + text).utf8), path: "x")
            let fields = (0..<3).map { _ in
                String(
                    String.UnicodeScalarView(
                        (0..<Int.random(in: 1...8, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
                    ))
            }
            let table = try CSVTable(Data((CSV.record(["a", "b", "c"]) + CSV.record(fields)).utf8), path: "x")
            #expect(table.rows.map(\.fields) == [fields])
        }
        #expect(throws: InterchangeError.self) { try CSVTable(Data([0xFF, 0xFE, 0x41]), path: "x") }
    }

    @Test func `a class taken over twice keeps its accounts, and another box has the same`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        func take(_ text: String, trial: Bool = false) throws -> RosterChange {
            let roster = try RosterTests.read(text)
            return try store.take(roster.entries, classes: roster.classes, badges: roster.badges, isTrial: trial)
        }
        #expect(try take("name,class,number\nMaya,5a,1\nTom,5a,2", trial: true).added.count == 2)
        #expect(try store.roster().isEmpty)
        _ = try take("name,class,number\nMaya,5a,1\nTom,5a,2")
        let table = RosterFile.table(try store.roster())
        #expect(try take(table).unchanged == 2)
        let renamed = try take(table.replacing("Maya", with: "Maja"))
        #expect(renamed.updated.count == 1 && renamed.added.isEmpty && renamed.missing.isEmpty)
        let one = table.split(separator: "\r\n").prefix(2).joined(separator: "\r\n")
        #expect(try take(one).missing.count == 1)
        let other = try ProgressStore(path: folder.path("other.sqlite"))
        let roster = try RosterTests.read(table)
        _ = try other.take(roster.entries, classes: roster.classes)
        #expect(try other.roster().map(\.account) == store.roster().map(\.account))
        // An erased account is not taken back.
        _ = try store.erase(try #require(store.roster().last?.account))
        #expect(try take(table).erased == 1)
        #expect(try store.roster().count == 1)
    }

    @Test func `a badge is told again, and its number is kept nowhere`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let maya = try store.addPupil(name: "Maya")
        let tom = try store.addPupil(name: "Tom")
        try store.setBadge("0009876543", of: maya)
        #expect(try store.pupil(withBadge: "0009876543") == maya)
        #expect(try store.pupil(withBadge: "0009876544") == nil)
        #expect(throws: GradebookError.self) { try store.setBadge("0009876543", of: tom) }
        try store.close()
        #expect(try Data(contentsOf: URL(filePath: folder.path())).range(of: Data("0009876543".utf8)) == nil)
    }

    /// A OneRoster folder as a student information system writes it; `version` 1.1 has roles in users.csv.
    static func oneRoster(_ version: String) -> [(name: String, text: String)] {
        let is12 = version == "1.2"
        let users =
            is12
            ? "\u{FEFF}sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns\r\nu1,,,true,m,,Maya,Okafor,,,maya@school.example,,,,5,secret,,,,,,o1,\r\nu2,,,true,t,,Thomas,Berg,,,,,,,5,,,,Tom,,,o1,\r\nu3,,,true,k,,Karin,Lehrer,,,,,,,,,,,,,,o1,\r\nu4,,,false,x,,Gone,Away,,,,,,,5,,,,,,,o1,\r\nu5,,,true,m2,,Maya,Zander,,,,,,,5,,,,,,,o1,\r\n"
            : "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\nu1,,,true,o1,student,m,,Maya,Okafor,,,maya@school.example,,,,5,secret\nu2,,,true,o1,student,t,,Tom,Berg,,,,,,,5,\nu3,,,true,o1,teacher,k,,Karin,Lehrer,,,,,,,,\nu4,,,false,o1,student,x,,Gone,Away,,,,,,,5,\nu5,active,,true,o1,student,m2,,Maya,Zander,,,,,,,5,\n"
        var files = [
            ("manifest.csv", "propertyName,value\nmanifest.version,1.0\noneroster.version,\(version)\n"),
            (
                "classes.csv",
                "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\nc1,,,Year 5,5,k1,,homeroom,,o1,\"t1,t2\",,,\nc2,tobedeleted,,Old,5,k1,,homeroom,,o1,t1,,,\n"
            ),
            (
                "enrollments.csv",
                "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\ne1,,,c1,o1,u1,student,,,\ne2,,,c1,o1,u2,student,,,\ne3,,,c1,o1,u3,teacher,,,\ne4,,,c1,o1,u4,student,,,\ne5,,,c1,o1,u5,student,,,\ne6,,,c2,o1,u1,student,,,\n"
            ),
            ("users.csv", users), ("demographics.csv", "sourcedId,birthDate\nu1,2016-01-01\n"),
        ]
        if is12 {
            files.append(
                (
                    "roles.csv",
                    "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId\nr1,,,u1,primary,student,,,o1,\nr2,,,u2,primary,student,,,o1,\nr3,,,u3,primary,teacher,,,o1,\nr4,,,u4,primary,student,,,o1,\nr5,,,u5,primary,student,,,o1,\n"
                ))
        }
        return files
    }

    @Test(arguments: ["1.2", "1.1"]) func `a OneRoster zip gives ids, the names that are used, and classes`(
        version: String
    ) throws {
        let folder = try Folder()
        let path = folder.path("roster.zip")
        try ZipArchive.write(RosterTests.oneRoster(version), to: path)
        let roster = try RosterFile.read(path: path)
        #expect(roster.entries.map(\.sourcedID) == ["u1", "u2", "u5"])
        // Two of one name are told apart; nobody is called by more than is needed.
        #expect(roster.entries.map(\.name) == ["Maya O.", "Tom", "Maya Z."])
        #expect(roster.classes == [ClassRow(id: "c1", title: "Year 5", school: "o1", course: "k1", term: "t1")])
        let store = try ProgressStore(path: folder.path())
        let change = try store.take(roster.entries, classes: roster.classes)
        #expect(try store.take(roster.entries, classes: roster.classes).unchanged == 3)
        try store.close()
        let bytes = try Data(contentsOf: URL(filePath: folder.path()))
        for word in ["maya@school.example", "secret", "2016-01-01", "Okafor"] {
            #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) is kept")
        }
        #expect(change.added.allSatisfy { $0.rawValue.hasPrefix("p-") })
    }

    @Test func `what is no zip, and what would fill the memory, is refused`() throws {
        let folder = try Folder()
        let path = folder.path("x.zip")
        try Data("no zip".utf8).write(to: URL(filePath: path))
        #expect(throws: InterchangeError.self) { try RosterFile.read(path: path) }
        try ZipArchive.write([("users.csv", String(repeating: "a", count: ZipArchive.mostBytes + 1))], to: path)
        #expect(try Data(contentsOf: URL(filePath: path)).count < 1 << 20)
        let error = #expect(throws: InterchangeError.self) { try RosterFile.read(path: path) }
        #expect("\(error!)".contains("more than 64 MiB"))
        try ZipArchive.write([("folder/users.csv", "sourcedId")], to: path)
        #expect(throws: InterchangeError.self) { try RosterFile.read(path: path) }
    }
}
