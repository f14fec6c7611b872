public import Statements

/// What is still to be sent, and what nobody would take.
public struct OutboxState: Sendable, Hashable, Codable {
    /// Statements that wait to be sent.
    public var waiting: Int
    /// Of the log, what has no time yet, and is sent when it has.
    public var withoutTime: Int
    public var quarantined: Int
    /// When the oldest that waits was done.
    public var oldest: WallTime?
    /// When the record store took something last.
    public var lastSent: WallTime?
    /// What keeps it from taking anything until somebody has mended it.
    public var fault: String?
    /// Why nothing could be sent of late; that mends itself.
    public var trouble: String?
}

/// A statement that the record store refused.
public struct QuarantinedStatement: Sendable, Hashable, Codable {
    public var id: StatementID
    public var reason: String
}
