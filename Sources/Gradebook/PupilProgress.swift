public import Statements

/// What one pupil has learned.
public struct PupilProgress: Sendable, Hashable, Codable {
    public let pupil: PupilID
    /// What the teacher calls the pupil, if anything.
    public let name: String?
    /// The id of the pupil's class, and its title.
    public let classID: String?
    public let className: String?
    /// The pupil's number in the class.
    public let number: Int?
    /// What the school's roster calls the pupil (OneRoster `sourcedId`).
    public let sourcedID: String?
    public let objectives: [ObjectiveProgress]

    /// The name, or the account where there is none.
    public var title: String { name ?? pupil.rawValue }
}
