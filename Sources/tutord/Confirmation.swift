import ArgumentParser
import Foundation

/// Asks before something is gone for good.
enum Confirmation {
    /// - Parameters:
    ///   - answer: what must be typed.
    ///   - isGiven: whether it was said beforehand (`--yes`).
    /// - Throws: where it is not confirmed, or there is nobody to ask.
    static func ask(_ what: String, answer: String, isGiven: Bool) throws {
        guard !isGiven else { return }
        guard isatty(STDIN_FILENO) == 1 else {
            throw ValidationError("\(what). Nobody can be asked here: say --yes if it is meant")
        }
        Failure.say(what + ".")
        FileHandle.standardError.write(Data("Type \(answer) to go on: ".utf8))
        guard readLine()?.trimmingCharacters(in: .whitespaces) == answer else {
            Failure.say("Nothing was changed.")
            throw ExitCode(1)
        }
    }

    /// Reads a line that is not shown while it is typed.
    static func secretLine(_ prompt: String) -> String? {
        var before = termios()
        let isTerminal = isatty(STDIN_FILENO) == 1 && tcgetattr(STDIN_FILENO, &before) == 0
        if isTerminal {
            FileHandle.standardError.write(Data(prompt.utf8))
            var silent = before
            silent.c_lflag &= ~tcflag_t(ECHO)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        }
        defer {
            if isTerminal {
                tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
                Failure.say("")
            }
        }
        return readLine()
    }
}
