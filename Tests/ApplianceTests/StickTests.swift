import Foundation
import Gradebook
import Lessons
import Statements
import Testing
import Tutor

@testable import Appliance

@Suite struct StickTests {
    private func folder() throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "stick-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    private func say(_ text: String, in file: String) throws {
        if !FileManager.default.fileExists(atPath: file) { try Data().write(to: URL(filePath: file)) }
        let handle = try FileHandle(forWritingTo: URL(filePath: file))
        defer { try? handle.close() }
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
    }

    @Test(arguments: [
        ("found", StickNews.found), ("writing sda1", .writing), ("done", .done), ("failed full", .failed(.full)),
        ("failed read-only", .failed(.readOnly)), ("failed pulled", .failed(.pulled)),
        ("failed by a meteorite", .failed(.other)), ("failed", .failed(.other)),
    ])
    func `a line is news`(line: String, news: StickNews) { #expect(StickNews(line: line) == news) }

    @Test(arguments: ["", " ", "lost", "DONE"]) func `anything else is none`(line: String) {
        #expect(StickNews(line: line) == nil)
    }

    @Test func `what was said before is old, but for a stick that is being written`() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/news"
        var none = StickFile(path: path)
        #expect(none.read() == [])
        try say("found\nwriting\n", in: path)
        #expect(none.read() == [.found, .writing])
        var late = StickFile(path: path)
        #expect(late.read() == [.writing])
        try say("done\nfou", in: path)
        #expect(late.read() == [.done])
        try say("nd\n", in: path)
        #expect(late.read() == [.found])
        // Begun anew after a restart of whoever writes it.
        try Data("done\n".utf8).write(to: URL(filePath: path))
        #expect(late.read() == [.done])
        var later = StickFile(path: path)
        #expect(later.read() == [])
    }

    @Test(.timeLimit(.minutes(1))) func `the watcher tells each line as it is written`() async throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let watcher = StickWatcher(path: folder + "/news")
        var news = watcher.news.makeAsyncIterator()
        for (line, expected) in [("found", StickNews.found), ("writing", .writing), ("failed full", .failed(.full))] {
            try say(line + "\n", in: folder + "/news")
            #expect(await news.next() == expected)
        }
        watcher.stop()
        #expect(await news.next() == nil)
    }

    @Test func `a session that begins is told what still stands`() async {
        let news = BoxNews()
        news.trouble(.diskFull, "full")
        news.trouble(.diskFull, "full")
        news.trouble(.gradebookRestored, "restored")
        news.mended(.gradebookRestored)
        news.stick(.writing)
        let (events, outlet) = AsyncStream.makeStream(of: Session.Event.self)
        news.attach(outlet)
        news.stick(.done)
        news.watch(Step(at: .zero, event: .stick(.done), actions: [.tell(.stick(.done))]))
        news.mended(.diskFull)
        news.mended(.diskFull)
        outlet.finish()
        var told: [Session.Event] = []
        for await event in events { told.append(event) }
        #expect(told == [.troubleFound(.diskFull, "full"), .stick(.writing), .stick(.done), .troubleMended(.diskFull)])
        let (later, second) = AsyncStream.makeStream(of: Session.Event.self)
        news.attach(second)
        second.finish()
        for await event in later { Issue.record("\(event)") }
    }

    private func told(by news: BoxNews) async -> [Session.Event] {
        let (events, outlet) = AsyncStream.makeStream(of: Session.Event.self)
        news.attach(outlet)
        outlet.finish()
        return await events.reduce(into: []) { $0.append($1) }
    }

    @Test func `that a stick may be pulled out is told by the next session, where the last could not`() async {
        let news = BoxNews()
        news.stick(.writing)
        // Between two sessions.
        news.stick(.done)
        #expect(await told(by: news) == [.stick(.done)])
        // A name is being chosen: the lamp alone.
        news.watch(Step(at: .zero, event: .stick(.done), actions: [.show(.ready)]))
        #expect(await told(by: news) == [.stick(.done)])
        news.watch(Step(at: .zero, event: .stick(.done), actions: [.tell(.stick(.done)), .announce(.stickDone)]))
        #expect(await told(by: news) == [])
    }

    @Test func `a copy that took the place of the gradebook is told once, whoever comes next`() async {
        let news = BoxNews()
        news.trouble(.gradebookRestored, "restored", .once)
        news.trouble(.diskFull, "full")
        let full = Session.Event.troubleFound(.diskFull, "full")
        let restored = Session.Event.troubleFound(.gradebookRestored, "restored")
        #expect(await told(by: news) == [restored, full])
        // While a name is chosen it is not said.
        news.watch(Step(at: .zero, event: restored, actions: [.tell(.trouble("restored"))]))
        #expect(await told(by: news) == [restored, full])
        for event in [restored, full] {
            guard case .troubleFound(let code, _) = event else { continue }
            news.watch(Step(at: .zero, event: event, actions: [.announce(.trouble(code))]))
        }
        #expect(await told(by: news) == [full])
    }

    @Test func `what is done daily is done by the calendar, and without one by the hours`() {
        var round = DailyRound()
        let hour = Duration.seconds(3_600)
        let times: [(Int?, Int, Bool)] = [
            (nil, 0, true), (nil, 23, false), (nil, 24, true), (nil, 25, false),
            // Now it is known: what needs it is done.
            (20_000, 26, true), (20_000, 49, false), (20_001, 50, true),
            // Set back, and on again.
            (20_000, 51, true), (20_001, 52, true), (20_001, 53, false),
        ]
        for (today, hours, isDue) in times {
            #expect(round.begin(today: today, at: hour * hours) == isDue, "\(String(describing: today)), \(hours) h")
        }
    }

    @Test func `diaries go with their pupil, and with time`() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let series = DiarySeries(path: folder + "/diary.jsonl")
        for account in ["p-maya", "p-omar", nil] {
            var settings = SessionSettings()
            settings.account = account
            settings.pupils = [Seat(account: "p-maya"), Seat(account: "p-omar")]
            try DiaryWriter(path: series.next(), head: DiaryHead(lesson: shortLesson, settings: settings)).close()
        }
        let torn = try series.next()
        try Data("{\"dia".utf8).write(to: URL(filePath: torn))
        let all = series.files
        #expect(series.remove(of: "p-maya") == 2)
        #expect(series.files == [all[1], all[2]])
        #expect(series.remove(of: "guest") == 1)
        #expect(series.remove(before: Date(timeIntervalSinceNow: -3_600)) == 0)
        #expect(series.remove(before: Date(timeIntervalSinceNow: 3_600)) == 1)
        #expect(series.files.isEmpty)
    }

    @Test func `an error of the disk is told, and latencies wait for better times`() throws {
        let broken = BrokenKeeper(error: .inputOutput(path: "/g", reason: "fsync"))
        let told = Told()
        let keeper = WatchedKeeper(broken, isScarce: { true }) { told.add($0) }
        #expect(throws: GradebookError.self) { try keeper.check(at: .zero) }
        #expect(told.errors == [.inputOutput(path: "/g", reason: "fsync")])
        try keeper.note(
            KeptLatency(releaseToCommit: 1, commitToFirstDelta: 1, firstDeltaToAudible: 1), at: .zero)
        #expect(told.errors.count == 1)
        let full = WatchedKeeper(BrokenKeeper(error: .diskFull(path: "/g")), isScarce: { false }) { told.add($0) }
        #expect(throws: GradebookError.diskFull(path: "/g")) { try full.check(at: .zero) }
        #expect(told.errors.count == 1)
    }

    @Test(arguments: [
        (Int64?.none, false), (1_772_442_007, true), (1_772_442_126, true), (1_772_442_200, false), (0, false),
        (946_684_800, false),
    ])
    func `a clock with a battery is believed while it agrees`(seconds: Int64?, agrees: Bool) {
        #expect(ClockTrust.agrees(seconds, with: 1_772_442_007_412) == agrees)
    }
}
