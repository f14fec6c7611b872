/// What is on a badge. It is as good as a key, so it is never written anywhere: not even where somebody prints it.
public struct BadgeNumber: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
    /// For whoever looks up whose it is.
    public let digits: String

    public init(_ digits: String) { self.digits = digits }

    public var description: String { "a badge" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
