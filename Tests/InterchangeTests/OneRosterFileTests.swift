import Foundation
import Gradebook
import Interchange
import Lessons
import Statements
import Testing

@Suite struct OneRosterFileTests {
    static let morning = WallTime(milliseconds: 1_772_442_007_412)
    let folder: Folder
    let store: ProgressStore

    init() throws {
        folder = try Folder()
        store = try ProgressStore(path: folder.path())
    }

    func importSchool() throws {
        try makeZip(OneRosterSamples.school12, at: folder.path("roster.zip"))
        let reading = try OneRosterArchive(path: folder.path("roster.zip")).reading(today: "2026-03-02")
        _ = try store.importRoster(reading.roster)
    }

    func answer(_ pupil: PupilID, _ exercise: ExerciseID, _ verdict: Verdict, day: Int64 = 0) throws {
        let wall = WallTime(milliseconds: OneRosterFileTests.morning.milliseconds + day * 86_400_000)
        let session = try store.startSession(of: pupil, lesson: "sums", boot: "b", at: .zero, wall: wall)
        try store.record(
            Attempt(
                lesson: "sums", exercise: exercise, objective: "add", answer: "two, \"2\"", verdict: verdict, number: 1,
                hints: 0, confidence: 1), in: session, at: .seconds(1), wall: wall)
        try store.endSession(session, at: .seconds(2), wall: wall)
    }

    func account(_ id: String) throws -> PupilID { try store.roster().first { $0.sourcedID == id }!.account }

    /// The files of the archive, as Python reads them.
    func written(_ mode: OneRosterFile.Mode = .delta) throws -> [String: [[String]]] {
        let path = folder.path("oneroster.zip")
        let report = try store.report(madeAt: OneRosterFileTests.morning)
        try OneRosterFile(report, classes: store.classes(), mode: mode).write(to: path)
        let told = try python(
            """
            import csv, io, json, sys, zipfile
            with zipfile.ZipFile(sys.argv[1]) as archive:
                files = {n: archive.read(n).decode("utf-8") for n in archive.namelist()}
            assert not any(text.startswith("\\ufeff") for text in files.values())
            json.dump({n: list(csv.reader(io.StringIO(t, newline=""))) for n, t in files.items()}, sys.stdout)
            """, [path])
        return try JSONDecoder().decode([String: [[String]]].self, from: told)
    }

    @Test func `results go to the school's own ids`() throws {
        try importSchool()
        try answer(account("u-1"), "a", .right)
        try answer(account("u-1"), "b", .wrong)
        try answer(account("u-2"), "a", .right, day: 1)
        let files = try written()
        #expect(
            Set(files.keys) == [
                "manifest.csv", "categories.csv", "lineItems.csv", "results.csv", "resultLearningObjectiveIds.csv",
                "lineItemLearningObjectiveIds.csv",
            ])
        #expect(files["manifest.csv"]?.count == 24)
        let items = try #require(files["lineItems.csv"])
        #expect(items.count == 2)
        #expect(Array(items[1][5...]) == ["2026-03-02", "2026-03-03", "c-1", items[1][8], "t-2", "0", "100", "s-1"])
        #expect(files["categories.csv"]?[1][0] == items[1][8])
        let results = try #require(files["results.csv"]).dropFirst().sorted { $0[4] < $1[4] }
        #expect(results.map { $0[4] } == ["u-1", "u-2"])
        #expect(results.map { $0[6] } == ["50", "100"])
        #expect(results.map { $0[7] } == ["2026-03-02", "2026-03-03"])
        #expect(results.allSatisfy { $0[3] == items[1][0] && $0[5] == "partially graded" && $0[8].isEmpty })
        #expect(
            files["resultLearningObjectiveIds.csv"]?.dropFirst().map { Array($0[4...]) }.contains(
                ["unknown", "sums/add", "50", "practising"].map { $0 }) == true)
        #expect(!"\(files)".contains("two,"))
    }

    @Test func `dates are the school's, whatever the date in Greenwich`() throws {
        try importSchool()
        try answer(account("u-1"), "a", .right)
        let report = try store.report(madeAt: OneRosterFileTests.morning)
        let honolulu = Origin(zone: try #require(TimeZone(identifier: "Pacific/Honolulu")))
        try OneRosterFile(report, classes: store.classes(), by: honolulu).write(to: folder.path("oneroster.zip"))
        let archive = try ZipArchive(path: folder.path("oneroster.zip"))
        for name in ["lineItems.csv", "results.csv"] {
            let text = String(decoding: try #require(try archive.bytes(of: name)), as: UTF8.self)
            // The evening before; the time of the file itself is in UTC.
            #expect(text.contains(",2026-03-01,") && !text.contains(",2026-03-02,"))
        }
    }

    @Test func `written again it is an update, and another box makes the same ids`() throws {
        try importSchool()
        try answer(account("u-1"), "a", .right)
        let first = try written()
        try answer(account("u-1"), "b", .wrong)
        let second = try written()
        #expect(first["results.csv"]?[1][0] == second["results.csv"]?[1][0])
        #expect(first["results.csv"]?[1][6] != second["results.csv"]?[1][6])
        #expect(first["lineItems.csv"]?[1][0] == second["lineItems.csv"]?[1][0])
    }

    @Test func `changes have a status and a time, all there is has neither`() throws {
        try importSchool()
        try answer(account("u-1"), "a", .right)
        #expect(try written()["results.csv"]?[1][1...2] == ["active", "2026-03-02T09:00:07.412Z"])
        let all = try written(.bulk)
        #expect(all["results.csv"]?[1][1...2] == ["", ""])
        #expect(all["manifest.csv"]?.contains(["file.results", "bulk"]) == true)
        #expect(all["manifest.csv"]?.contains(["file.users", "absent"]) == true)
    }

    @Test func `who is in no school's roster is left out, and counted`() throws {
        try importSchool()
        try answer(account("u-1"), "a", .right)
        try answer(.guest, "a", .right)
        let visitor = try store.addPupil(name: "Visitor", class: "3B")
        try answer(visitor.account, "a", .right)
        let report = try store.report(madeAt: OneRosterFileTests.morning)
        let summary = try OneRosterFile(report, classes: store.classes()).summary
        #expect(summary.results == 1)
        #expect(summary.withoutRoster == 2)
    }

    @Test func `where it cannot be, it is said why and what to use instead`() throws {
        func error() throws -> OneRosterError? {
            let report = try store.report(madeAt: OneRosterFileTests.morning)
            return #expect(throws: OneRosterError.self) {
                try OneRosterFile(report, classes: store.classes())
            }
        }
        let maya = try store.addPupil(name: "Maya", class: "3B")
        try answer(maya.account, "a", .right)
        #expect(try error() == .noRoster)
        #expect(OneRosterError.noRoster.description.contains("--format xlsx"))
        try importSchool()
        #expect(try error() == .noResults)
        try answer(account("u-1"), "a", .right)
        let undated = try store.report()
        #expect(throws: OneRosterError.noClock) { try OneRosterFile(undated, classes: store.classes()) }
    }

    @Test func `a class without a term is told`() throws {
        try makeZip(
            OneRosterSamples.school12.map { ($0.0, $0.1.replacing("\"t-1,t-2\"", with: "")) },
            at: folder.path("roster.zip"))
        let reading = try OneRosterArchive(path: folder.path("roster.zip")).reading(today: "2026-03-02")
        _ = try store.importRoster(reading.roster)
        try answer(account("u-1"), "a", .right)
        let report = try store.report(madeAt: OneRosterFileTests.morning)
        #expect(throws: OneRosterError.incompleteClass(title: "3B", missing: "term")) {
            try OneRosterFile(report, classes: store.classes())
        }
    }
}
