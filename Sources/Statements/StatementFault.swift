/// Why something is no statement that a record store would take, and where in it.
public struct StatementFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The path of keys, such as `context.registration`; empty for the whole.
    public var place: String
    public var what: String

    public init(_ place: String, _ what: String) {
        self.place = place
        self.what = what
    }

    public var description: String { place.isEmpty ? what : "\(place): \(what)" }
}
