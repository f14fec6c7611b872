public import Statements

/// What one pupil has learned.
public struct PupilProgress: Sendable, Hashable, Codable {
    public let pupil: PupilID
    /// What the teacher calls the pupil, if anything.
    public let name: String?
    public let objectives: [ObjectiveProgress]

    /// The name, or the account where there is none.
    public var title: String { name ?? pupil.rawValue }
}
