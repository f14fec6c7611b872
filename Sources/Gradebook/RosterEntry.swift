public import Statements

/// A pupil as the roster has it.
public struct RosterEntry: Sendable, Hashable, Codable {
    public let account: PupilID
    /// What the teacher calls the pupil, if anything.
    public let name: String?
    /// The class's id and title.
    public let classID: String?
    public let className: String?
    /// The number in the class.
    public let number: Int?
    /// What a school's roster calls the pupil.
    public let sourcedID: String?
    public let hasBadge: Bool

    public init(
        account: PupilID, name: String? = nil, classID: String? = nil, className: String? = nil, number: Int? = nil,
        sourcedID: String? = nil, hasBadge: Bool = false
    ) {
        self.account = account
        self.name = name
        self.classID = classID
        self.className = className
        self.number = number
        self.sourcedID = sourcedID
        self.hasBadge = hasBadge
    }

    /// The name, or the account where there is none.
    public var title: String { name ?? account.rawValue }
}
