/// A process that has a device open.
public struct DeviceUser: Sendable, Hashable, Codable, CustomStringConvertible {
    public var process: Int32
    /// The program's short name; never its arguments, which may hold secrets.
    public var program: String

    public init(process: Int32, program: String) {
        self.process = process
        self.program = program
    }

    public var description: String { "process \(process), \(program)" }
}
