import Foundation
import Gradebook
import Lessons
import Mastery
import Statements
import Testing

@testable import Interchange

@Suite struct ClassPageTests {
    /// A class in which each pupil has answered as `marks` has it, one answer after another.
    private func page(
        names: [String], marks: (Int) -> [Bool], madeAt: WallTime? = Samples.morning,
        lessons: [Lesson] = [Samples.lesson]
    ) throws -> String {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path(), origin: Origin(device: "k", zone: .gmt))
        let entries = names.enumerated().map { index, name in
            Roster.Pupil(
                name: name, classID: "c1", number: index + 1, account: PupilID(rawValue: "p-\(index)"),
                place: Roster.Place(path: "roster", line: index + 1, column: 1))
        }
        _ = try store.importRoster(
            Roster(source: .list, classes: [ClassRow(id: "c1", title: "Year <5>")], pupils: entries))
        for index in names.indices where !marks(index).isEmpty {
            let session = try store.startSession(
                of: PupilID(rawValue: "p-\(index)"), lesson: "sums", boot: Samples.boot, at: .zero,
                wall: Samples.morning)
            for (number, isRight) in marks(index).enumerated() {
                try store.record(
                    Samples.attempt(["a", "b", "c"][number % 3], isRight ? .right : .wrong), in: session,
                    at: .seconds(number), wall: Samples.morning)
            }
        }
        return try store.report(inClass: "c1", lessons: lessons, madeAt: madeAt).html(title: "Year <5>")
    }

    private func isWellFormed(_ page: String) throws -> Bool {
        try ["section", "table", "tr", "td", "th", "ul", "ol", "li", "svg", "bdi", "span", "dl", "p", "div", "header"]
            .allSatisfy { name in
                page.matches(of: try Regex("<\(name)[ >]")).count == page.ranges(of: "</\(name)>").count
            }
    }

    @Test func `a class is a table of pupils and skills, with who needs help first`() throws {
        let page = try page(names: ["Ana", "Ben", "Cy", "Dee"]) { index in
            switch index {
            case 0: [true, true, true]
            case 1: [true, false, false, false, false]
            case 2: [false, false, false, false, false]
            case _: []
            }
        }
        #expect(try isWellFormed(page))
        #expect(page.contains("<h1><bdi>Year &lt;5&gt;</bdi></h1><p>Made on 2 March 2026 at 09:00.</p>"))
        // Cy finds it harder than Ben.
        let help = try #require(page.ranges(of: "Who needs help first").first)
        let list = page[help.upperBound...]
        let cy = try #require(list.range(of: "<bdi>Cy</bdi>")?.lowerBound)
        #expect(cy < list.range(of: "<bdi>Ben</bdi>")!.lowerBound)
        #expect(page.contains("<b>3 of 4</b>pupils practised"))
        #expect(page.contains("Not started: <bdi>Dee</bdi>"))
        #expect(page.contains("0 mastered, 1 practising, 2 needs help, 1 not started"))
        #expect(page.contains("<td class=\"practising\">practising<small>100 %</small></td>"))
        #expect(page.contains("<td class=\"help\">needs help<small>20 %</small></td>"))
        #expect(page.contains("<td class=\"fresh\">not started</td>"))
        #expect(page.contains("Within a week"))
        #expect(!page.contains("<script") && page.contains("default-src 'none'"))
    }

    @Test func `a class without answers, without a clock or without its lesson has a page`() throws {
        let empty = try page(names: ["Ana", "Ben"]) { _ in [] }
        #expect(empty.contains("2 pupils. Nothing has been practised yet."))
        let timeless = try page(names: ["Ana", "Ben"], marks: { _ in [true] }, madeAt: nil)
        #expect(timeless.contains("The clock of the box was not set when this was made."))
        #expect(timeless.contains("Earliest first"))
        let gone = try page(names: ["Ana", "Ben"], marks: { _ in [true] }, lessons: [])
        #expect(gone.contains("<h2>sums</h2>"))
        for page in [empty, timeless, gone] { #expect(try isWellFormed(page)) }
    }

    @Test func `hostile names stay names`() throws {
        let names = [
            "<script>alert(1)</script>", "שלום", "\u{202E}evil", "🦊\u{200D}🔥", "a\u{7}b", "&amp;\" onload=\"x",
            String(repeating: "Wolfeschlegel", count: 20),
        ]
        let page = try page(names: names) { _ in [false, false, false, false] }
        #expect(try isWellFormed(page))
        #expect(!page.contains("<script") && !page.contains("onload=\"") && !page.contains("\u{7}"))
        #expect(page.contains("<bdi>שלום</bdi>"))
    }

    @Test func `classes follow each other on pages of their own`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path(), origin: Origin(device: "k", zone: .gmt))
        let entries = (0..<4).map { index in
            Roster.Pupil(
                name: "P\(index)", classID: index < 2 ? "b" : "a", account: PupilID(rawValue: "p-\(index)"),
                place: Roster.Place(path: "roster", line: index + 1, column: 1))
        }
        _ = try store.importRoster(
            Roster(
                source: .list, classes: [ClassRow(id: "a", title: "Bees"), ClassRow(id: "b", title: "Ants")],
                pupils: entries))
        for pupil in entries.compactMap(\.account) + [.guest] {
            let session = try store.startSession(
                of: pupil, lesson: "sums", boot: Samples.boot, at: .zero, wall: Samples.morning)
            try store.record(Samples.attempt(), in: session, at: .zero, wall: Samples.morning)
        }
        let path = try ExportFiles(
            store, lessons: [Samples.lesson], title: "", madeAt: Samples.morning, stem: "", to: folder.path("out")
        ).write(.html)
        let page = try String(contentsOfFile: path, encoding: .utf8)
        #expect(
            page
                == (try store.report(lessons: [Samples.lesson], madeAt: Samples.morning).html(
                    title: "", by: store.origin)))
        let headings = page.matches(of: /<h1><bdi>(.*?)<\/bdi>/).map { String($0.1) }
        #expect(headings == ["Ants", "Bees", "guest"])
        #expect(page.ranges(of: "class=\"sheet next\"").count == 2)
    }
}
