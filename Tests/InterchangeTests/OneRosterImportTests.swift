import Foundation
import Gradebook
import Interchange
import Lessons
import Statements
import Testing

@Suite struct OneRosterImportTests {
    let folder: Folder
    let store: ProgressStore

    init() throws {
        folder = try Folder()
        store = try ProgressStore(path: folder.path())
    }

    func reading(
        _ files: [(String, String)], classes: [String] = [], today: String? = "2026-03-02"
    ) throws -> OneRosterArchive.Reading {
        let path = folder.path("roster.zip")
        try makeZip(files, at: path)
        return try OneRosterArchive(path: path).reading(
            classes: classes, known: try store.roster(), knownClasses: try store.classes(), today: today)
    }

    @discardableResult
    func add(_ files: [(String, String)], classes: [String] = []) throws -> RosterChange {
        try store.importRoster(reading(files, classes: classes).roster)
    }

    @Test func `pupils come with given names, their class and the school's ids`() throws {
        let change = try add(OneRosterSamples.school12)
        #expect(change.count(.added) == 4)
        let roster = try store.roster()
        // Maya and Maja sound the same; the teacher and who has left are no pupils.
        #expect(roster.map(\.title) == ["Maja K.", "Maya L.", "Tomás, jr.", "Ada"])
        #expect(roster.map(\.sourcedID) == ["u-2", "u-1", "u-3", "u-4"])
        #expect(roster.map(\.className) == ["3B", "3B", "3B", "4A"])
        #expect(roster.map(\.number) == [1, 2, 3, 1])
        #expect(
            try store.classes() == [
                ClassRow(id: "c-1", title: "3B", school: "s-1", course: "k-1", term: "t-2"),
                ClassRow(id: "c-2", title: "4A", school: "s-1", course: "k-1", term: "t-2"),
            ])
    }

    @Test func `a class's title holds nothing that a terminal would obey`() throws {
        let files = OneRosterSamples.school12.map { ($0.0, $0.1.replacing("c-2,,,4A,", with: "c-2,,,4A\u{1B}[2J,")) }
        let faults = #expect(throws: RosterFaults.self) { try reading(files) }
        #expect(faults?.faults.map(\.line) == [3])
    }

    @Test func `a class that is named by its id keeps its title`() throws {
        try add(OneRosterSamples.school12)
        #expect(try store.addPupil(name: "Zoe", class: "c-2").className == "4A")
        #expect(try store.classes().map(\.title) == ["3B", "4A"])
    }

    @Test func `of many faults the first are told, and how many more there are`() throws {
        let place = Roster.Place(path: "users.csv", line: 1, column: 1)
        let faults = RosterFaults((1...1_000).map { place.fault("fault \($0)", expected: "none") })
        let lines = faults.description.split(separator: "\n")
        #expect(lines.count == 51 && lines.last == "… and 950 more")
    }

    @Test func `nothing else of a person is in the gradebook`() throws {
        try add(OneRosterSamples.school12)
        try store.close()
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.url.path) where !name.hasSuffix(".zip") {
            let data = FileManager.default.contents(atPath: folder.path(name)) ?? Data()
            for word in ["SECRET", "Lopez", "Keller", "Sofia", "Hopper", "she\0"] {
                #expect(data.range(of: Data(word.utf8)) == nil, "\(word) is in \(name)")
            }
        }
    }

    @Test func `version 1.1 is read, too`() throws {
        try add(OneRosterSamples.school11)
        #expect(try store.roster().map(\.title) == ["Maja", "Maya"].map { $0 == "Maja" ? "Maja K." : "Maya L." })
        #expect(try store.classes().map(\.term) == ["t-2"])
    }

    @Test func `imported again, accounts stay and who is missing is told`() throws {
        try add(OneRosterSamples.school12)
        let before = try store.roster()
        #expect(try add(OneRosterSamples.school12).count(.unchanged) == 4)
        var files = OneRosterSamples.school12
        files[1].1 = OneRosterSamples.users12.replacing("Maja,Keller", with: "Marie,Keller").replacing(
            "u-4,,", with: "u-9,,")
        let change = try add(files)
        #expect(change.missing.map(\.title) == ["Ada"])
        #expect(change.rows.first { $0.oldName == "Maja K." }?.name == "Marie")
        let after = try store.roster()
        #expect(after.count == 4)
        #expect(Set(after.map(\.account)) == Set(before.map(\.account)))
        #expect(after.first { $0.sourcedID == "u-1" }?.title == "Maya")
    }

    @Test func `who was erased is not brought back by the school`() throws {
        try add(OneRosterSamples.school12)
        _ = try store.erase(try #require(store.roster().first { $0.sourcedID == "u-4" }?.account))
        let change = try add(OneRosterSamples.school12)
        #expect(change.erased == ["Ada"])
        #expect(change.count(.unchanged) == 3)
        #expect(try store.roster().count == 3)
    }

    @Test func `pupils of one's own list are not missed by the school's`() throws {
        _ = try store.addPupil(name: "Visitor", class: "3B")
        #expect(try add(OneRosterSamples.school12).missing.isEmpty)
    }

    @Test func `only the classes that are asked for are imported`() throws {
        try add(OneRosterSamples.school12, classes: ["4a"])
        #expect(try store.roster().map(\.title) == ["Ada"])
        // In Maths she need not be told from Maja.
        try add(OneRosterSamples.school12, classes: ["c-3"])
        #expect(try store.roster(inClass: "Maths").map(\.title) == ["Maya"])
        #expect(throws: RosterFaults.self) { try reading(OneRosterSamples.school12, classes: ["9Z"]) }
    }

    @Test func `a pupil in several classes is told with the line`() throws {
        var files = OneRosterSamples.school12
        files[3].1 = OneRosterSamples.classes.replacing("homeroom", with: "scheduled")
        do {
            _ = try reading(files)
            Issue.record("it was read")
        } catch let faults as RosterFaults {
            #expect(
                faults.description.hasSuffix(
                    "roster.zip/users.csv:2:120: the pupil is in 2 classes (3B, Maths), --class with those that the box is for"
                ), "\(faults)")
        }
        #expect(
            try reading(files, classes: ["Maths", "3B"]).roster.pupils.first { $0.sourcedID == "u-1" }?.classID == "c-3"
        )
    }

    @Test func `changes are taken in as changes`() throws {
        try add(OneRosterSamples.school12)
        let time = "2026-03-01T00:00:00.000Z"
        let lines = OneRosterSamples.users12.split(separator: "\n").map(String.init)
        let gone = lines[4].replacing("u-4,,,", with: "u-4,tobedeleted,\(time),")
        let new = lines[3].replacing("u-3,,,", with: "u-7,active,\(time),")
            .replacing("\"Tomás, jr.\",Ruiz", with: "Maia,Zenner")
        func head(_ text: String) -> String { String(text.split(separator: "\n")[0]) }
        let users = [lines[0], gone, new].joined(separator: "\n")
        let roles = head(OneRosterSamples.roles) + "\nr-7,active,\(time),u-7,primary,student,,,s-1,\n"
        let enrollments = [
            head(OneRosterSamples.enrollments), "e-8,active,\(time),c-1,s-1,u-7,student,,,",
            "e-9,active,\(time),c-2,s-1,u-3,student,,,",
        ].joined(separator: "\n")
        let delta: [(String, String)] = [
            ("manifest.csv", OneRosterSamples.manifest("1.2", ["users", "enrollments", "roles"], "delta")),
            ("users.csv", users), ("roles.csv", roles), ("enrollments.csv", enrollments),
        ]
        let change = try add(delta)
        #expect(change.missing.map(\.title) == ["Ada"])
        #expect(try store.roster(inClass: "3B").map(\.title) == ["Maja K.", "Maya L.", "Maia"])
        #expect(try store.roster(inClass: "4A").map(\.title) == ["Ada", "Tomás, jr."])
    }

    @Test(
        arguments: [
            (0, "bulk", "sometimes", "manifest.csv:4:23: “sometimes”, absent, bulk or delta"),
            (0, "1.2\n", "1.3\n", "manifest.csv:3:19: OneRoster 1.3, 1.1 or 1.2"),
            (0, "oneroster.version", "version", "manifest.csv:1:1: no oneroster.version"),
            (1, "givenName,", "name,", "users.csv:1:1: there is no column “givenName”"),
            (1, "u-2,,", "u 2,,", "users.csv:3:1: the id “u 2”"),
            (1, "u-2,,", "u-2,gone,", "users.csv:3:5: the status “gone”"),
            (1, "Maja", "", "users.csv:3:25: no name"),
            (3, "c-2,,,4A", "c-2,,,", "classes.csv:3:7: a class without a title"),
            (4, "e-1,,,", "e-1,,", "enrollments.csv:2:28: 9 fields, 10, as in the first line"),
        ]
    )
    func `what is wrong in a school's roster is told with its place`(
        file: Int, old: String, new: String, told: String
    ) throws {
        var files = OneRosterSamples.school12
        files[file].1 = files[file].1.replacing(old, with: new, maxReplacements: 1)
        do {
            _ = try reading(files)
            Issue.record("it was read")
        } catch {
            #expect("\(error)".contains("/roster.zip/" + told), "\(error)")
        }
    }

    @Test func `a zip without what it says is told`() throws {
        #expect(throws: RosterFaults.self) { try reading([("users.csv", "x\n")]) }
        #expect(throws: RosterFaults.self) { try reading(OneRosterSamples.school12.filter { $0.0 != "users.csv" }) }
        let inFolder = OneRosterSamples.school12.map { ("roster/" + $0.0, $0.1) }
        #expect(throws: ZipError.self) { try reading(inFolder) }
    }

    @Test func `without a clock, what has ended counts as if it had not`() throws {
        #expect(throws: RosterFaults.self) { try reading(OneRosterSamples.school12, today: nil) }
        #expect(try reading(OneRosterSamples.school12, classes: ["3B", "4A"], today: nil).roster.pupils.count == 4)
    }
}

@Suite struct SpokenNamesTests {
    @Test(
        arguments: [
            ([("Maya", "Lopez"), ("Tom", "Ruiz")], ["Maya", "Tom"]),
            ([("Maya", "Lopez"), ("Maja", "Keller")], ["Maya L.", "Maja K."]),
            ([("Sara", "A"), ("Sarah", "B")], ["Sara A", "Sarah B"]),
            ([("Maya", "Lopez"), ("Maya", "Lorca")], ["Maya Lop.", "Maya Lor."]),
            ([("Maya", "Lopez"), ("Maya", "Lopez")], ["Maya Lopez", "Maya Lopez"]),
            ([("Philipp", "X"), ("Filip", "Yz")], ["Philipp X", "Filip Y."]),
            ([("José", ""), ("Jose", "Diaz")], ["José", "Jose D."]),
        ] as [([(String, String)], [String])]
    )
    func `names that sound alike get letters of the family's`(people: [(String, String)], names: [String]) {
        #expect(SpokenNames.short(people.map { (given: $0.0, family: $0.1) }) == names)
    }

    @Test func `a name that is taken gets a letter, too`() {
        #expect(SpokenNames.short([("Maya", "Ruiz")], beside: ["Maja"]) == ["Maya R."])
    }
}
