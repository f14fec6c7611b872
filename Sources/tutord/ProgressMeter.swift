import Foundation

/// Says how far something is on standard error, where somebody looks and it takes over a second.
final class ProgressMeter {
    private let began = ContinuousClock.now
    private var shown = ContinuousClock.now
    private var isShown = false
    private let isWatched = isatty(2) == 1

    func show(_ text: String) {
        let now = ContinuousClock.now
        guard isWatched, now - began > .seconds(1), now - shown > .milliseconds(200) else { return }
        shown = now
        isShown = true
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }

    func clear() { if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) } }
}
