/// Why a program could not be started, or did not end well.
public enum ChildFault: Error, Sendable, Hashable, CustomStringConvertible {
    case noProgram(String)
    case notStarted(program: String, step: String, reason: String)
    case noDescriptors(reason: String)
    /// It has ended, or its input is closed.
    case closed
    /// It does not read what is written to it (bytes that wait).
    case notReading(Int)

    public var description: String {
        switch self {
        case .noProgram(let name):
            "there is no program \(name): is it installed, in \(ChildPlan.searchPath) or beside the tool's file?"
        case .notStarted(let program, let step, let reason): "\(program) could not be started (\(step): \(reason))"
        case .noDescriptors(let reason): "no pipe could be made for a program (\(reason))"
        case .closed: "the program has ended, or its input is closed"
        case .notReading(let bytes): "the program does not read its input: \(bytes) bytes wait for it"
        }
    }
}

/// How a program ended.
public enum ChildEnding: Sendable, Hashable, CustomStringConvertible {
    case exited(Int32)
    case signalled(Int32)
    /// It was killed, since a line of its output had more bytes than this.
    case lineTooLong(Int)

    public var description: String {
        switch self {
        case .exited(let code): "exit status \(code)"
        case .signalled(9): "killed (signal 9: out of processor time or memory, or stopped)"
        case .signalled(11): "crashed (signal 11)"
        case .signalled(let signal): "ended by signal \(signal)"
        case .lineTooLong(let most): "wrote a line of more than \(most) bytes"
        }
    }
}
