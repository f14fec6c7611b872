import Foundation
import Testing

@testable import Hardware

struct KeyboardTests {
    /// A terminal and the keyboard at its other end.
    private final class Terminal {
        let keyboard: Int32
        let terminal: Int32

        init() throws {
            var ends: (keyboard: Int32, terminal: Int32) = (-1, -1)
            try #require(openpty(&ends.keyboard, &ends.terminal, nil, nil, nil) == 0)
            (keyboard, terminal) = ends
        }

        deinit {
            close(terminal)
            close(keyboard)
        }

        func type(_ text: String) { _ = write(keyboard, text, text.utf8.count) }

        var isRaw: Bool {
            var mode = termios()
            tcgetattr(terminal, &mode)
            return mode.c_lflag & tcflag_t(ICANON | ECHO) == 0
        }
    }

    @Test func `keys of a terminal are a talk button, and the terminal is put back`() async throws {
        let terminal = try Terminal()
        let queue = BoardEventQueue()
        let keys = TerminalKeys(descriptor: terminal.terminal) { queue.post($0) }
        #expect(!terminal.isRaw)
        let running = Task { try await keys.run() }
        // Typed at once: what was typed ahead is read too.
        terminal.type("\n")
        var events = queue.events.makeAsyncIterator()
        guard case .pressed(.talk, _) = await events.next() else {
            Issue.record("Enter did not press")
            return
        }
        #expect(terminal.isRaw)
        terminal.type("x\n ")
        guard case .released(.talk, let up) = await events.next() else {
            Issue.record("the second Enter did not release")
            return
        }
        guard case .pressed(.talk, let down) = await events.next(),
            case .released(.talk, let end) = await events.next()
        else {
            Issue.record("the space bar did not press, or was not released without repeats")
            return
        }
        #expect(up <= down && end - down >= KeyHold.firstRepeat)
        running.cancel()
        try await running.value
        #expect(!terminal.isRaw)
    }

    @Test func `what is not a terminal is an error`() async throws {
        let pipe = Pipe()
        let keys = TerminalKeys(descriptor: pipe.fileHandleForReading.fileDescriptor) { _ in }
        await #expect(throws: HardwareError.notATerminal) { try await keys.run() }
    }
}
