import Glibc

/// The kernel's word that something changed in a folder (inotify(7)), and a bell to be woken by.
///
/// Used by one thread, but for ``ring()``.
final class Inotify: Sendable {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    enum Woken { case changed, rung, timedOut }

    /// Everything that an editor, a copy or a deletion comes to.
    private static let mask = UInt32(
        IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF
            | IN_MOVE_SELF)

    private let events: Int32
    /// A pipe: what is written into the one end wakes whoever waits at the other.
    private let bell: (read: Int32, write: Int32)

    init() throws(Failure) {
        events = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard events >= 0 else { throw Inotify.failure(nil) }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            let failure = Inotify.failure(nil)
            close(events)
            throw failure
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        bell = (ends[0], ends[1])
    }

    deinit {
        close(events)
        close(bell.read)
        close(bell.write)
    }

    /// Watches a folder; again is the same. A link is followed.
    /// - Returns: its number, nil where there is no such folder.
    func watch(_ folder: String) throws(Failure) -> Int32? {
        let number = inotify_add_watch(events, folder, Inotify.mask | UInt32(IN_ONLYDIR))
        if number >= 0 { return number }
        switch errno {
        case ENOENT, ENOTDIR, EACCES, ELOOP, ENAMETOOLONG: return nil
        case _: throw Inotify.failure(folder)
        }
    }

    func unwatch(_ number: Int32) { inotify_rm_watch(events, number) }

    /// Sleeps until something changes.
    func wait(for time: Duration?) -> Woken {
        var files = [
            pollfd(fd: events, events: Int16(POLLIN), revents: 0),
            pollfd(fd: bell.read, events: Int16(POLLIN), revents: 0),
        ]
        let milliseconds = time.map { Int32(max(0, $0 / .milliseconds(1)).rounded(.up)) } ?? -1
        guard poll(&files, 2, milliseconds) > 0 else { return .timedOut }
        if files[1].revents != 0 { return .rung }
        // Which files changed does not matter: what counts is what they hold now.
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while read(events, &buffer, buffer.count) > 0 {}
        return .changed
    }

    /// Wakes the thread that waits, for good.
    func ring() {
        var one: UInt8 = 1
        _ = write(bell.write, &one, 1)
    }

    private static func failure(_ folder: String?) -> Failure {
        let reason = String(cString: strerror(errno))
        switch errno {
        case ENOSPC:
            return Failure(
                description: "\(folder ?? "the lessons") cannot be watched: the kernel's inotify watches are used up "
                    + "(fs.inotify.max_user_watches); edits are taken at the next lesson")
        case EMFILE, ENFILE:
            return Failure(
                description: "\(folder ?? "the lessons") cannot be watched: too many files or inotify instances are "
                    + "open (fs.inotify.max_user_instances); edits are taken at the next lesson")
        case _:
            return Failure(
                description: "\(folder ?? "the lessons") cannot be watched (\(reason)); edits are taken at the next "
                    + "lesson")
        }
    }
}
