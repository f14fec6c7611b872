/// Everything that is wrong in one lesson file, in the order of the file.
public struct LessonFaults: Error, Sendable, Hashable, CustomStringConvertible {
    /// Never empty.
    public let faults: [Fault]

    public init(_ faults: [Fault]) { self.faults = faults }

    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
