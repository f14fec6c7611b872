import Foundation
import Gradebook
import Lessons
import Mastery
import Statements
import Testing

@testable import Interchange

@Suite struct ExportFilesTests {
    /// Names and answers that break careless files.
    static let hostile = [
        "=cmd|' /C calc'!A0", "-3/4", "say \"hi\", twice", "two\r\nlines", "שלום עולם", "🦊\u{200D}🔥", "＝1+1", "0012",
        "a\u{7}b",
    ]

    /// A class of OneRoster pupils with the hostile names, each with the hostile answers, on two days.
    static func school(_ folder: Folder) throws -> ProgressStore {
        let store = try ProgressStore(
            path: folder.path(),
            origin: Origin(device: "kiosk-1", zone: try #require(TimeZone(identifier: "Europe/Berlin"))))
        let entries = hostile.enumerated().map { index, name in
            Roster.Pupil(
                name: name, classID: "c1", number: index + 1, account: PupilID(rawValue: "p-\(index)"),
                sourcedID: "student-\(index)", place: Roster.Place(path: "roster", line: index + 1, column: 1))
        }
        let change = try store.importRoster(
            Roster(
                source: .oneRoster,
                classes: [ClassRow(id: "c1", title: "Year 5/ä", school: "s1", course: "k1", term: "t1")],
                pupils: entries))
        for pupil in change.rows.compactMap(\.account) {
            let session = try store.startSession(
                of: pupil, lesson: "sums", boot: Samples.boot, at: .zero, wall: Samples.morning)
            for (number, answer) in hostile.enumerated() {
                try store.record(
                    Attempt(
                        lesson: "sums", exercise: ExerciseID(rawValue: ["a", "b", "c"][number % 3]), objective: "add",
                        answer: answer, verdict: number % 4 == 0 ? .wrong : .right, number: 1, hints: 0,
                        confidence: 0.5, spentMilliseconds: 4_250), in: session, at: .seconds(number),
                    wall: WallTime(milliseconds: Samples.morning.milliseconds + Int64(number) * 20_000_000))
            }
            try store.endSession(session, at: .seconds(99), wall: Samples.morning)
        }
        return store
    }

    static func files(_ store: ProgressStore, _ folder: Folder) throws -> ExportFiles {
        try ExportFiles(
            store, in: ExportScope(inClass: "c1"), lessons: [Samples.lesson], title: "Year 5/ä",
            madeAt: Samples.morning, stem: ExportFiles.stem("Year 5/ä", Samples.morning, store.origin),
            to: folder.path("out"))
    }

    @Test func `each file is named by class and time, and nothing is left beside it`() throws {
        let folder = try Folder()
        let files = try ExportFilesTests.files(try ExportFilesTests.school(folder), folder)
        let names = try files.write(ExportFiles.Format.allCases).map { URL(filePath: $0).lastPathComponent }
        #expect(
            names
                == [
                    "class-report.html", "progress.xlsx", "progress.csv", "answers.csv", "statements.jsonl",
                    "oneroster.zip",
                    "progress.json",
                ].map { "Year-5-ä-2026-03-02-1000-\($0)" })
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("out")).sorted() == names.sorted())
    }

    @Test func `no file is written over unless that is meant, and none beside it`() throws {
        let folder = try Folder()
        let store = try ExportFilesTests.school(folder)
        func files(replacing: Bool) throws -> ExportFiles {
            try ExportFiles(
                store, lessons: [], title: "", madeAt: Samples.morning, stem: "", to: folder.path("out"),
                replacing: replacing)
        }
        let old = try files(replacing: false).write(.json)
        try Data("mine".utf8).write(to: URL(filePath: old))
        let formats: [ExportFiles.Format] = [.html, .xlsx, .json]
        #expect(throws: InterchangeError.exists(path: old)) { try files(replacing: false).write(formats) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("out")) == ["progress.json"])
        #expect(try String(contentsOfFile: old, encoding: .utf8) == "mine")
        #expect(try files(replacing: true).write(formats).count == 3)
        #expect(try String(contentsOfFile: old, encoding: .utf8).contains("\"pupils\""))
    }

    @Test func `what has names in it is its owner's alone`() throws {
        let folder = try Folder()
        let files = try ExportFilesTests.files(try ExportFilesTests.school(folder), folder)
        for path in try files.write(ExportFiles.Format.allCases) {
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600, "\(path)")
        }
    }

    @Test func `how far it is ends with all there is, and counts nothing that nobody has counted`() throws {
        let folder = try Folder()
        let store = try ExportFilesTests.school(folder)
        var told: [String] = []
        let files = try ExportFiles(
            store, lessons: [], title: "", madeAt: nil, stem: "", to: folder.path("out")
        ) { name, rows, all in told.append("\(name) \(rows) \(all.map(String.init) ?? "?")") }
        _ = try files.write(.xlsx)
        #expect(told == ["progress.xlsx 81 81"])
    }

    @Test func `of an account that nobody has nothing is made, not even a folder of that name`() throws {
        let folder = try Folder()
        let store = try ExportFilesTests.school(folder)
        #expect(throws: GradebookError.unknownPupil("Maya")) {
            try PupilFile.write(of: "Maya", store, lessons: [], madeAt: nil, to: folder.path("out"))
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
        func everything(replacing: Bool) throws -> String {
            try PupilFile.write(
                of: "p-1", store, lessons: [], madeAt: nil, to: folder.path("out"), replacing: replacing)
        }
        let path = try everything(replacing: false)
        #expect(throws: InterchangeError.exists(path: path)) { try everything(replacing: false) }
        #expect(try everything(replacing: true) == path)
    }

    @Test(arguments: ["Pacific/Auckland", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati"])
    func `a school's midnight is the moment its clock shows it, whatever changes that day`(name: String) throws {
        let origin = Origin(zone: try #require(TimeZone(identifier: name)))
        for day in Int64(20_454)..<20_819 {
            let midnight = WallTime(milliseconds: day * Samples.day)
            #expect(origin.local(origin.moment(midnight)) == midnight)
        }
    }

    @Test func `statements leave as the bytes that are kept, voided ones too`() throws {
        let folder = try Folder()
        let store = try ExportFilesTests.school(folder)
        let sitting = try #require(try store.sittings(limit: 1).first)
        try store.move(sitting.id, to: "p-0")
        let lines = try String(contentsOfFile: try ExportFilesTests.files(store, folder).write(.jsonl), encoding: .utf8)
            .split(separator: "\n")
        var bodies: [String] = []
        try store.forEachStatement { bodies.append($0) }
        #expect(lines.map(String.init) == bodies)
        #expect(lines.contains { $0.contains("verbs/voided") })
        var answers = 0
        try store.forEachAnswer { _ in answers += 1 }
        #expect(answers == ExportFilesTests.hostile.count * ExportFilesTests.hostile.count)
    }

    @Test func `an export is about whom and when it says`() throws {
        let folder = try Folder()
        let store = try ExportFilesTests.school(folder)
        let next = WallTime(milliseconds: Samples.morning.milliseconds + Samples.day)
        var days: Set<String> = []
        var rows = 0
        try store.forEachAnswer(in: ExportScope(pupil: "p-3", since: Samples.morning, until: next)) { row in
            #expect(row.pupil == "p-3" && row.className == "Year 5/ä")
            days.insert(row.time?.date ?? "")
            rows += 1
        }
        #expect(rows == 5 && days == ["2026-03-02", "2026-03-03"])
        // By the school's clock: Berlin is an hour ahead.
        var first: WallTime?
        try store.forEachAnswer { first = first ?? $0.local }
        #expect(first?.description == "2026-03-02T10:00:07Z")
    }

    @Test func `what was corrected later comes along with what is newer`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path(), origin: Origin(device: "k", zone: .gmt))
        let accounts = try ["Ana", "Ben"].map { try store.addPupil(name: $0) }
        var sittings: [SessionID] = []
        for day in [Int64(0), 2] {
            let wall = WallTime(milliseconds: Samples.morning.milliseconds + day * Samples.day)
            let session = try store.startSession(
                of: accounts[0], lesson: "sums", boot: Samples.boot, at: .zero, wall: wall)
            try store.record(Samples.attempt(), in: session, at: .zero, wall: wall)
            try store.endSession(session, at: .seconds(9), wall: wall)
            sittings.append(session)
        }
        try store.move(sittings[0], to: accounts[1])
        func count(_ scope: ExportScope) throws -> (all: Int, voiding: Int) {
            var (all, voiding) = (0, 0)
            try store.forEachStatement(in: scope) { body in
                all += 1
                voiding += body.contains("verbs/voided") ? 1 : 0
            }
            return (all, voiding)
        }
        let everything = try count(ExportScope())
        let newer = WallTime(milliseconds: Samples.morning.milliseconds + Samples.day)
        let since = try count(ExportScope(since: newer))
        #expect(since.voiding == everything.voiding && since.voiding > 0)
        #expect(since.all < everything.all)
        #expect(try count(ExportScope(since: WallTime(milliseconds: newer.milliseconds + 9 * Samples.day))).all == 0)
        // One pupil's are in the order of the log, too.
        #expect(
            try count(ExportScope(pupil: accounts[0])).all + count(ExportScope(pupil: accounts[1])).all
                == everything.all)
    }

    @Test func `what waits for the clock is in no export, but in the pupil's own`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let pupil = try store.addPupil(name: "Ana")
        let session = try store.startSession(of: pupil, lesson: "sums", boot: Samples.boot, at: .zero)
        try store.record(Samples.attempt(), in: session, at: .zero)
        try store.endSession(session, at: .seconds(9))
        var frozen = 0
        try store.forEachStatement { _ in frozen += 1 }
        #expect(frozen == 0)
        #expect(try store.unfrozenCount() >= 3)
        let path = try PupilFile.write(of: pupil, store, lessons: [], madeAt: nil, to: folder.path("out"))
        let told = try String(contentsOfFile: path + "/statements.jsonl", encoding: .utf8).split(separator: "\n")
        #expect(told.count == (try store.unfrozenCount()))
        let answers = try String(contentsOfFile: path + "/answers.csv", encoding: .utf8)
        #expect(answers.split(separator: "\r\n").count == 2 && answers.contains("\r\n,,,"))
    }

    @Test func `dates are the school's, whatever the date in Greenwich`() throws {
        let folder = try Folder()
        let zone = try #require(TimeZone(identifier: "Pacific/Auckland"))
        let store = try ProgressStore(path: folder.path(), origin: Origin(device: "k", zone: zone))
        let pupil = try store.addPupil(name: "Ana")
        let session = try store.startSession(of: pupil, lesson: "sums", boot: Samples.boot, at: .zero)
        // 9:30 in the morning of 3 and 4 March in Auckland is the evening before in Greenwich.
        for day in [Int64(0), 1] {
            let wall = WallTime(milliseconds: 1_772_483_400_000 + day * Samples.day)
            for exercise: ExerciseID in ["a", "b", "c"] {
                try store.record(Samples.attempt(exercise), in: session, at: .zero, wall: wall)
            }
        }
        let report = try store.report(lessons: [Samples.lesson], madeAt: WallTime(milliseconds: 1_772_483_400_000))
        #expect(report.pupils.first?.objectives.first?.standing == .mastered)
        let csv = report.csv(by: store.origin)
        #expect(csv.contains("2026-03-03T20:30:00Z,2026-03-04,"))
        #expect(report.html(by: store.origin).contains("Made on 3 March 2026 at 09:30."))
        #expect(ExportFiles.stamp(WallTime(milliseconds: 1_772_483_400_000), store.origin) == "2026-03-03-0930")
    }

    @Test func `everything of one pupil is in one folder, without a name in its path`() throws {
        let folder = try Folder()
        let store = try ExportFilesTests.school(folder)
        let path = try PupilFile.write(
            of: "p-4", store, lessons: [Samples.lesson], madeAt: Samples.morning, to: folder.path("out"))
        #expect(path == folder.path("out") + "/p-4-2026-03-02-1000")
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        #expect(
            names == [
                "answers.csv", "class-report.html", "progress.json", "roster.json", "sittings.json",
                "statements.jsonl",
            ])
        let statements = try String(contentsOfFile: path + "/statements.jsonl", encoding: .utf8).split(separator: "\n")
        #expect(
            statements.count >= ExportFilesTests.hostile.count + 2 && statements.allSatisfy { $0.contains("\"p-4\"") })
    }

    @Test func `the access log holds who did what, without names, and grows only`() throws {
        let folder = try Folder()
        let store = try ExportFilesTests.school(folder)
        let log = AccessLog(folder: folder.url.path)
        try log.append("export xlsx", about: "c1", at: Samples.morning, store)
        try log.append("pupils erase", pupils: ["p-1"], at: nil, store)
        let text = try String(contentsOfFile: log.path, encoding: .utf8)
        #expect(text.split(separator: "\n").count == 2 && !text.contains("p-1"))
        #expect(try log.entries().map(\.action) == ["export xlsx", "pupils erase"])
        #expect(try log.entries()[1].pupils == [String(try store.digest(of: "p-1").prefix(16))])
        let undated = try log.entries()[1]
        #expect(undated.time == nil && undated.boot != nil && undated.uptime != nil)
        let mode = try FileManager.default.attributesOfItem(atPath: log.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        // A line that a power cut tore takes no other with it.
        for length in 1..<40 {
            try (Data(text.utf8) + Data(text.utf8).prefix(length)).write(to: URL(filePath: log.path))
            try log.append("report", at: Samples.morning, store)
            #expect(try log.entries().map(\.action) == ["export xlsx", "pupils erase", "report"])
        }
        // Nor is it written through a link that somebody laid there.
        try FileManager.default.removeItem(atPath: log.path)
        try FileManager.default.createSymbolicLink(atPath: log.path, withDestinationPath: folder.path("elsewhere"))
        #expect(throws: InterchangeError.self) { try log.append("report", at: nil, store) }
        #expect(throws: InterchangeError.self) {
            try AccessLog(folder: folder.path("nowhere")).append("x", at: nil, store)
        }
    }
}
