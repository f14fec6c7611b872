public import Statements

/// A pupil of the roster: no more than is needed to tell who is who.
public struct RosterEntry: Sendable, Hashable, Codable {
    /// Nil where a new account is to be made.
    public var account: PupilID?
    /// What the teacher calls the pupil.
    public var name: String?
    /// The id of the class.
    public var inClass: String?
    public var className: String?
    /// The number in the class, 1 and up.
    public var number: Int?
    /// What the school's roster calls the pupil (OneRoster `sourcedId`).
    public var sourcedID: String?
    public var hasBadge: Bool

    public init(
        account: PupilID? = nil, name: String? = nil, inClass: String? = nil, className: String? = nil,
        number: Int? = nil, sourcedID: String? = nil, hasBadge: Bool = false
    ) {
        self.account = account
        self.name = name
        self.inClass = inClass
        self.className = className
        self.number = number
        self.sourcedID = sourcedID
        self.hasBadge = hasBadge
    }
}
