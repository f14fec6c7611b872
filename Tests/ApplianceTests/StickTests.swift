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
