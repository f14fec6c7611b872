import Foundation
public import Tutor

/// Follows what is said of memory sticks in a file, line by line, as `device/stick.sh` appends to it.
///
/// It has a thread of its own that sleeps in the kernel until the file changes. The folder may come later.
public final class StickWatcher: Sendable {
    /// Where a kiosk keeps it.
    public static let standardPath = "/run/tutor-stick/news"

    /// What happened, in order; bounded: whoever does not read is told the newest 16.
    public let news: AsyncStream<StickNews>
    private let inotify: Inotify?

    /// Begins to watch; what was said before is told only where a stick is being written just now.
    /// - Parameter path: of the file.
    public init(path: String = StickWatcher.standardPath) {
        let (news, continuation) = AsyncStream.makeStream(of: StickNews.self, bufferingPolicy: .bufferingNewest(16))
        self.news = news
        guard let inotify = try? Inotify() else {
            self.inotify = nil
            continuation.finish()
            return
        }
        self.inotify = inotify
        continuation.onTermination = { [inotify] _ in inotify.ring() }
        let started = DispatchSemaphore(value: 0)
        let thread = Thread {
            var file = StickFile(path: path)
            var watched: Int32?
            func look() {
                if watched == nil { watched = try? inotify.watch(LessonFolder.parent(of: path)) }
                for item in file.read() { continuation.yield(item) }
            }
            look()
            started.signal()
            while true {
                // A folder that is not there yet is looked for now and then.
                let woken = inotify.wait(for: watched == nil ? .seconds(60) : nil)
                if woken == .rung { break }
                look()
            }
            continuation.finish()
        }
        thread.name = "stick watcher"
        thread.stackSize = 1 << 20
        thread.start()
        started.wait()
    }

    public func stop() { inotify?.ring() }

    deinit { inotify?.ring() }
}
