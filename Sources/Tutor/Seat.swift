/// A pupil who may use the box, as a session knows them: never by name.
public struct Seat: Sendable, Hashable, Codable {
    public var account: String
    /// The number in the class.
    public var number: Int?

    public init(account: String, number: Int? = nil) {
        self.account = account
        self.number = number
    }
}
