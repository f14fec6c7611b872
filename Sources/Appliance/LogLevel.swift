/// How much something matters, from what only a developer asks for to what stops a box (syslog's words).
public enum LogLevel: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    case trace, debug, info, notice, warning, error, critical

    /// As the journal has it (`sd-daemon(3)`): 7 is the least.
    public var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    public static func < (a: LogLevel, b: LogLevel) -> Bool {
        guard let one = allCases.firstIndex(of: a), let other = allCases.firstIndex(of: b) else { return false }
        return one < other
    }
}
