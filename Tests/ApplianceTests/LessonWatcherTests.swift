import Appliance
import Foundation
import Glibc
import Lessons
import Signing
import Testing

@Suite(.timeLimit(.minutes(5)))
struct LessonWatcherTests {
    private func watching(
        _ folder: LessonFolders, _ path: String? = nil, key: VerifyingKey? = nil
    ) throws -> (LessonWatcher, AsyncStream<LessonChange>.Iterator) {
        let path = path ?? folder.path
        let lesson = try LessonLibrary(path: path, key: key).lesson("one")
        let watcher = try LessonWatcher(path: path, lesson: lesson, key: key)
        return (watcher, watcher.changes.makeAsyncIterator())
    }

    private func folder() throws -> LessonFolders {
        let folder = try LessonFolders()
        try folder.put(LessonFolders.lesson("one"), in: "lessons/science/one.md")
        try folder.put(LessonFolders.lesson("two"), in: "lessons/two.md")
        return folder
    }

    private func asks(_ change: LessonChange?) -> String? {
        if case .changed(let lesson)? = change { lesson.exercises[0].ask } else { nil }
    }

    /// The next edit that can be taught: on a busy machine, a file may be found half written for a while.
    private func edit(_ changes: inout AsyncStream<LessonChange>.Iterator) async -> String? {
        while let change = await changes.next() {
            if let ask = asks(change) { return ask }
        }
        return nil
    }

    @Test func `a run of changes is one, and one without end is read all the same`() {
        var settling = Settling()
        func isDue(_ milliseconds: Int) -> Bool { settling.isDue(at: .milliseconds(milliseconds)) }
        let atRest = (settling.wait(at: .zero), isDue(1_000))
        #expect(atRest == (nil, false))
        settling.changed(at: .milliseconds(1_000))
        settling.changed(at: .milliseconds(1_150))
        #expect(settling.wait(at: .milliseconds(1_200)) == .milliseconds(150))
        let due = [isDue(1_349), isDue(1_350), isDue(2_000)]
        #expect(due == [false, true, false])
        #expect(settling.wait(at: .seconds(2)) == nil)
        // A file that is written every 100 ms.
        var reads: [Duration] = []
        for step in 30..<80 {
            let now = Duration.milliseconds(step * 100)
            settling.changed(at: now)
            if settling.isDue(at: now) { reads.append(now) }
        }
        #expect(reads == [.seconds(5), .milliseconds(7_100)])
    }

    @Test(arguments: ["rename", "truncate", "pieces", "remove and write", "another file's swap"])
    func `an edit is told, however the editor saves`(how: String) async throws {
        let folder = try folder()
        var (watcher, changes) = try watching(folder, folder.path + "/lessons")
        let file = folder.path + "/lessons/science/one.md"
        let text = LessonFolders.lesson("one", ask: "Who barks?")
        switch how {
        case "rename": try Data(text.utf8).write(to: URL(filePath: file), options: .atomic)
        case "truncate":
            let handle = try FileHandle(forWritingTo: URL(filePath: file))
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: Data(text.utf8))
            try handle.close()
        case "pieces":
            let handle = try FileHandle(forWritingTo: URL(filePath: file))
            try handle.truncate(atOffset: 0)
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                try handle.write(contentsOf: Data((line + "\n").utf8))
            }
            try handle.close()
        case "remove and write":
            try FileManager.default.removeItem(atPath: file)
            try folder.put(text, in: "lessons/science/one.md")
        case _:
            try folder.put("swap", in: "lessons/science/.one.md.swp")
            try FileManager.default.moveItem(atPath: file, toPath: file + "~")
            try folder.put(text, in: "lessons/science/one.md")
            try FileManager.default.removeItem(atPath: folder.path + "/lessons/science/.one.md.swp")
        }
        #expect(await edit(&changes) == "Who barks?")
        try folder.put(LessonFolders.lesson("one", ask: "Which barks?"), in: "lessons/science/one.md")
        #expect(await edit(&changes) == "Which barks?")
        watcher.stop()
        #expect(await changes.next() == nil)
        _ = watcher
    }

    @Test func `a broken edit is told with its place, and its mending too`() async throws {
        let folder = try folder()
        var (watcher, changes) = try watching(folder, folder.path + "/lessons")
        let broken = LessonFolders.lesson("one").replacing("ages: 6-8", with: "ages: 8-6")
        try folder.put(broken, in: "lessons/science/one.md")
        guard case .broken(let faults)? = await changes.next() else {
            Issue.record("not broken")
            return
        }
        #expect(faults.faults.map(\.line) == [5])
        // The same as before it was broken: it can be read again.
        try folder.put(LessonFolders.lesson("one"), in: "lessons/science/one.md")
        #expect(asks(await changes.next()) == "Which animal barks?")
        _ = watcher
    }

    @Test func `a lesson is followed when its file is renamed or moved`() async throws {
        let folder = try folder()
        var (watcher, changes) = try watching(folder, folder.path + "/lessons")
        let files = FileManager.default
        try files.createDirectory(atPath: folder.path + "/lessons/new/deep", withIntermediateDirectories: true)
        try files.moveItem(
            atPath: folder.path + "/lessons/science/one.md", toPath: folder.path + "/lessons/new/deep/uno.md")
        try folder.put(LessonFolders.lesson("one", ask: "Who barks?"), in: "lessons/new/deep/uno.md")
        #expect(await edit(&changes) == "Who barks?")
        try files.removeItem(atPath: folder.path + "/lessons/new/deep/uno.md")
        #expect(await changes.next() == .gone)
        try folder.put(LessonFolders.lesson("one"), in: "lessons/again.md")
        #expect(asks(await changes.next()) == "Which animal barks?")
        _ = watcher
    }

    @Test func `a folder that is taken away is told, and picked up when it appears`() async throws {
        let folder = try folder()
        var (watcher, changes) = try watching(folder, folder.path + "/lessons")
        let files = FileManager.default
        try files.moveItem(atPath: folder.path + "/lessons", toPath: folder.path + "/away")
        #expect(await changes.next() == .gone)
        try files.createDirectory(atPath: folder.path + "/other", withIntermediateDirectories: true)
        try folder.put(LessonFolders.lesson("one", ask: "Who barks?"), in: "other/one.md")
        try files.moveItem(atPath: folder.path + "/other", toPath: folder.path + "/lessons")
        #expect(await edit(&changes) == "Who barks?")
        // It is watched again, below too.
        try folder.put(LessonFolders.lesson("one", ask: "Which barks?"), in: "lessons/one.md")
        #expect(asks(await changes.next()) == "Which barks?")
        _ = watcher
    }

    @Test func `what was edited before the watch began is told at once`() async throws {
        let folder = try folder()
        let lesson = try LessonLibrary(path: folder.path).lesson("one")
        try folder.put(LessonFolders.lesson("one", ask: "Who barks?"), in: "lessons/science/one.md")
        let watcher = try LessonWatcher(path: folder.path, lesson: lesson)
        var changes = watcher.changes.makeAsyncIterator()
        #expect(asks(await changes.next()) == "Who barks?")
        watcher.stop()
    }

    @Test func `other lessons are nobody's business, the lesson's tools are`() async throws {
        let folder = try LessonFolders()
        try folder.put(LessonFolders.lesson("one", keys: "tools: [dice]"), in: "one.md")
        try folder.put("name: dice\n", in: "tools/dice.yaml")
        try folder.put("name: shop\n", in: "tools/shop.yaml")
        var (watcher, changes) = try watching(folder)
        try folder.put(LessonFolders.lesson("two"), in: "two.md")
        try folder.put("name: shop\n# edited\n", in: "tools/shop.yaml")
        try folder.put("name: dice\n# edited\n", in: "tools/dice.yaml")
        #expect(await changes.next() == .toolsChanged)
        try FileManager.default.removeItem(atPath: folder.path + "/tools/dice.yaml")
        #expect(await changes.next() == .toolsChanged)
        try folder.put(LessonFolders.lesson("one", keys: "tools: [dice]", ask: "Who barks?"), in: "one.md")
        #expect(asks(await changes.next()) == "Who barks?")
        _ = watcher
    }

    @Test func `one file can be watched without its folder`() async throws {
        let folder = try folder()
        let file = folder.path + "/lessons/science/one.md"
        var (watcher, changes) = try watching(folder, file)
        try Data(LessonFolders.lesson("one", ask: "Who barks?").utf8).write(to: URL(filePath: file), options: .atomic)
        #expect(asks(await changes.next()) == "Who barks?")
        _ = watcher
    }

    @Test func `a signed lesson is changed by signing again, and broken in between`() async throws {
        let folder = try folder()
        let key = SigningKey()
        try SignedFolder.sign(folder.path + "/lessons", with: key)
        var (watcher, changes) = try watching(folder, folder.path + "/lessons", key: key.publicKey)
        try folder.put(LessonFolders.lesson("one", ask: "Who barks?"), in: "lessons/science/one.md")
        guard case .broken(let faults)? = await changes.next() else {
            Issue.record("not broken")
            return
        }
        #expect(faults.faults[0].path.hasSuffix("manifest.json") && faults.faults[0].wrong.contains("was altered"))
        try SignedFolder.sign(folder.path + "/lessons", with: key)
        #expect(asks(await changes.next()) == "Who barks?")
        _ = watcher
    }

    @Test func `whoever stops listening ends the thread and its files`() async throws {
        let folder = try folder()
        // Many more than a process may have of them: 128 inotify instances for each user, by default.
        for _ in 0..<150 {
            let (watcher, changes) = try watching(folder, folder.path + "/lessons")
            watcher.stop()
            var rest = changes
            while await rest.next() != nil {}
        }
    }
}
