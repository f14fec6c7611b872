import Foundation

/// Whether this machine could hold the lesson for real: a sound card, and a person at a terminal.
enum RealSound {
    static var isThere: Bool {
        guard isatty(0) == 1, isatty(1) == 1,
            let cards = try? String(contentsOfFile: "/proc/asound/cards", encoding: .utf8)
        else { return false }
        return !cards.contains("no soundcards") && !cards.allSatisfy(\.isWhitespace)
    }

    /// Asks; anything but a yes within ten seconds is a no.
    static func isWanted() -> Bool {
        let question = "There is a sound card here. Hold the lesson yourself, with the space bar? [y/N] "
        FileHandle.standardOutput.write(Data(question.utf8))
        var descriptor = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
        guard poll(&descriptor, 1, 10_000) > 0, let answer = readLine() else {
            print()
            return false
        }
        return answer.lowercased().hasPrefix("y")
    }
}
