public import Statements

/// What taking a roster over did, or would do.
public struct RosterChange: Sendable, Hashable, Codable {
    public var added: [PupilID] = []
    public var updated: [PupilID] = []
    public var unchanged = 0
    /// In a class of the roster before, and not in it any more.
    public var missing: [PupilID] = []
    /// Accounts that were erased: they are not taken back.
    public var erased = 0

    public init() {}
}
