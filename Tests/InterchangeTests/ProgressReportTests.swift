import Foundation
import Gradebook
import Interchange
import Lessons
import Mastery
import Statements
import Testing

@Suite struct ProgressReportTests {
    /// The report over some answers of the guest, one after another: exercise, right, number, hints, day.
    private func report(
        _ rows: [(ExerciseID, Bool, Int, Int, Int64?)], name: String? = nil, answer: String = "two",
        lessons: [Lesson] = [Samples.lesson]
    ) throws -> ProgressReport {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let pupil = try name.map { try store.addPupil(name: $0) } ?? .guest
        let session = try store.startSession(of: pupil, lesson: "sums", boot: Samples.boot, at: .zero)
        for (exercise, isRight, number, hints, day) in rows {
            let wall = day.map { WallTime(milliseconds: Samples.morning.milliseconds + $0 * Samples.day) }
            try store.record(
                Samples.attempt(exercise, answer: answer, isRight ? .right : .wrong, number: number, hints: hints),
                in: session, at: .zero, wall: wall)
        }
        return try store.report(lessons: lessons, madeAt: Samples.morning)
    }

    private func standing(_ rows: [(ExerciseID, Bool, Int, Int, Int64?)]) throws -> Standing? {
        try report(rows).pupils.first?.objectives.first?.standing
    }

    @Test func `the words of a teacher follow their rules`() throws {
        let mastered: [(ExerciseID, Bool, Int, Int, Int64?)] = [
            ("a", true, 1, 0, 0), ("b", true, 1, 0, 0), ("c", true, 1, 0, 0), ("a", false, 1, 0, 1),
            ("b", true, 1, 0, 1),
        ]
        #expect(try standing(mastered) == .mastered)
        #expect(try standing(Array(mastered.prefix(4))) == .practising)
        #expect(try standing(mastered.map { ($0.0, $0.1, $0.2, $0.3, 0) }) == .practising, "one day only")
        #expect(try standing(mastered.map { ($0.0, $0.1, $0.2, $0.3, nil) }) == .practising, "no clock")
        #expect(try standing(mastered.map { ("a", $0.1, $0.2, $0.3, $0.4) }) == .practising, "one exercise only")
        #expect(try standing(mastered.map { ($0.0, $0.1, $0.2, 1, $0.4) }) == .needsHelp, "with hints")
        #expect(try standing(mastered + [("c", false, 1, 0, 1)]) == .practising, "three of five")
        #expect(try standing([("a", false, 1, 0, 0), ("a", false, 2, 1, 0), ("a", false, 3, 2, 0)]) == .practising)
        #expect(
            try standing([("a", false, 1, 0, 0), ("a", false, 2, 1, 0), ("a", false, 3, 2, 0), ("b", false, 1, 0, 0)])
                == .needsHelp)
    }

    @Test func `tries, first tries and the last five are counted`() throws {
        let report = try report([
            ("a", false, 1, 0, 0), ("a", true, 2, 1, 0), ("b", true, 1, 0, 0), ("c", true, 1, 2, 1),
        ])
        let objectives = try #require(report.pupils.first?.objectives)
        #expect(objectives.map(\.title) == ["Add", "Take away"])
        let add = objectives[0]
        #expect(add.tries == 4)
        #expect(add.firstTries == 3)
        #expect(add.rightFirstTime == 1)
        #expect(add.lastFive == [false, true, false])
        #expect(add.score == 33)
        #expect(add.lastAnswer?.date == "2026-03-03")
        #expect(add.exercises.map(\.ask) == ["One and one?", "Two and one?", "Two and two?"])
        #expect(add.exercises.map(\.tries) == [2, 1, 1])
        #expect(objectives[1].standing == .notStarted)
        #expect(objectives[1].score == nil)
    }

    @Test func `a lesson that is gone is still reported by its ids`() throws {
        let report = try report([("a", true, 1, 0, 0)], lessons: [])
        #expect(report.pupils.first?.objectives.map(\.lessonTitle) == ["sums"])
        #expect(report.pupils.first?.objectives.map(\.title) == ["add"])
    }

    @Test func `the terminal table shows each objective and obeys no control character`() throws {
        let text = try report([("a", true, 1, 0, 0)], name: "Ma\u{1B}[31mya").text()
        #expect(text.contains("Pupil Ma[31mya\n"))
        #expect(text.contains("Sums & more  Add        1        1 of 1            +          practising   2026-03-"))
        #expect(try report([]).text() == "Nothing has been practised yet.\n")
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-3/4", "'-3/4"), ("@sum", "'@sum"), ("\t=1", "'\t'=1"),
        ("\r=1", "\"'\r'=1\""), ("\n=1", "\"'\n'=1\""), ("  =cmd|' /C calc'!A0", "'  =cmd|' /C calc'!A0"),
        ("＝1+1", "'＝1+1"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("two\nlines", "\"two\nlines\""),
        ("3/4", "3/4"), ("0012", "0012"), ("שלום", "שלום"), ("🦊", "🦊"), ("a=b", "a=b"), ("\u{200B}=1", "'\u{200B}=1"),
        ("\u{1}=1", "'\u{1}=1"), ("a;=1", "a;'=1"), ("a; +1;b", "a;' +1;b"),
        ("x\t@y", "x\t'@y"), ("﹣1", "'﹣1"), ("a;\"=1\"", "\"a;'\"\"=1\"\"\""), (";-)", ";'-)"),
    ])
    func `a name is text in a spreadsheet, never a formula`(name: String, field: String) throws {
        let csv = try report([("a", true, 1, 0, 0)], name: name).csv()
        #expect(csv.hasPrefix("\u{FEFF}Class,Pupil,Pupil id,Lesson,"))
        #expect(csv.contains("\r\n," + field + ",p-"), "\(csv.debugDescription)")
    }

    @Test func `the table for spreadsheets has its columns and numbers as numbers`() throws {
        let lines = try report([("a", false, 1, 0, 0), ("a", true, 2, 1, 0)]).csv().dropFirst()
            .split(separator: "\r\n")
        #expect(lines.count == 3)
        #expect(
            lines[0]
                == "Class,Pupil,Pupil id,Lesson,Skill,Status,Questions answered,Questions answered correctly,First tries,Right first time,Right in the last 5,Score,Time spent (sec),Last activity,Mastered on,Next review,Needs help"
        )
        #expect(lines[1] == ",guest,guest,Sums & more,Add,practising,2,1,1,0,0,0,0,2026-03-02T09:00:07Z,,,no")
        #expect(lines[2] == ",guest,guest,Sums & more,Take away,not started,0,0,0,0,0,,0,,,,no")
    }

    @Test func `the page escapes what people said, runs nothing and loads nothing`() throws {
        let page = try report(
            [("a", true, 1, 0, 0)], name: "<script>alert(1)</script>", answer: "\"><img src=x onerror='x()'>&amp;"
        ).html(title: "Class <4b> & more")
        #expect(!page.contains("<script"))
        #expect(!page.contains("<img"))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(page.contains("<bdi>&quot;&gt;&lt;img src=x onerror=&#39;x()&#39;&gt;&amp;amp;</bdi>"))
        #expect(page.contains("<title>Class &lt;4b&gt; &amp; more</title>"))
        #expect(page.contains("default-src 'none'"))
        #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("url("))
        for word in Standing.allCases { #expect(page.contains(word.rule), "\(word)") }
        // Well-formed: every element is closed.
        for name in ["table", "tr", "td", "th", "section", "bdi", "span", "svg", "dl", "dd"] {
            #expect(page.matches(of: try Regex("<\(name)[ >]")).count == page.ranges(of: "</\(name)>").count, "\(name)")
        }
    }

    @Test func `the report survives JSON`() throws {
        let report = try report([("a", true, 1, 0, 0), ("b", false, 1, 0, nil)], name: "Maya")
        #expect(try JSONDecoder().decode(ProgressReport.self, from: report.json()) == report)
    }

    @Test func `only the newest answers come along, the counts are of all`() throws {
        let folder = try Folder()
        let store = try ProgressStore(path: folder.path())
        let session = try store.startSession(lesson: "sums", boot: Samples.boot, at: .zero)
        for number in 1...12 { try store.record(Samples.attempt(number: number), in: session, at: .zero) }
        let report = try store.report(lessons: [Samples.lesson], answers: 5)
        #expect(report.answers.map(\.attempt.number) == [8, 9, 10, 11, 12])
        #expect(report.pupils.first?.objectives.first?.tries == 12)
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (1_772_442_007_412, "2026-03-02T09:00:07Z"),
            (951_782_400_000, "2000-02-29T00:00:00Z"), (1_709_251_199_999, "2024-02-29T23:59:59Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
        ] as [(Int64, String)])
    func `a time is written in UTC`(milliseconds: Int64, text: String) {
        #expect(WallTime(milliseconds: milliseconds).description == text)
    }

    @Test func `a day begins at the school's midnight`() {
        let evening = WallTime(milliseconds: 1_772_442_007_412 + 14 * 3_600_000)
        #expect(evening.day() == Samples.morning.day())
        #expect(evening.day(secondsFromGMT: 7_200) == Samples.morning.day() + 1)
    }
}
