public import Lessons

/// Which run of the machine a monotonic time belongs to.
public struct BootID: TextID {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}
