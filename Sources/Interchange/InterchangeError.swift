/// What keeps something from going to, or coming from, another program.
public enum InterchangeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A file that was read is not what it should be: `file:line:column`, what, and what was expected.
    case faulty(place: String, what: String)
    case unreadable(path: String, reason: String)
    case notWritten(path: String, reason: String)
    /// A file is there already, and nobody said that it may be replaced.
    case exists(path: String)

    public var description: String {
        switch self {
        case .faulty(let place, let what): "\(place): \(what)"
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
        case .notWritten(let path, let reason):
            "\(path) could not be written: \(reason); check the free space and the path"
        case .exists(let path):
            "\(path) is there already, and nothing was written: name another folder, or say --replace to write over it"
        }
    }
}
