import Doctor
import Foundation

/// Whoever sits at the terminal of this command.
struct TerminalAttendant: Attendant {
    /// How long an answer is waited for.
    private static let patience: Int32 = 60_000

    let isThere: Bool
    let view: DoctorView

    /// - Parameter isWanted: whether anything may be asked.
    init(isWanted: Bool, view: DoctorView) {
        isThere = isWanted && isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1
        self.view = view
    }

    func tell(_ text: String) async { view.say("\u{25B6} \(text)") }

    func ask(_ question: String) async -> Answer {
        view.prompt("? \(question) [y/n] ")
        // Not on a thread of the runtime's own: it waits for a person.
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(returning: TerminalAttendant.read())
            }
        }
    }

    private static func read() -> Answer {
        while true {
            var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            guard poll(&descriptor, 1, patience) > 0, let line = readLine() else { return .none }
            switch line.lowercased().first {
            case "y", "j", "o", "s": return .yes
            case "n": return .no
            case _: FileHandle.standardError.write(Data("  y or n? ".utf8))
            }
        }
    }
}
