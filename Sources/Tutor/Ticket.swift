/// Names one answer on its way to the gradebook.
public struct Ticket: RawRepresentable, Sendable, Hashable, Codable {
    public var rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
}
