public import Lessons

/// All that is wrong in a roster, each with its place. Nothing of it was imported.
public struct RosterFaults: Error, Sendable, Hashable, CustomStringConvertible {
    public let faults: [Fault]

    public init(_ faults: [Fault]) { self.faults = faults }

    /// The first of them, a line each; the others are counted.
    public var description: String {
        let more = faults.count - RosterFaults.mostShown
        return (faults.prefix(RosterFaults.mostShown).map(\.description) + (more > 0 ? ["… and \(more) more"] : []))
            .joined(separator: "\n")
    }

    private static let mostShown = 50
}
