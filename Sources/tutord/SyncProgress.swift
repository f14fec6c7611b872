import Appliance
import Foundation
import Synchronization

/// Says on standard error how far sending is: in one line that changes where a terminal is, in a plain line every five
/// seconds where none is.
final class SyncProgress: Sendable {
    private struct Shown: Sendable {
        var last: ContinuousClock.Instant
        var isOpen = false
    }

    private let waiting: Int
    private let began = ContinuousClock.now
    private let isWatched = isatty(2) == 1
    private let shown: Mutex<Shown>

    init(waiting: Int) {
        self.waiting = waiting
        shown = Mutex(Shown(last: began))
    }

    func show(_ summary: SyncService.Summary) {
        let seconds = max(0.001, (ContinuousClock.now - began) / .seconds(1))
        let aside = summary.quarantined > 0 ? ", \(summary.quarantined) set aside" : ""
        say(
            "\(summary.sent) of \(waiting) statements sent\(aside), \(Int(Double(summary.sent) / seconds)) a second",
            always: false)
    }

    /// Nothing is tried for so long.
    func show(pause: Duration) {
        // A moment needs no words.
        guard pause >= .seconds(1) else { return }
        let seconds = Int((pause / .seconds(1)).rounded(.up))
        say("the record store is asked again in \(seconds) s", always: true)
    }

    private func say(_ text: String, always: Bool) {
        let now = ContinuousClock.now
        shown.withLock { shown in
            guard always || isWatched || now - shown.last >= .seconds(5) else { return }
            shown.last = now
            shown.isOpen = isWatched
            FileHandle.standardError.write(Data((isWatched ? "\r\u{1B}[K\(text)" : text + "\n").utf8))
        }
    }

    /// Takes the line away that a terminal shows.
    func clear() {
        shown.withLock { shown in
            if shown.isOpen { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
            shown.isOpen = false
        }
    }
}
