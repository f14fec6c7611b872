public import Statements

/// What a pupil's day cost.
public struct DayCost: Sendable, Hashable, Codable {
    /// `2026-11-22`; `nil` while the clock was not set.
    public var day: String?
    public var pupil: PupilID
    public var name: String?
    /// Answers of the provider.
    public var answers: Int
    public var tokensIn: Int
    public var tokensCached: Int
    public var tokensOut: Int
    /// In units of the currency.
    public var cost: Double
}
