/// A version of the Model Context Protocol that is known here, oldest first.
enum MCPVersion: String, Sendable, Hashable, CaseIterable {
    case v2024November = "2024-11-05"
    case v2025March = "2025-03-26"
    case v2025June = "2025-06-18"
    case v2025November = "2025-11-25"
    case v2026July = "2026-07-28"

    /// How the two sides talk.
    enum Era: Sendable, Hashable {
        /// A handshake, a session, and requests both ways.
        case handshake
        /// Every request stands for itself; the server asks in its results.
        case modern
    }

    var era: Era {
        switch self {
        case .v2024November, .v2025March, .v2025June, .v2025November: .handshake
        case .v2026July: .modern
        }
    }

    static let newestHandshake = MCPVersion.v2025November
    static let newestModern = MCPVersion.v2026July
}
