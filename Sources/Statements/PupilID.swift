public import Lessons

/// The account name of a pupil: random, never a name or a roll number.
public struct PupilID: TextID {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// Who practises while nobody has said who they are.
    public static let guest: PupilID = "guest"
}
