import Foundation
public import Lessons
public import Signing
import Synchronization

/// Tells what becomes of one lesson's file, and of the files of its tools, while somebody edits them.
///
/// It has a thread of its own that sleeps in the kernel until a file changes, then waits until nothing has changed for
/// 200 ms: an editor that saves by renaming, one that empties the file and writes it, and a copy of a whole folder are
/// one change each. A folder that is missing is watched for from the nearest one above it.
public final class LessonWatcher: Sendable {
    private static let mostFolders = 1_000

    /// What happened, in order. It is bounded: whoever does not read for 32 changes is told the newest 32.
    public let changes: AsyncStream<LessonChange>
    private let inotify: Inotify

    /// Begins to watch.
    ///
    /// - Parameters:
    ///   - path: the folder of lessons, or the one file.
    ///   - lesson: as it is taught now: what differs from it is told as an edit.
    ///   - key: the school's; what is not as it signed it is told as broken.
    /// - Throws: ``Unwatchable`` where the system lets nobody watch.
    public init(path: String, lesson: Lesson, key: VerifyingKey? = nil) throws(Unwatchable) {
        do {
            inotify = try Inotify()
        } catch {
            throw Unwatchable(description: error.description)
        }
        let (changes, continuation) = AsyncStream.makeStream(
            of: LessonChange.self, bufferingPolicy: .bufferingNewest(32))
        self.changes = changes
        continuation.onTermination = { [inotify] _ in inotify.ring() }
        let started = DispatchSemaphore(value: 0)
        let thread = Thread { [inotify] in
            var desk = LessonDesk(path: path, lesson: lesson, key: key)
            LessonWatcher.run(inotify, &desk, path) {
                continuation.yield($0)
            } started: {
                started.signal()
            }
            continuation.finish()
        }
        thread.name = "lesson watcher"
        thread.stackSize = 2 << 20
        thread.start()
        // What is written after this is noticed.
        started.wait()
    }

    /// Ends the thread; the stream ends. The end of the stream's reader does the same.
    public func stop() { inotify.ring() }

    deinit { inotify.ring() }

    /// Why nothing can be watched, and what to do about it.
    public struct Unwatchable: Error, CustomStringConvertible {
        public let description: String
    }

    private static func run(
        _ inotify: Inotify, _ desk: inout LessonDesk, _ path: String, tell: (LessonChange) -> Void,
        started: () -> Void
    ) {
        var watched: Set<Int32> = []
        var begun = false
        let start = ContinuousClock.now
        func look() -> Bool {
            do {
                let now = try watches(path, inotify)
                for number in watched.subtracting(now) { inotify.unwatch(number) }
                watched = now
            } catch {
                tell(.unwatched(error.description))
                if !begun { started() }
                return false
            }
            if !begun {
                // The tools' files as they are before anybody may change them.
                desk.begin()
                begun = true
                started()
                // Somebody may be writing just now: the first look waits like any other.
                return true
            }
            for change in desk.look() { tell(change) }
            return true
        }
        guard look() else { return }
        var settling = Settling()
        settling.changed(at: start.duration(to: .now))
        while true {
            switch inotify.wait(for: settling.wait(at: start.duration(to: .now))) {
            case .rung: return
            case .changed: settling.changed(at: start.duration(to: .now))
            case .timedOut: break
            }
            if settling.isDue(at: start.duration(to: .now)), !look() { return }
        }
    }

    /// Watches the folder and all below it, and the one above it, in which it may be exchanged; where it is missing, the
    /// nearest that is there. A folder is watched before it is looked into, so that nothing is missed.
    private static func watches(_ path: String, _ inotify: Inotify) throws(Inotify.Failure) -> Set<Int32> {
        var numbers: Set<Int32> = []
        let isFile = !LessonFolder.isFolder(path) && path.hasSuffix(".md")
        var folder = isFile ? LessonFolder.parent(of: path) : path
        let tools = LessonFolder.join(LessonFolder.root(of: path), LessonFolder.tools)
        if let number = try inotify.watch(tools) { numbers.insert(number) }
        var above = LessonFolder.parent(of: folder)
        while true {
            if let number = try inotify.watch(above) {
                numbers.insert(number)
                break
            }
            let next = LessonFolder.parent(of: above)
            if next == above { break }
            above = next
        }
        guard let number = try inotify.watch(folder) else { return numbers }
        numbers.insert(number)
        guard !isFile else { return numbers }
        folder = LessonFolder.join(folder, "")
        var folders = [""]
        while let next = folders.popLast(), numbers.count < mostFolders {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + next)) ?? []
            for name in names where LessonFolder.isFolder(folder + next + name) && name != ".git" {
                guard let number = try inotify.watch(folder + next + name) else { continue }
                // A link to a folder above would lead in a circle: what is watched already is not looked into again.
                if numbers.insert(number).inserted { folders.append(next + name + "/") }
            }
        }
        return numbers
    }
}
