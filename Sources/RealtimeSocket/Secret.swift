/// A key, a token or a password: it is compared and sent, and never printed.
///
/// White space around it is cut off: a key file usually ends in a line feed.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String

    public init(_ value: String) {
        var part = value[...]
        while let last = part.last, last.isWhitespace { part.removeLast() }
        while let first = part.first, first.isWhitespace { part.removeFirst() }
        self.value = String(part)
    }

    public var isEmpty: Bool { value.isEmpty }

    /// The secret itself, for the wire.
    public func reveal() -> String { value }

    /// Whether `other` is the same, in a time that depends on the length of `other` only.
    public func matches(_ other: String) -> Bool {
        let mine = Array(value.utf8)
        let theirs = Array(other.utf8)
        var difference: UInt8 = mine.count == theirs.count ? 0 : 1
        for (index, byte) in theirs.enumerated() {
            difference |= byte ^ (mine.isEmpty ? 0 : mine[index % mine.count])
        }
        return difference == 0
    }

    public var description: String { "hidden" }
    public var debugDescription: String { "hidden" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Secret: Hashable {
    public static func == (left: Secret, right: Secret) -> Bool { left.matches(right.value) }
}
