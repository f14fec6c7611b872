public import Lessons

/// All that is wrong in a roster, each with its place. Nothing of it was imported.
public struct RosterFaults: Error, Sendable, Hashable, CustomStringConvertible {
    public let faults: [Fault]

    public init(_ faults: [Fault]) { self.faults = faults }

    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
