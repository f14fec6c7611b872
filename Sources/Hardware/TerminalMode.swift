import Glibc
import Synchronization

/// A terminal that gives its keys one by one, without echo, until it is put back.
///
/// It is put back too when the process exits in order. Ctrl-C keeps sending SIGINT.
struct TerminalMode: ~Copyable {
    /// What `atexit` puts back.
    private static let pending = Mutex<(descriptor: Int32, before: termios)?>(nil)
    private static let restoresAtExit: Void = {
        atexit { TerminalMode.pending.withLock { TerminalMode.restore(&$0) } }
    }()

    /// - Throws: ``HardwareError/notATerminal``.
    init(keysOf descriptor: Int32) throws(HardwareError) {
        var mode = termios()
        guard isatty(descriptor) == 1, tcgetattr(descriptor, &mode) == 0 else { throw .notATerminal }
        let saved = (descriptor: descriptor, before: mode)
        mode.c_lflag &= ~tcflag_t(ICANON | ECHO)
        guard tcsetattr(descriptor, TCSANOW, &mode) == 0 else { throw .notATerminal }
        _ = TerminalMode.restoresAtExit
        TerminalMode.pending.withLock { $0 = saved }
    }

    deinit { TerminalMode.pending.withLock { TerminalMode.restore(&$0) } }

    private static func restore(_ pending: inout (descriptor: Int32, before: termios)?) {
        guard var mode = pending?.before, let descriptor = pending?.descriptor else { return }
        // TCSADRAIN: what was drawn is shown first; keys typed ahead are kept.
        tcsetattr(descriptor, TCSADRAIN, &mode)
        pending = nil
    }
}
