/// Who did it: an account without a name (xAPI 1.0.3, Data 2.4.2.4).
public struct Actor: Sendable, Hashable, Codable {
    /// Whose account names these are: an absolute IRI of the school's.
    public var homePage: String
    /// Random; the school's roster alone knows whose it is.
    public var name: String

    public init(homePage: String, name: String) {
        self.homePage = homePage
        self.name = name
    }
}
