import Foundation
import Gradebook
import Interchange
import Lessons
import Statements
import TestSupport
import Testing

@Suite struct RosterFileTests {
    static func roster(_ text: String, class title: String? = nil) throws(RosterFaults) -> Roster {
        try RosterFile.read(Array(text.utf8), path: "3b.csv", class: title)
    }

    static func faults(_ text: String) -> [String] {
        do {
            _ = try roster(text)
            return []
        } catch {
            return error.faults.map(\.description)
        }
    }

    @Test func `only a name is needed`() throws {
        let roster = try RosterFileTests.roster("Name\nMaya\n Tomás \n")
        #expect(roster.pupils.map(\.name) == ["Maya", "Tomás"])
        #expect(roster.pupils.allSatisfy { $0.classID == nil && $0.account == nil && $0.number == nil })
        #expect(roster.classes.isEmpty)
    }

    @Test(
        arguments: [
            "name,class,number,account,badge", "BADGE;NUMBER;CLASS;ACCOUNT;NAME", "Vorname;Klasse;Nr.;Konto;Ausweis",
            "Nombre,Clase,Número,Cuenta,Tarjeta", "Prénom\tClasse\tNuméro\tCompte\tCarte",
            "name,class,no,account,card,shoe size",
        ]
    )
    func `columns come in any order and in four languages`(heading: String) throws {
        let mark = [",", ";", "\t"].first { heading.contains($0) }!
        let words = heading.components(separatedBy: mark)
        let values = [
            "n": "Maya", "v": "Maya", "p": "Maya", "c": "3B", "k": "3B", "a": "p-1", "b": "00AB12", "t": "00AB12",
            "s": "33",
        ]
        let row = words.map { word -> String in
            switch word.lowercased() {
            case "number", "nr.", "número", "numéro", "no": "7"
            case "konto", "cuenta", "compte": "p-1"
            case "ausweis", "carte", "card": "00AB12"
            case let other: values[String(other.prefix(1))]!
            }
        }
        let pupil = try #require(
            try RosterFileTests.roster(heading + "\n" + row.joined(separator: mark) + "\n").pupils.first)
        #expect(pupil.name == "Maya")
        #expect(pupil.classID == "3B")
        #expect(pupil.number == 7)
        #expect(pupil.account == "p-1")
        #expect(pupil.badge == "00AB12")
    }

    @Test(
        arguments: [
            ("class\n3B\n", "3b.csv:1:1: no column is called “name”"), ("", "3b.csv:1:1: nothing is in it"),
            ("name,name\n", "3b.csv:1:6: a second column “name”"), ("name\n\"\"\n", "3b.csv:2:1: no name"),
            ("name\n123\n", "3b.csv:2:1: a name without letters"),
            ("name,number\nMaya,0\n", "3b.csv:2:6: the number “0”"),
            ("name,number\nMaya,VII\n", "3b.csv:2:6: the number “VII”"),
            ("name,account\nMaya,guest\n", "3b.csv:2:6: the account “guest”"),
            ("name,account\nMaya,a b\n", "3b.csv:2:6: the account “a b”"),
            ("name,account\nMaya,maya\n", "3b.csv:2:6: an account that is the pupil's name"),
            ("name,badge\nMaya,12\n", "3b.csv:2:6: a badge's number that no reader reads"),
            ("name,badge\nMaya,sha256:1\n", "3b.csv:2:6: a badge's number that no reader reads"),
            ("name,class\nMaya,3B,x\n", "3b.csv:2:9: 3 fields"),
            ("name\nMa\u{7}ya\n", "3b.csv:2:1: a name with control characters"),
        ]
    )
    func `what is wrong is told with its place`(text: String, fault: String) {
        #expect(RosterFileTests.faults(text).first?.hasPrefix(fault) == true, "\(RosterFileTests.faults(text))")
    }

    @Test func `all faults are told at once, and badges are not shown`() {
        let faults = RosterFileTests.faults("name,number,badge\n,1,\nMaya,x,\nTom,2,4711!!\n")
        #expect(faults.map { $0.prefix(10) } == ["3b.csv:2:1", "3b.csv:3:6", "3b.csv:4:7"])
        #expect(!faults.joined().contains("4711"))
    }

    @Test func `a list comes back as it was, whatever stands in it`() throws {
        let letters = ["a", "Ü", "🦉", ",", ";", "\"", "'", " ", "=", "+", "-", "@", "＝", "|", "\u{5D0}"]
        for seed in 0..<UInt64(Thoroughness.scaled(1_000, to: 50_000)) {
            var random = SplitMix(seed: seed)
            let entries = (0..<3).map { number -> RosterEntry in
                let text =
                    (0..<Int.random(in: 0...5, using: &random)).map { _ in letters.randomElement(using: &random)! }
                    .joined() + "x"
                return RosterEntry(
                    account: PupilID(rawValue: "p-\(number)"), name: text.trimmingCharacters(in: .whitespaces),
                    classID: "=3B", className: "=3B", number: number + 1)
            }
            let text = RosterFile.text(entries, classes: [ClassRow(id: "=3B", title: "=3B")], badges: [:])
            let roster = try RosterFileTests.roster(text)
            #expect(roster.pupils.map(\.name) == entries.map(\.name))
            #expect(roster.pupils.map(\.account) == entries.map(\.account))
            #expect(roster.pupils.map(\.classID) == ["=3B", "=3B", "=3B"])
        }
    }
}
