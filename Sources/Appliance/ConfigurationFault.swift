/// What is wrong with settings, where, and what was expected.
public enum ConfigurationFault: Error, Sendable, Hashable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    /// `place` is `file:line:column`, or the name of an environment variable.
    case invalid(place: String, what: String, expected: String)

    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path): the settings cannot be read: \(reason)"
        case .invalid(let place, let what, let expected): "\(place): \(what); expected \(expected)"
        }
    }
}
